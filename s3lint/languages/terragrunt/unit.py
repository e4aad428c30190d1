"""A unit: a configuration with the module that it deploys. It is a root, and hands its outputs to others."""

from __future__ import annotations

from collections.abc import Sequence as Steps
from functools import cached_property

from s3lint.languages.terraform.configuration.deployment import Deployment
from s3lint.languages.terraform.configuration.files import module_files
from s3lint.languages.terraform.configuration.gaps import note_fetched
from s3lint.languages.terraform.configuration.instance import ModuleInstance, top_instance
from s3lint.languages.terraform.configuration.library import Library
from s3lint.languages.terraform.configuration.load import load
from s3lint.languages.terraform.configuration.locate import Nowhere, unknown_source, without_code
from s3lint.languages.terraform.configuration.origin import local_folders
from s3lint.languages.terraform.configuration.relevance import reach
from s3lint.languages.terraform.evaluate import Step
from s3lint.languages.terraform.registry import undescribed_inputs
from s3lint.languages.terraform.types.inspect import is_null
from s3lint.languages.terraform.types.variants import options
from s3lint.languages.terragrunt.config import Config
from s3lint.languages.terragrunt.generate import Generated, generated
from s3lint.languages.terragrunt.inputs import Arguments, arguments_of, given_by
from s3lint.languages.terragrunt.laid import LaidLibrary
from s3lint.languages.terragrunt.paths import ROOT, TreeFiles
from s3lint.languages.terragrunt.remarks import remarks
from s3lint.languages.terragrunt.running import is_rejected
from s3lint.languages.terragrunt.sources import Located, is_elsewhere, locate
from s3lint.languages.terragrunt.state import State, state_of
from s3lint.record import replace
from s3lint.source import FileProblem, Span
from s3lint.values import (
    Call,
    Configuration,
    Identity,
    Inputs,
    Mapping,
    Reason,
    Unknown,
    Value,
    text_of,
)
from s3lint.values.elsewhere import of_unit


class Unit:
    """A folder with a configuration. `path` is what findings name, `folder` holds the module."""

    def __init__(self, config: Config, library: Library) -> None:
        self.config = config
        self.path = config.folder
        self._base = library

    def prepare(self) -> None:
        """Reads all that decides about its module."""
        _ = self.arguments, self.library.module(self.folder)

    @property
    def inputs(self) -> Value | None:
        """What it gives to its module."""
        return self.config.tools.remember(("inputs", self.path), lambda: self.config.layers.merged("inputs"))

    # the module

    @cached_property
    def source(self) -> tuple[Located, Span, str]:
        """Where its module lies, where that is written, and what is written there; without a source, its own folder."""
        found = self.config.layers.terraform("source")
        if found is None:
            return Located(folder=self.path), self.config.main.document.top, ""
        argument, reading = found
        place, value = argument.value_span, reading.value(argument)
        known = text_of(value)
        if known is not None:
            versions = self.config.layers.terraform("version")
            version = versions[1].value(versions[0]) if versions else None
            return locate(known, version, self.path, self.config.tree, self._base), place, known
        why = unknown_source(value)
        # of several that it may be, one that lies in the tree
        for option, _ in options(value):
            near = text_of(option)
            if near is not None and not is_elsewhere(near):
                located = locate(near, None, self.path, self.config.tree, self._base)
                if located.folder is None:
                    continue
                return replace(located, nowhere=Nowhere(f"{why}, and s3lint reads {located.folder}", "")), place, ""
        return Located(nowhere=Nowhere(why, "", is_remote=True)), place, ""

    @cached_property
    def nowhere(self) -> Nowhere | None:
        """Why its module is not here, or may be another one."""
        located, _, source = self.source
        if located.nowhere is not None or not source or self.library.module(self.folder).files or located.summary:
            return located.nowhere
        return without_code(self.folder, source.removeprefix(f"{ROOT}/"), "")

    @property
    def folder(self) -> str:
        """The folder that Terraform runs in: the module's, else the unit's own."""
        return self.source[0].folder or self.path

    @cached_property
    def generated(self) -> Generated:
        """The files that are generated into the module's folder."""
        library = LaidLibrary(self._base, self.config.tree, self.folder, self.path, Generated(), None)

        def existing(path: str) -> bytes | None:
            try:
                return library.tree.read(path)
            except FileProblem:
                return None

        return generated(self.config, self.folder, existing)

    @cached_property
    def library(self) -> LaidLibrary:
        """The modules of the tree, and its own as it is run."""
        return LaidLibrary(self._base, self.config.tree, self.folder, self.path, self.generated, self.source[0].summary)

    @cached_property
    def state(self) -> State | None:
        """Where it keeps its state."""
        return state_of(self.config)

    @property
    def _state_beside(self) -> State | None:
        """Its backend, where terragrunt writes no file for it but tells terraform on the command line."""
        return self.state if self.state is not None and self.state.file is None else None

    @cached_property
    def arguments(self) -> Arguments:
        """What is added to the command line."""
        return arguments_of(self.config, self.folder, self.library.tree)

    def makes_something(self, *, is_parent: bool) -> bool:
        """Whether there is anything to deploy: a module, or files beside the configuration or generated by it.

        The parent of other units has files too that only they are made of, and may be an error by itself.
        """
        if is_parent and is_rejected(self.config):
            return False
        if self.config.main.document.is_broken or self.config.layers.terraform("source") is not None:
            return True
        if not is_parent and module_files(self.config.tree, self.path, self._base.engine).all:
            return True
        module = self.library.module(self.folder)
        return bool(module.resources or module.calls)

    def takes_in(self) -> frozenset[str]:
        """The folders and files that it is made of."""
        folders: dict[str, None] = {}
        reach(lambda folder: local_folders(self.library, folder), self.folder, folders)
        # modules that are roots by themselves stay roots
        called = {f for f in folders if f != self.folder and not self._base.module(f).has_backend()}
        return frozenset({self.path, self.folder, *called, *self.config.files})

    # as a root

    def load(self, inputs: Inputs) -> Configuration:
        """What it deploys."""
        made = load(self.library, self.folder, self._with_arguments(inputs), self._deployment())
        made.root, made.told_as = self.path, of_unit(self.path)
        if (state := self._state_beside) is not None and state.kind == "s3":
            made.state_bucket = state.stated("bucket")
        made.files |= frozenset(self.config.files)
        made.diagnostics += remarks(self, is_about_storage=bool(made.resources))
        located, place, source = self.source
        if (nowhere := self.nowhere) is not None:
            given = self.inputs.entries if isinstance(self.inputs, Mapping) else {}
            shown = nowhere.source or source.removeprefix(f"{ROOT}/")
            is_read = located.nowhere is not None and located.folder is not None
            note_fetched(made, f"unit {self.path}", shown, nowhere, place, given, is_read=is_read)
        return made

    def _with_arguments(self, inputs: Inputs) -> Inputs:
        """What is given on the command line: its own arguments, weaker than those of whoever runs s3lint."""
        return replace(inputs, variables={**self.arguments.variables, **inputs.variables})

    def _deployment(self, prefix: str = "") -> Deployment:
        """How its module is run; what is made of it is told through the unit, where the module lies elsewhere."""
        call = Call(f"unit {self.path}", self.source[1], "runs this module")
        calls = (call,) if self.config.layers.terraform("source") is not None else ()
        return Deployment(
            given_by(self.config, self.inputs, self.arguments),
            tuple(self.arguments.var_files),
            self.arguments.open,
            names=self._generated_name,
            files=TreeFiles(self.library.tree, self.folder),
            calls=calls,
            undescribed=self._undescribed(),
            state=self._state_beside.place(self.folder) if self._state_beside is not None else None,
            prefix=prefix,
        )

    def _generated_name(self, name: str, steps: Steps[Step], span: Span) -> tuple[Value, int] | None:
        """What a generated file refers to."""
        found = self.generated.names.get(name)
        return None if found is None else (found, 0)

    def _undescribed(self) -> tuple[str, Span] | None:
        """An input that the summary of its module does not describe. Others that nothing declares are dropped."""
        summary, given = self.source[0].summary, self.inputs
        if summary is None or not isinstance(given, Mapping):
            return None
        open_inputs = undescribed_inputs(summary.folder)
        found = ((name, value.span or self.source[1]) for name, value in given.entries.items() if name in open_inputs)
        return next(((name, place) for name, place in found if not is_null(given.entries[name])), None)

    # as what another unit depends on

    @property
    def _top(self) -> ModuleInstance:
        return self.config.tools.remember(("module", self.path), self._read_module)

    def _read_module(self) -> ModuleInstance:
        inputs = self._with_arguments(self.config.tools.inputs)
        return top_instance(self.library, self.folder, inputs, self._deployment(of_unit(self.path)))[0]

    def output(self, name: str) -> Value | None:
        """An output of its module; None where it has no such output."""
        if self._is_unread:
            return self._unread(name)
        top = self._top
        if top.module.built_in and name not in top.module.outputs:
            return self._unread(name)
        return self.config.tools.remember(("output", self.path, name), lambda: top.output(name))

    def outputs(self) -> Value:
        """All outputs of its module."""
        if self._is_unread:
            return self._unread("")
        return self.config.tools.remember(("outputs", self.path), self._top.outputs)

    @property
    def _is_unread(self) -> bool:
        is_here = self.source[0].folder is not None and bool(self.library.module(self.folder).files)
        return self.nowhere is not None and not is_here

    def _unread(self, name: str) -> Unknown:
        """An output of a module that is not here."""
        shown = f"{of_unit(self.path)}{name}".rstrip(".")
        nowhere = self.nowhere or Nowhere("has a summary that does not describe this output", "")
        why = f"comes from a module that {nowhere.why}"
        reason = Reason("module", shown, why, self.source[1], nowhere.hint)
        return Unknown(reason, Identity("module", f'unit["{self.path}"]', name), span=self.source[1])

"""A configuration as Terragrunt runs it: a file with all that it includes, merged.

https://docs.terragrunt.com/reference/hcl/blocks/#include
"""

from __future__ import annotations

from collections.abc import Sequence as Steps
from contextlib import suppress
from functools import cached_property

from s3lint.languages.terraform.configuration.content import Nested
from s3lint.languages.terraform.evaluate import Budget, Step
from s3lint.languages.terraform.functions.call import Call
from s3lint.languages.terraform.syntax import nodes
from s3lint.languages.terraform.types.build import boolean, object_of, text
from s3lint.languages.terraform.types.problem import Problem
from s3lint.languages.terragrunt.dependency import Dependency, Outputs, dependencies, dependency_value
from s3lint.languages.terragrunt.layers import Layer, Layers
from s3lint.languages.terragrunt.merge import DEEP, NO_MERGE, SHALLOW
from s3lint.languages.terragrunt.names import AUTOINCLUDE, VALUES, is_stack
from s3lint.languages.terragrunt.parts import part_of, whole
from s3lint.languages.terragrunt.paths import ROOT, in_tree
from s3lint.languages.terragrunt.reading import Found, Reading, named
from s3lint.languages.terragrunt.tools import Tools
from s3lint.record import Struct, replace
from s3lint.source import Diagnostic, Source, Span, Tree, folder_of, join
from s3lint.values import Inputs, Mapping, Reason, Scalar, Unknown, Value, text_of

MAX_DEPTH = 20  # of configurations that read each other


class Include(Struct, frozen=True):
    """A file that is included, and how it is merged."""

    name: str
    reading: Reading | None  # None: it cannot be read
    strategy: str
    is_exposed: bool


class Config:
    """A configuration file with what it includes. What is wrong with its files is noted in `problems`.

    `given` is what a stack gives to it, `reader` the configuration that reads it.
    """

    def __init__(self, tools: Tools, path: str, given: Mapping | None = None, reader: Config | None = None):
        self.tools = tools
        self.path = path
        self.folder = folder_of(path)
        self.original: str = reader.original if reader is not None else self.folder
        self.budget: Budget = reader.budget if reader is not None else Budget()
        self.problems: list[Diagnostic] = []
        self.files: dict[str, None] = {}
        self.injected: list[Reading] = []  # what a stack adds: the strongest layers
        self._given = given
        self._chain: tuple[str, ...] = (*reader._chain, path) if reader is not None else (path,)
        self._read: dict[str, Value | None] = reader._read if reader is not None else {}
        self._others: list[Config] = []  # that it reads
        self._includes: list[Include] | None = None
        self._is_opening = False
        self.main = self._reading(path)

    # what readings ask

    @property
    def tree(self) -> Tree:
        """Where files are read."""
        return self.tools.tree

    @property
    def inputs_given(self) -> Inputs:
        """What the user gives from outside."""
        return self.tools.inputs

    @property
    def repository(self) -> str:
        """The root of the repository."""
        return self.tools.repository

    def include_folder(self, name: str) -> str | None:
        """The folder of the file that an include names. Raises Problem."""
        if self._is_opening or not self.includes:
            return None
        known = self.includes
        if len(known) > 1:
            known = [include for include in known if include.name == name]
        if not known:
            raise Problem(f"no include has the name {name!r}" if name else "it needs the name of an include")
        if known[0].reading is None:
            raise Problem(f"include {known[0].name!r} cannot be read")
        return folder_of(known[0].reading.path)

    def included(self, steps: Steps[Step], span: Span) -> Found:
        """What an exposed include says. Raises Problem."""
        known = [] if self._is_opening else self.includes
        exposed = {include.name: include for include in known if include.is_exposed}
        if len(known) == 1 and "" in exposed:  # the one include without a label is exposed as it is
            return self._exposed(exposed[""], steps, 0, span)
        name = named(steps, 0)
        if name is None:
            return object_of({n: self._exposed(include, (), 0, span)[0] for n, include in exposed.items()}), 0
        if name not in exposed:
            raise Problem(f"include.{name} is not exposed", span)
        return self._exposed(exposed[name], steps, 1, span)

    def _exposed(self, include: Include, steps: Steps[Step], taken: int, span: Span) -> Found:
        reading = include.reading
        if reading is None:
            reason = Reason("unread", f"include.{include.name}".rstrip("."), "cannot be read", span)
            return Unknown(reason, span=span), taken
        part, local = named(steps, taken), named(steps, taken + 1)
        if part is None:
            return whole(self, Layers([Layer(reading, SHALLOW)])), taken
        if part == "dependency":
            own = dependencies(Layers([Layer(reading, SHALLOW)]), self.outputs_of)
            found, more = dependency_value(own, steps[taken + 1 :], span)
            return found, taken + 1 + more
        is_local = part == "locals" and local is not None
        value = reading.local(local) if is_local and local else part_of(self, part, Layers([Layer(reading, SHALLOW)]))
        if value is None:
            raise Problem(f"{reading.document.source.path} has no {local if is_local else part}", span)
        return value, taken + (2 if is_local else 1)

    def dependency_value(self, steps: Steps[Step], span: Span) -> Found:
        """What a unit that this one depends on hands on. Raises Problem."""
        return dependency_value(dependencies(self.layers, self.outputs_of), steps, span)

    def depends_on(self) -> list[Dependency]:
        """All dependencies that it may speak of: of what is merged, exposed or read."""
        with suppress(Problem):
            self.main.locals()  # which read other files
        exposed = [Layers([Layer(i.reading, SHALLOW)]) for i in self.includes if i.reading and i.strategy == NO_MERGE]
        own = [one for layers in (*exposed, self.layers) for one in dependencies(layers, self.outputs_of).values()]
        return own + [one for other in self._others for one in other.depends_on()]

    def outputs_of(self, folder: str) -> Outputs | None:
        """What a unit or stack hands on; None where there is none."""
        return self.tools.outputs(folder)

    def feature(self, name: str) -> Value | None:
        """The value of a feature flag: as the environment sets it, else its default."""
        found = self.layers.labelled("feature").get(name)
        if found is None:
            return None
        stated = dict(part.partition("=")[::2] for part in self.tools.inputs.env.get("TG_FEATURE", "").split(","))
        if name in stated:
            word = stated[name]
            return boolean(word == "true") if word in ("true", "false") else text(word)
        return found.argument("default")

    def values(self) -> Mapping | None:
        """What a stack gives to the unit: handed over, or in the file that it writes beside the unit."""
        path = join(self.folder, VALUES) or VALUES
        if self._given is not None or not self.tree.is_file(path):
            return self._given
        reading = self._reading(path)
        return object_of({name: reading.attribute(name) or Scalar(None) for name in reading.document.content.arguments})

    def read(self, path: str, call: Call) -> Value | None:
        """The configuration in another file. Raises Problem."""
        if path == join(self.folder, VALUES):
            return self.values()
        if not self.tree.is_file(path):
            return None
        if path in self._chain or len(self._chain) >= MAX_DEPTH:
            raise Problem(f"{path} is read while it is being read, or by too many others", call.span)
        if is_stack(path):
            return self.tools.stack_value(path)
        if path not in self._read:
            other = Config(self.tools, path, reader=self)
            self._others.append(other)
            if other.main.document.is_broken:
                first = other.main.document.diagnostics[0]
                raise Problem(f"{first.location.path} cannot be read: line {first.location.line}: {first.message}")
            self._read[path] = (
                other.values() if path.endswith(VALUES) else _opened(whole(other, other.layers), other.open)
            )
            self.files.update(other.files)
            self.problems += other.problems
        return self._read[path]

    def variables_in(self, path: str) -> tuple[Source, nodes.Body] | None:
        """A variable file; None where it cannot be read."""
        return self.tools.variables_in(path)

    # the files that are merged

    def _reading(self, path: str, *, is_included: bool = False) -> Reading:
        document = self.tools.document(path)
        self.files[document.source.path] = None
        self.problems += document.diagnostics
        return Reading(self, path, document, is_included=is_included)

    @property
    def includes(self) -> list[Include]:
        """The files that it includes, in order."""
        if self._includes is None:
            self._is_opening = True
            try:
                self._includes = [self._include(name, block) for name, block in self.main.document.blocks("include")]
            finally:
                self._is_opening = False
        return self._includes

    def _include(self, name: str, block: Nested) -> Include:
        where = self.main.argument(block.content, "path")
        strategy = text_of(self.main.argument(block.content, "merge_strategy") or Scalar(SHALLOW))
        exposed = self.main.argument(block.content, "expose")
        known = text_of(where) if where is not None else None
        path = in_tree(known, self.folder) if known else None
        if path is None or not self.tree.is_file(path):
            self._note(_missing(where, known), block.header)
            return Include(name, None, strategy or SHALLOW, is_exposed=True)
        if strategy not in (NO_MERGE, SHALLOW, DEEP):
            self._note(f"the merge_strategy of include {name!r} is not no_merge, shallow or deep", block.header)
            return Include(name, None, SHALLOW, is_exposed=True)
        reading = self._reading(path, is_included=True)
        if any(True for _ in reading.document.blocks("include")):
            said = f"terragrunt rejects it: {reading.document.source.path} is included and includes another file itself"
            self._note(said, block.header)
        return Include(name, reading, strategy, isinstance(exposed, Scalar) and exposed.data is True)

    def _note(self, message: str, place: Span) -> None:
        self.problems.append(Diagnostic.at("S3L901", message, place, left_out="included configuration"))

    @cached_property
    def layers(self) -> Layers:
        """The files that are merged. The unit's own is stronger than all that it includes."""
        found = [Layer(i.reading, i.strategy) for i in self.includes if i.reading and i.strategy != NO_MERGE]
        found.append(Layer(self.main, SHALLOW))
        beside = join(self.folder, AUTOINCLUDE) or AUTOINCLUDE
        if not self.injected and self.tree.is_file(beside):
            self.injected.append(self._reading(beside))
        return Layers(found + [Layer(reading, SHALLOW) for reading in self.injected])

    @cached_property
    def open(self) -> Reason | None:
        """Why there may be more to it: a file that is merged and cannot be read."""
        for include in self.includes:
            if include.reading is None and include.strategy != NO_MERGE:
                return Reason("unread", f"include {include.name!r}", "cannot be read", self.main.document.top)
        for reading in self.layers.readings:
            if reading.document.is_broken:
                return Reason("unread", reading.document.source.path, "cannot be read", self.main.document.top)
        return None


def _opened(found: Mapping, why: Reason | None) -> Mapping:
    """What a configuration says, where there may be more to it."""
    if why is None:
        return found
    inputs = found.entries.get("inputs")
    entries = {**found.entries, "inputs": replace(inputs, open=why)} if isinstance(inputs, Mapping) else found.entries
    return replace(found, entries=entries, open=why)


def _missing(where: Value | None, known: str | None) -> str:
    if known is not None:
        return f"the included file {known.removeprefix(ROOT).lstrip('/')} is not in the scanned tree"
    if isinstance(where, Unknown):
        return f"the path of the included file is not known: {where.reason.name} {where.reason.text}"
    return "the path of the included file is not known"

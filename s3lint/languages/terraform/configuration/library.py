"""The modules of a tree, each read once."""

from __future__ import annotations

from functools import partial

from s3lint.languages.terraform.configuration.evaluation import Evaluation
from s3lint.languages.terraform.configuration.files import read_source
from s3lint.languages.terraform.configuration.module import Module, module_of, read_module, read_summary, split
from s3lint.languages.terraform.functions.files import documents
from s3lint.languages.terraform.registry import Summary
from s3lint.languages.terraform.registry.addresses import address_of
from s3lint.languages.terraform.syntax import File
from s3lint.source import Diagnostic, FileProblem, Tree
from s3lint.source.history import REPOSITORY
from s3lint.source.memory import Memory
from s3lint.source.repository import repository_of
from s3lint.values.inputs import GivenSummary


class Library:
    """Modules by folder, shared by all roots that call them.

    A block's mistakes show when it is first parsed, whichever root needs it: a module with such mistakes is read again
    in each turn, in which other roots may need other blocks. Of a module that is read again, the files are taken over
    whose text is the same, with the blocks that were parsed.
    """

    def __init__(
        self,
        tree: Tree,
        engine: str = "auto",
        repository: str | None = None,
        summaries: tuple[GivenSummary, ...] = (),
        *,
        keeps: bool = False,
    ) -> None:
        self.tree = tree
        self.engine = engine
        self.summaries = summaries
        self._stated = repository
        self._repository: Memory[str, str] = Memory(tree)
        self._modules: Memory[str, Module] = Memory(tree, lambda module: not module.has_mistakes())
        self.documents = documents(tree)
        self._summaries: dict[str, Module] = {}
        self.keeps = keeps
        # by root and what is evaluated of it, where they are kept at all
        self.evaluations: dict[tuple[str, frozenset[str] | None], Evaluation] = {}
        self._stated_summaries: Memory[str, Module] = Memory(tree, lambda module: not module.has_mistakes())

    def module(self, folder: str) -> Module:
        """The module in a folder (without blocks where there is none), or of a summary that the tree holds."""
        if any(folder == one.path for one in self.summaries) and self.tree.is_file(folder):
            return self._stated_summaries.get(folder, partial(read_summary, self.tree, folder))
        return self._modules.get(folder, partial(self._read, folder))

    def _read(self, folder: str) -> Module:
        last = self._modules.last(folder)
        before = last.parts if last is not None else {}

        def read(tree: Tree, path: str, diagnostics: list[Diagnostic]) -> File | None:
            source = read_source(tree, path, diagnostics)
            if source is None:
                return None
            file = before.get(path)
            if file is None or file.source.text != source.text or any(head.has_mistakes for head in file.blocks):
                file = split(source, path)
            return file

        return read_module(self.tree, folder, self.engine, read)

    def summary(self, found: Summary) -> Module:
        """The built-in summary of a registry module, as a module."""
        path = found.source.path
        if path not in self._summaries:
            self._summaries[path] = module_of(found.source)
        return self._summaries[path]

    def stated_summary(self, found: GivenSummary) -> Module:
        """The summary of a module that the tree holds. Raises FileProblem."""
        if not self.tree.is_file(found.path):
            raise FileProblem("is not a file of this repository")
        return self.module(found.path)

    def own_folder(self, source: str) -> str | None:
        """The folder that a source in the repository itself, without a ref, names in the tree; None for all others."""
        address = address_of(source) if "/" in source else None
        if address is None or not address.repository or address.ref or address.repository != self.repository:
            return None
        return address.folder

    @property
    def repository(self) -> str:
        """The address of the repository that the tree is of: as it is configured, else that of its remote."""
        return self._repository.get("", self._read_repository)

    def _read_repository(self) -> str:
        if self._stated is not None:
            return repository_of(self._stated) or ""
        try:
            return self.tree.read(REPOSITORY).decode()
        except FileProblem:
            return ""

"""The modules of a tree, each read once."""

from __future__ import annotations

from functools import partial

from s3lint.languages.terraform.configuration.module import Module, module_of, read_module
from s3lint.languages.terraform.registry import summary_of
from s3lint.source import Tree
from s3lint.source.memory import Memory


class Library:
    """Modules by folder, shared by all roots that call them.

    A block's mistakes show when it is first parsed, whichever root needs it: a module with such mistakes is read again
    in each turn, in which other roots may need other blocks.
    """

    def __init__(self, tree: Tree, engine: str = "auto") -> None:
        self.tree = tree
        self.engine = engine
        self._modules: Memory[str, Module] = Memory(tree, lambda module: not module.has_mistakes())
        self._summaries: dict[str, Module] = {}

    def module(self, folder: str) -> Module:
        """The module in a folder (without blocks where there is none)."""
        return self._modules.get(folder, partial(read_module, self.tree, folder, self.engine))

    def summary(self, source: str, version: str | None) -> Module | None:
        """The built-in summary of a registry module, where there is one of that version."""
        text = summary_of(source, version)
        if text is None:
            return None
        if text.path not in self._summaries:
            self._summaries[text.path] = module_of(text)
        return self._summaries[text.path]

"""The modules of a tree, each read once."""

from __future__ import annotations

from weakref import WeakKeyDictionary

from s3lint.languages.terraform.configuration.module import Module, module_of, read_module
from s3lint.languages.terraform.registry import summary_of
from s3lint.source import Tree


class Library:
    """Modules by folder, shared by all roots that call them."""

    def __init__(self, tree: Tree, engine: str) -> None:
        self.tree = tree
        self.engine = engine
        self._modules: dict[str, Module] = {}

    def module(self, folder: str) -> Module:
        """The module in a folder (without blocks where there is none)."""
        if folder not in self._modules:
            self._modules[folder] = read_module(self.tree, folder, self.engine)
        return self._modules[folder]

    def summary(self, source: str, version: str | None) -> Module | None:
        """The built-in summary of a registry module, where there is one of that version."""
        text = summary_of(source, version)
        if text is None:
            return None
        if text.path not in self._modules:
            self._modules[text.path] = module_of(text)
        return self._modules[text.path]


_LIBRARIES: WeakKeyDictionary[Tree, dict[str, Library]] = WeakKeyDictionary()


def library(tree: Tree, engine: str) -> Library:
    """The library of a tree, kept as long as the tree is."""
    known = _LIBRARIES.setdefault(tree, {})
    if engine not in known:
        known[engine] = Library(tree, engine)
    return known[engine]

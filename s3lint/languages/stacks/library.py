"""The modules of a tree, with one in the place of what lies there: a stack's own blocks, a component's module."""

from __future__ import annotations

from s3lint.languages.terraform.configuration.library import Library
from s3lint.languages.terraform.configuration.module import Module


class LibraryWith(Library):
    """The modules of another library, and this one in its folder."""

    def __init__(self, base: Library, module: Module) -> None:
        super().__init__(base.tree, base.engine, summaries=base.summaries)
        self._base = base
        self._module = module

    def module(self, folder: str) -> Module:
        """The module in a folder."""
        return self._module if folder == self._module.folder else self._base.module(folder)

    @property
    def repository(self) -> str:
        """The address of the repository that the tree is of."""
        return self._base.repository

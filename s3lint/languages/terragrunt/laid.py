"""The module that a unit runs: a module's folder with the unit's own files and the generated ones laid on top."""

from __future__ import annotations

from s3lint.languages.terraform.configuration.library import Library
from s3lint.languages.terraform.configuration.module import Module, read_code, read_module
from s3lint.languages.terraform.registry import Summary
from s3lint.languages.terraform.syntax import File
from s3lint.languages.terragrunt.generate import Generated
from s3lint.source import Diagnostic, Source, Span, Tree, folder_of, is_inside
from s3lint.source.mounted import MountedTree
from s3lint.source.overlay import OverlayTree


class LaidLibrary(Library):
    """The modules of a tree, and the folder of one of them as a unit sees it.

    Files stand where they are written: those of the unit in its own folder, generated ones in the file that generates
    them. A summary stands for a module that is not in the tree.
    """

    def __init__(
        self, base: Library, tree: Tree, folder: str, unit: str, generated: Generated, summary: Module | None
    ) -> None:
        mounts = {folder: unit} if folder != unit else {}
        self._mounted = MountedTree(tree, mounts)
        super().__init__(OverlayTree(self._mounted, generated.texts), base.engine, summaries=base.summaries)
        self._base = base
        self._folder = folder
        self._generated = generated
        self._summary = summary
        self._laid = {folder, *map(folder_of, generated.texts)}
        self._own: dict[str, Module] = {}

    def module(self, folder: str) -> Module:
        """The module in a folder."""
        if not is_inside(folder, self._folder) or not self._is_changed(folder):
            return self._base.module(folder)
        if folder not in self._own:
            self._own[folder] = self._read(folder)
        return self._own[folder]

    def summary(self, found: Summary) -> Module:
        """The built-in summary of a registry module, as a module."""
        return self._base.summary(found)

    @property
    def repository(self) -> str:
        """The address of the repository that the tree is of."""
        return self._base.repository

    def _is_changed(self, folder: str) -> bool:
        """Whether a folder inside the module's has files of the unit."""
        return folder in self._laid or self._mounted.entries(folder) != self._base.tree.entries(folder)

    def _read(self, folder: str) -> Module:
        below = self._base.module(folder)
        whole: dict[Source, Span | None] = {}
        shown: dict[str, str] = {}

        def read(tree: Tree, path: str, diagnostics: list[Diagnostic]) -> File | None:
            place = self._generated.places.get(path)
            real = place.path if place is not None else self._mounted.real(path)
            if real == path and path in below.parts:
                return below.parts[path]  # as other units see it too
            shown[path] = real
            file = read_code(tree, path, diagnostics, "" if place is not None and place.is_whole else real)
            if file is not None and place is not None and place.is_whole:
                whole[file.source] = place.header
            return file

        module = read_module(self.tree, folder, self.engine, read)
        module.files = tuple(dict.fromkeys(shown.get(path, path) for path in module.files))
        module.built_in |= whole
        return _on(self._summary, module) if folder == self._folder and self._summary is not None else module


def _on(below: Module, above: Module) -> Module:
    """A module with the files of another laid on top."""
    return Module(
        above.folder,
        above.files,
        below.sources + above.sources,
        below.variables | above.variables,
        below.locals | above.locals,
        below.outputs | above.outputs,
        below.resources | above.resources,
        below.calls | above.calls,
        below.providers + above.providers,
        below.settings + above.settings,
        below.moved + above.moved,
        above.heads,
        above.parts,
        above.diagnostics,
        below.built_in | above.built_in,
    )

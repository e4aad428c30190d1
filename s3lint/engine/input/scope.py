"""Where a run may read, and what it was asked about.

The boundary is the git repository around a path, else the current folder where the path lies below it, else the path
itself. Nothing outside of it is read: neither module sources nor `file()` nor links lead out.
"""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path

from s3lint.engine.errors import UsageError
from s3lint.record import Struct
from s3lint.source import DiskTree, Tree
from s3lint.source.history import HistoryTree, commit_path


class Target(Struct, frozen=True):
    """One path that the user named, inside the tree."""

    path: str
    is_file: bool


class Scope(Struct, frozen=True, dict=True):
    """One tree, the targets in it, and how its paths read from where s3lint runs."""

    tree: Tree
    root: Path  # of the tree on disk
    targets: tuple[Target, ...]
    cwd: Path

    @cached_property
    def _displayed(self) -> dict[str, str]:
        """What was asked for: every place of every finding asks."""
        return {}

    def display(self, path: str) -> str:
        """A path of the tree as the user reads it."""
        shown = self._displayed.get(path)
        if shown is None:
            shown = self._displayed[path] = self._display(path)
        return shown

    def _display(self, path: str) -> str:
        past = commit_path(path)
        if past is not None:
            return f"{self.display(past[1])} at {past[0][:8]}"
        if self.here is None:
            return posixpath.normpath(posixpath.join(_posix(_relative(self.root, self.cwd)), path))
        if self.here == "." or path.startswith(f"{self.here}/"):  # most paths; `relpath` is slow
            return path if self.here == "." else path[len(self.here) + 1 :]
        return posixpath.relpath(path, self.here)

    def close(self) -> None:
        """End the processes that read the repository's history."""
        if isinstance(self.tree, HistoryTree):
            self.tree.close()

    @cached_property
    def here(self) -> str | None:
        """The current folder as a path of the tree; None where it lies elsewhere."""
        return inside(self.root, self.cwd)

    def path_of(self, name: str) -> str | None:
        """The tree path of a file that the user names; None where it lies outside."""
        return inside(self.root, resolve(self.cwd, name))


def scopes(paths: Iterable[str], cwd: Path, texts: Mapping[Path, bytes | None] | None = None) -> list[Scope]:
    """The named paths, grouped by the tree that they lie in. Raises UsageError for one that does not exist.

    `texts` stand in place of files, or of nothing.
    """
    texts = texts or {}
    cwd = Path(os.path.realpath(cwd))
    grouped: dict[Path, list[Target]] = {}
    for name in paths:
        path = resolve(cwd, name)
        if texts[path] is None if path in texts else not os.path.lexists(path):
            raise UsageError(f"{name} does not exist{_nearby(path)}")
        root = boundary(path, cwd)
        found = inside(root, path)
        targets = grouped.setdefault(root, [])
        target = Target(found or ".", not path.is_dir())
        if target not in targets:
            targets.append(target)
    return [Scope(HistoryTree(DiskTree(root), root), root, tuple(targets), cwd) for root, targets in grouped.items()]


def boundary(path: Path, cwd: Path) -> Path:
    """The folder that nothing may be read outside of."""
    folder = path if path.is_dir() else path.parent
    for parent in (folder, *folder.parents):
        if (parent / ".git").exists():
            return parent
    return cwd if inside(cwd, folder) is not None else folder


def inside(root: Path, path: Path) -> str | None:
    """A path relative to a folder; None where it lies outside."""
    try:
        return path.relative_to(root).as_posix()
    except ValueError:
        return None


def resolve(cwd: Path, name: str) -> Path:
    """The real path of a folder; of a file, its own name in the real path of its folder (it may be a link)."""
    if "\0" in name:
        raise UsageError(f"{name!r} is not a valid path")
    path = Path(os.path.normpath(cwd / name))
    if path.is_dir():
        return Path(os.path.realpath(path))
    return Path(os.path.realpath(path.parent)) / path.name


def _nearby(path: Path) -> str:
    from s3lint.config import closest

    try:
        return closest(path.name, (entry.name for entry in os.scandir(path.parent)))
    except OSError:
        return ""


def _relative(path: Path, start: Path) -> str:
    """A path as it reads from a folder: on Windows it may lie on another drive, from which no way leads."""
    try:
        return os.path.relpath(path, start)
    except ValueError:
        return str(path)


def _posix(path: str) -> str:
    return path.replace(os.sep, "/")

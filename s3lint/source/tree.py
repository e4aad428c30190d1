"""The scanned tree: the only way to read a file, so nothing outside of it can be read."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Protocol

from s3lint.record import Struct
from s3lint.source.paths import folder_of, inside, name_of
from s3lint.source.problem import FileProblem
from s3lint.source.tracked import Tracked, tracked_in

MAX_BYTES = 10 << 20


class Entry(Struct, frozen=True, order=True):
    """One name in a folder."""

    name: str
    is_folder: bool
    is_link: bool = False


class Tree(Protocol):
    """Read access to a tree of files. Paths are POSIX and relative to the root (source.paths)."""

    def read(self, path: str, limit: int = MAX_BYTES) -> bytes:
        """A file's bytes. Raises FileProblem: missing, not a regular file, too large, outside the tree."""

    def entries(self, folder: str) -> list[Entry]:
        """What a folder holds, sorted by name; empty where it cannot be listed."""

    def unlisted(self, folder: str) -> str | None:
        """Why a folder that is there cannot be listed, or None."""

    def is_file(self, path: str) -> bool:
        """Whether a regular file lies there."""

    def is_folder(self, path: str) -> bool:
        """Whether a folder lies there."""

    def is_tracked(self, path: str) -> bool | None:
        """Whether git tracks a file, or a file in a folder; None where that cannot be told."""


class DiskTree:
    """A folder on disk. Symbolic links are followed only to places inside the folder."""

    def __init__(self, root: Path) -> None:
        self.root = Path(os.path.realpath(root))
        self._prefix = str(self.root).rstrip(os.sep) + os.sep
        self._folders: dict[str, str] = {}  # the real path of each folder: the same for all files in it
        self._tracked: Tracked | bool | None = False  # not asked yet

    def __reduce__(self) -> tuple[type[DiskTree], tuple[Path]]:
        return DiskTree, (self.root,)

    def _real(self, path: str) -> str | None:
        known = inside(path)
        if known is None or not _is_name(known):
            return None
        folder = folder_of(known)
        if folder not in self._folders:
            self._folders[folder] = os.path.realpath(self._prefix + folder)
        real = os.path.join(self._folders[folder], name_of(known))
        if known == "." or os.path.islink(real):
            real = os.path.realpath(real)
        return real if real == str(self.root) or real.startswith(self._prefix) else None

    def read(self, path: str, limit: int = MAX_BYTES) -> bytes:
        """A file's bytes. Raises FileProblem."""
        real = self._real(path)
        if real is None:
            raise FileProblem("is outside the scanned tree" if _is_name(path) else "is not a valid path")
        try:
            # opened without blocking: a FIFO or device is refused by the test that follows, not waited for
            descriptor = os.open(real, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
            with open(descriptor, "rb") as file:
                status = os.fstat(descriptor)
                if not stat.S_ISREG(status.st_mode):
                    raise FileProblem("is not a regular file")
                if status.st_size > limit:
                    raise FileProblem(f"is larger than {limit >> 20} MiB")
                return file.read(min(limit, status.st_size + 1))  # memory is taken for what is asked for
        except OSError as error:
            raise FileProblem(_reason(error)) from error

    def entries(self, folder: str) -> list[Entry]:
        """What a folder holds, sorted by name."""
        real = self._real(folder)
        if real is None:
            return []
        try:
            with os.scandir(real) as found:
                return sorted(Entry(e.name, self._is_folder_entry(folder, e), e.is_symlink()) for e in found)
        except OSError:
            return []

    def unlisted(self, folder: str) -> str | None:
        """Why a folder that is there cannot be listed, or None."""
        real = self._real(folder)
        if real is None:
            return None
        try:
            with os.scandir(real):
                return None
        except OSError as error:
            return _reason(error)

    def _is_folder_entry(self, folder: str, entry: os.DirEntry[str]) -> bool:
        try:
            if entry.is_symlink():
                return self.is_folder(os.path.join(folder, entry.name))
            return entry.is_dir()
        except OSError:
            return False

    def is_file(self, path: str) -> bool:
        """Whether a regular file lies there."""
        real = self._real(path)
        return real is not None and os.path.isfile(real)

    def is_folder(self, path: str) -> bool:
        """Whether a folder lies there."""
        real = self._real(path)
        return real is not None and os.path.isdir(real)

    def is_tracked(self, path: str) -> bool | None:
        """Whether git tracks a file, or a file in a folder; None where there is no repository that says so."""
        if isinstance(self._tracked, bool):
            self._tracked = tracked_in(self.root)
        return None if self._tracked is None else path in self._tracked


def _is_name(path: str) -> bool:
    """Whether the system can be asked for a path: it takes neither a zero nor half a surrogate pair."""
    if path.isascii():
        return "\0" not in path
    try:
        return b"\0" not in os.fsencode(path)
    except UnicodeEncodeError:
        return False


def _reason(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "does not exist"
    if isinstance(error, PermissionError):
        return "cannot be read: permission denied"
    if isinstance(error, IsADirectoryError):
        return "is a folder"
    return f"cannot be read: {(error.strerror or 'unknown error').lower()}"


class MemoryTree:
    """A tree held in memory, of a repository that has just been made: for documented examples and tests."""

    def __init__(self, files: dict[str, str | bytes]) -> None:
        self._files = {p: t.encode() if isinstance(t, str) else t for p, t in files.items()}
        self._folders: dict[str, set[Entry]] = {".": set()}
        for path in self._files:
            entry = Entry(path.rsplit("/", 1)[-1], False)
            folder = folder_of(path)
            while True:
                self._folders.setdefault(folder, set()).add(entry)
                if folder == ".":
                    break
                entry, folder = Entry(folder.rsplit("/", 1)[-1], True), folder_of(folder)

    def read(self, path: str, limit: int = MAX_BYTES) -> bytes:
        """A file's bytes. Raises FileProblem."""
        data = self._files.get(inside(path) or "")
        if data is None:
            raise FileProblem("does not exist")
        if len(data) > limit:
            raise FileProblem(f"is larger than {limit >> 20} MiB")
        return data

    def entries(self, folder: str) -> list[Entry]:
        """What a folder holds, sorted by name."""
        return sorted(self._folders.get(folder, ()))

    def unlisted(self, folder: str) -> str | None:
        """Never: what it holds is known."""
        return None

    def is_file(self, path: str) -> bool:
        """Whether a file lies there."""
        return path in self._files

    def is_folder(self, path: str) -> bool:
        """Whether a folder lies there."""
        return path in self._folders

    def is_tracked(self, path: str) -> bool:
        """Never."""
        return False

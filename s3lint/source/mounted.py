"""A tree in which the files of some folders stand in others too, as a tool copies them before it runs."""

from __future__ import annotations

from collections.abc import Mapping

from s3lint.source import Entry, Tree, folder_of
from s3lint.source.tree import MAX_BYTES


class MountedTree:
    """`mounts` says which folder's files stand in a folder, in place of what lies there. Hidden ones stay behind.

    The folders may be anywhere, also where there is none. More mounts may be added as they become known.
    """

    def __init__(self, below: Tree, mounts: Mapping[str, str]) -> None:
        self.below = below
        self.mounts = dict(mounts)

    def real(self, path: str) -> str:
        """Where a file of this tree lies."""
        for origin in self._origins(path):
            if self.below.is_file(origin):
                path = origin
                break
        return self.below.real(path) if isinstance(self.below, MountedTree) else path

    def _origins(self, path: str) -> list[str]:
        """The paths whose files may stand at a path: those of the narrowest mount first."""
        found, folder, rest = [], path, ""
        while True:
            if folder in self.mounts and not any(piece.startswith(".") for piece in rest.split("/")):
                origin = self.mounts[folder]
                found.append(_joined(origin, rest))
            if folder == ".":
                return found
            name = folder.rpartition("/")[2]
            folder, rest = folder_of(folder), f"{name}/{rest}".rstrip("/")

    def read(self, path: str, limit: int = MAX_BYTES) -> bytes:
        """A file's bytes. Raises FileProblem."""
        for origin in self._origins(path):
            if self.below.is_file(origin):
                return self.below.read(origin, limit)
        return self.below.read(path, limit)

    def entries(self, folder: str) -> list[Entry]:
        """What a folder holds, sorted by name."""
        found = {entry.name: entry for entry in self.below.entries(folder)}
        for origin in reversed(self._origins(folder)):
            found |= {entry.name: entry for entry in self.below.entries(origin) if not entry.name.startswith(".")}
        return sorted(found.values())

    def unlisted(self, folder: str) -> str | None:
        """Why a folder cannot be listed, or None."""
        return self.below.unlisted(folder)

    def is_tracked(self, path: str) -> bool | None:
        """Whether git tracks what stands at a path."""
        return self.below.is_tracked(self.real(path))

    def is_file(self, path: str) -> bool:
        """Whether a file stands there."""
        return any(map(self.below.is_file, (*self._origins(path), path)))

    def is_folder(self, path: str) -> bool:
        """Whether a folder stands there."""
        return any(map(self.below.is_folder, (*self._origins(path), path)))


def _joined(folder: str, rest: str) -> str:
    if not rest:
        return folder
    return rest if folder == "." else f"{folder}/{rest}"

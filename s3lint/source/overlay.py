"""A tree with a few more files in it: standard input, and variable files that lie outside the scanned tree."""

from __future__ import annotations

from collections.abc import Mapping

from s3lint.source import Entry, FileProblem, Tree, folder_of, name_of
from s3lint.source.tree import MAX_BYTES


class OverlayTree:
    """`files` as well as those of `below`, before which they go."""

    def __init__(self, below: Tree, files: Mapping[str, bytes]) -> None:
        self.below = below
        self.files = files

    def read(self, path: str, limit: int = MAX_BYTES) -> bytes:
        """A file's bytes. Raises FileProblem."""
        if path not in self.files:
            return self.below.read(path, limit)
        if len(self.files[path]) > limit:
            raise FileProblem(f"is larger than {limit >> 20} MiB")
        return self.files[path]

    def entries(self, folder: str) -> list[Entry]:
        """What a folder holds, sorted by name."""
        own = {Entry(name_of(path), False) for path in self.files if folder_of(path) == folder}
        names = {entry.name for entry in own}
        return sorted(own | {entry for entry in self.below.entries(folder) if entry.name not in names})

    def unlisted(self, folder: str) -> str | None:
        """Why a folder cannot be listed, or None."""
        return self.below.unlisted(folder)

    def is_file(self, path: str) -> bool:
        """Whether a file lies there."""
        return path in self.files or self.below.is_file(path)

    def is_folder(self, path: str) -> bool:
        """Whether a folder lies there."""
        return self.below.is_folder(path) or any(folder_of(file) == path for file in self.files)

"""A tree with other files laid over it: open editor buffers, a proposed edit, standard input, files from elsewhere."""

from __future__ import annotations

from collections.abc import Mapping

from s3lint.source import Entry, FileProblem, Tree, folder_of, name_of
from s3lint.source.tree import MAX_BYTES

Texts = Mapping[str, bytes | None]  # path -> what stands there; None: nothing, whatever lies below


class OverlayTree:
    """`texts` before the files of `below`. `beside` are files that are read by their paths and listed nowhere."""

    def __init__(self, below: Tree, texts: Texts, beside: Mapping[str, bytes] | None = None) -> None:
        self.below = below
        self.texts = {**texts, **(beside or {})}
        self._folders: dict[str, dict[str, bool]] = {}  # folder -> name of what is laid there -> whether it is a folder
        for path, data in texts.items():
            if data is not None:
                self._add(path)

    def _add(self, path: str) -> None:
        is_folder = False
        while path != ".":
            folder = folder_of(path)
            self._folders.setdefault(folder, {})[name_of(path)] = is_folder
            path, is_folder = folder, True

    def read(self, path: str, limit: int = MAX_BYTES) -> bytes:
        """A file's bytes. Raises FileProblem."""
        if path not in self.texts:
            return self.below.read(path, limit)
        data = self.texts[path]
        if data is None:
            raise FileProblem("does not exist")
        if len(data) > limit:
            raise FileProblem(f"is larger than {limit >> 20} MiB")
        return data

    def entries(self, folder: str) -> list[Entry]:
        """What a folder holds, sorted by name."""
        found = self.below.entries(folder)
        if not self.texts:
            return found
        laid = self._folders.get(folder, {})
        gone = {name_of(path) for path, data in self.texts.items() if data is None and folder_of(path) == folder}
        entries = {entry.name: entry for entry in found if entry.name not in gone}
        for name, is_folder in laid.items():
            if not (is_folder and name in entries and entries[name].is_folder):
                entries[name] = Entry(name, is_folder, name in entries and entries[name].is_link)
        return sorted(entries.values())

    def unlisted(self, folder: str) -> str | None:
        """Why a folder cannot be listed, or None."""
        return None if folder in self._folders else self.below.unlisted(folder)

    def is_file(self, path: str) -> bool:
        """Whether a file lies there."""
        return self.texts[path] is not None if path in self.texts else self.below.is_file(path)

    def is_folder(self, path: str) -> bool:
        """Whether a folder lies there."""
        return path in self._folders or self.below.is_folder(path)

    def is_tracked(self, path: str) -> bool | None:
        """Whether git tracks a file, or a file in a folder."""
        return self.below.is_tracked(path)

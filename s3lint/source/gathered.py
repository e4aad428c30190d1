"""A tree with others beside it, each under a path that no code can write: nothing in the tree leads into them.

    BESIDE/NAME/PATH    a file of the tree that is called so

Walking through the tree does not meet the others; who knows their paths reads them, and their own links stay in them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from s3lint.lazy import lazy_re
from s3lint.source import Entry, Tree
from s3lint.source.tree import MAX_BYTES

BESIDE = "\0beside"
_PLACED = lazy_re(rf"{BESIDE}/([^/\0]+)\0(?:/(.*))?", re.DOTALL)
_NAMED = lazy_re(rf"{BESIDE}/([^/\0]+)\0")
_SLASH = "\1"  # for the slashes of a name, which is one step of a path


def beside_path(name: str, path: str = ".") -> str:
    """Where a path of the tree of a name lies. The name's end is marked: it is not taken for a folder's own name."""
    folder = f"{BESIDE}/{name.replace('/', _SLASH)}\0"
    return folder if path == "." else f"{folder}/{path}"


def placed_beside(path: str) -> tuple[str, str] | None:
    """The name of the tree beside that a path leads into, and the path in it; None for a path of the tree itself."""
    found = _PLACED.fullmatch(path) if path.startswith(BESIDE) else None
    return (found[1].replace(_SLASH, "/"), found[2] or ".") if found else None


def named_beside(text: str) -> list[str]:
    """The names of the trees beside whose paths a text has."""
    return [name.replace(_SLASH, "/") for name in _NAMED.findall(text)]


def spelled(text: str) -> str:
    """A text with paths of trees beside as people read them: NAME/PATH."""
    return _NAMED.sub(lambda found: found[1].replace(_SLASH, "/"), text) if BESIDE in text else text


class GatheredTree:
    """A tree, and the others by their names."""

    def __init__(self, own: Tree, others: Mapping[str, Tree]) -> None:
        self.own = own
        self.others = dict(others)

    def _at(self, path: str) -> tuple[Tree, str]:
        placed = placed_beside(path)
        if placed is None or placed[0] not in self.others:
            return self.own, path
        return self.others[placed[0]], placed[1]

    def read(self, path: str, limit: int = MAX_BYTES) -> bytes:
        """A file's bytes. Raises FileProblem."""
        tree, inside = self._at(path)
        return tree.read(inside, limit)

    def entries(self, folder: str) -> list[Entry]:
        """What a folder holds, sorted by name."""
        tree, inside = self._at(folder)
        return tree.entries(inside)

    def unlisted(self, folder: str) -> str | None:
        """Why a folder that is there cannot be listed, or None."""
        tree, inside = self._at(folder)
        return tree.unlisted(inside)

    def is_file(self, path: str) -> bool:
        """Whether a regular file lies there."""
        tree, inside = self._at(path)
        return tree.is_file(inside)

    def is_folder(self, path: str) -> bool:
        """Whether a folder lies there."""
        tree, inside = self._at(path)
        return tree.is_folder(inside)

    def is_tracked(self, path: str) -> bool | None:
        """Whether git tracks a path."""
        tree, inside = self._at(path)
        return tree.is_tracked(inside)

"""Files that functions read: inside the scanned tree only, relative to the root module's folder."""

from __future__ import annotations

import re
from typing import Any

from s3lint.lazy import lazy_re
from s3lint.record import Struct, field
from s3lint.source import FileProblem, Source, Tree, child, join
from s3lint.source.memory import Memory
from s3lint.values import Value
from s3lint.values.regex import BadPattern, compile_pattern

MAX_FILE = 4 << 20
MAX_VISITED = 5_000


class Decoded(Struct, frozen=True):
    """What a file encodes as JSON, and what it took to tell."""

    value: Value
    steps: int
    length: int


Documents = Memory[tuple[str, str], Decoded]
"""JSON files by place and text: what several root modules read is decoded once for all of them."""


def documents(tree: Tree) -> Documents:
    """A memory of JSON files, which lets go of those that were not read for longest."""
    return Memory(tree, most=MAX_FILE, weight=lambda decoded: decoded.length)


class FileAccess(Struct, frozen=True):
    """Read access for one root module. `folder` is the root module's, within the tree.

    A file that is not there may be when Terraform runs, unless the tree is `complete`.
    """

    tree: Tree
    folder: str = "."
    complete: bool = False
    texts: dict[str, Source] = field(default_factory=dict)  # that were read, by their paths in the tree
    documents: Documents | None = None
    asked: list[str] = field(default_factory=list)  # every path that was asked for, each time

    def place(self, path: str) -> str | None:
        """A path as the tree names it; None where it leaves the tree or is absolute."""
        self.asked.append(path)
        return join(self.folder, path)

    def shown(self, path: str) -> str:
        """A path as reports name it."""
        return self.place(path) or path

    def read(self, path: str) -> bytes:
        """A file's bytes. Raises FileProblem."""
        place = self.place(path)
        if place is None:
            raise FileProblem("is outside the scanned tree")
        return self.tree.read(place, MAX_FILE)

    def text(self, path: str, text: str) -> Source:
        """A file's text as a source that values can stand in."""
        place = self.shown(path)
        return self.texts.setdefault(place, Source(place, text))

    def matching(self, folder: str, pattern: str) -> list[str] | None:
        """The files below a folder that match a glob pattern, relative to it; None where that is not known."""
        place = self.place(folder)
        if place is None:
            return None
        expression = _glob(pattern)
        if expression is None:
            return None
        found: list[str] = []
        pending = [("", place)]
        visited = 0
        while pending:
            prefix, here = pending.pop()
            for entry in self.tree.entries(here):
                visited += 1
                if visited > MAX_VISITED:
                    return None
                inside = prefix + entry.name
                if entry.is_folder:
                    if "**" in pattern or inside.count("/") < pattern.count("/"):
                        pending.append((inside + "/", child(here, entry.name)))
                elif expression.fullmatch(inside):
                    found.append(inside)
        return sorted(found)


_GLOB = lazy_re(r"\*\*/|\*\*|\*|\?|\[[^\]]+\]|\{|,|\}|.", re.S)
_WILD = {"**/": "(?:[^/]*/)*", "**": ".*", "*": "[^/]*", "?": "[^/]"}


def _glob(pattern: str) -> Any:
    """A doublestar pattern as a regular expression: `**`, `*`, `?`, `[a-z]`, `{a,b}`; None where it is none."""
    out, depth = ["(?s)"], 0
    for token in _GLOB.findall(pattern):
        if token in _WILD:
            out.append(_WILD[token])
        elif token[0] == "[" and len(token) > 1:
            negated = token[1] in "!^"
            out.append("[" + ("^" if negated else "") + token[1 + negated : -1].replace("\\", "\\\\") + "]")
        elif token == "{":
            out.append("(?:")
            depth += 1
        elif depth and token in ",}":
            out.append("|" if token == "," else ")")
            depth -= token == "}"
        else:
            out.append(re.escape(token))
    try:
        return compile_pattern("".join(out))
    except BadPattern:
        return None

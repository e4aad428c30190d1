"""Files that functions read: inside the scanned tree only, relative to the root module's folder."""

from __future__ import annotations

import re
from dataclasses import dataclass

from s3lint.source import FileProblem, Tree, join

MAX_FILE = 4 << 20
MAX_VISITED = 5_000


@dataclass(frozen=True, slots=True)
class FileAccess:
    """Read access for one root module. `folder` is the root module's, within the tree."""

    tree: Tree
    folder: str = "."

    def place(self, path: str) -> str | None:
        """A path as the tree names it; None where it leaves the tree or is absolute."""
        return join(self.folder, path)

    def read(self, path: str) -> bytes:
        """A file's bytes. Raises FileProblem."""
        place = self.place(path)
        if place is None:
            raise FileProblem("lies outside the scanned tree")
        return self.tree.read(place, MAX_FILE)

    def matching(self, folder: str, pattern: str) -> list[str] | None:
        """The files below a folder that match a glob pattern, relative to it; None where that is not known."""
        place = self.place(folder)
        if place is None:
            return None
        expression = _glob(pattern)
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
                        pending.append((inside + "/", join(here, entry.name) or here))
                elif expression.fullmatch(inside):
                    found.append(inside)
        return sorted(found)


def _glob(pattern: str) -> re.Pattern[str]:
    """A doublestar pattern as a regular expression: `**`, `*`, `?`, `[a-z]`, `{a,b}`."""
    out, at, depth = "", 0, 0
    while at < len(pattern):
        letter = pattern[at]
        at += 1
        if letter == "*" and pattern.startswith("*", at):
            at += 1
            if pattern.startswith("/", at):
                at += 1
                out += "(?:[^/]*/)*"
            else:
                out += ".*"
        elif letter == "*":
            out += "[^/]*"
        elif letter == "?":
            out += "[^/]"
        elif letter == "[" and "]" in pattern[at:]:
            end = pattern.index("]", at)
            body = pattern[at:end].replace("\\", "\\\\")
            out += "[" + ("^" + body[1:] if body[:1] in ("!", "^") else body) + "]"
            at = end + 1
        elif letter == "{" and "}" in pattern[at:]:
            out += "(?:"
            depth += 1
        elif letter == "," and depth:
            out += "|"
        elif letter == "}" and depth:
            out += ")"
            depth -= 1
        else:
            out += re.escape(letter)
    try:
        return re.compile(out, re.S)
    except re.error:
        return re.compile(r"(?!)")

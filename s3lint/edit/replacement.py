"""Replacements of parts of a text, and what an insertion must know of the text around it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from s3lint.record import Struct


class Replacement(Struct, frozen=True, order=True):
    """What stands between two offsets becomes another text; an insertion where they are equal."""

    start: int
    end: int
    text: str

    def overlaps(self, other: Replacement) -> bool:
        """Whether both change the same text. Two insertions at one offset do not."""
        if self.start == self.end and other.start == other.end:
            return False
        return self.start < other.end and other.start < self.end


def replaced(text: str, replacements: Iterable[Replacement]) -> str:
    """The text with all replacements made. Raises ValueError where two overlap.

    Of insertions at one offset, the deepest comes first: it belongs to what ends there.
    """
    pieces: list[str] = []
    at = 0
    for one in sorted(replacements, key=lambda one: (one.start, one.end, -_depth(one.text))):
        if one.start < at:
            raise ValueError("two replacements overlap")
        pieces += [text[at : one.start], one.text]
        at = one.end
    return "".join([*pieces, text[at:]])


def _depth(text: str) -> int:
    lines = text.lstrip("\r\n")
    return len(lines) - len(lines.lstrip(" \t"))


def with_newlines_of(text: str, inserted: str) -> str:
    """A text to insert, with the line ends that most lines of the text around it have."""
    is_windows = text.count("\r\n") * 2 > text.count("\n")
    return inserted.replace("\n", "\r\n") if is_windows else inserted


def line_start(text: str, offset: int) -> int:
    """Where the line of an offset starts."""
    return text.rfind("\n", 0, offset) + 1


def line_end(text: str, offset: int) -> int:
    """Where the line of an offset ends, before its line end."""
    end = text.find("\n", offset)
    end = len(text) if end < 0 else end
    return end - 1 if end > offset and text[end - 1] == "\r" else end


def indentation(text: str, offset: int) -> str:
    """The white space that the line of an offset starts with."""
    found = re.compile(r"[^\S\n]*").match(text, line_start(text, offset))
    return found[0] if found else ""


def is_first_on_line(text: str, offset: int) -> bool:
    """Whether nothing but white space stands before an offset on its line."""
    return not text[line_start(text, offset) : offset].strip()

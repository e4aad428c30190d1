"""Where the text of a template stops: at its end, or before a sequence (`${` or `%{`) inside of it.

Each function gives the offset at which the text stops, and the offset behind the template's end, or SEQUENCE, or OPEN.
"""

from __future__ import annotations

from s3lint.languages.terraform.syntax.patterns import HEREDOC_LINE, QUOTED_TEXT

SEQUENCE = 0  # the template goes on behind a sequence
OPEN = -1  # it is not closed


def quoted_text(text: str, at: int, end: int) -> tuple[int, int]:
    """The text of a quoted template, which has to end on its line."""
    found = QUOTED_TEXT.match(text, at, end)
    stop = found.end() if found else at
    if stop >= end or text[stop] in "\n\\":
        return stop, OPEN
    return stop, stop + 1 if text[stop] == '"' else SEQUENCE


def heredoc_text(text: str, marker: str, at: int, end: int) -> tuple[int, int]:
    """The text of a heredoc, which ends with a line that holds its marker alone."""
    line, fresh = at, text[at - 1] == "\n"
    while True:
        found = HEREDOC_LINE.match(text, line, end)
        stop = found.end() if found else line
        if stop < end and text[stop] != "\n":
            return stop, SEQUENCE
        if fresh and text[line:stop].strip() == marker:
            return line, stop
        if stop >= end:
            return stop, OPEN
        line, fresh = stop + 1, True


def whole_text(text: str, at: int, end: int) -> tuple[int, int]:
    """The text of a template that ends where the text does."""
    while True:
        found = HEREDOC_LINE.match(text, at, end)
        at = found.end() if found else at
        if at >= end:
            return end, end or 1
        if text[at] != "\n":
            return at, SEQUENCE
        at += 1

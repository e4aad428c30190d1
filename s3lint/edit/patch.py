"""A change of files as a unified diff, which `git apply` and `patch -p1` take."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import unified_diff

_NO_NEWLINE = "\\ No newline at end of file\n"


def patch(path: str, before: str, after: str) -> str:
    """The diff of one file; empty where nothing changes. Line ends stand as they are in the file."""
    return "".join(_lines(path, before, after))


def _lines(path: str, before: str, after: str) -> Iterator[str]:
    old, new = _split(before), _split(after)
    for number, line in enumerate(unified_diff(old, new, f"a/{path}", f"b/{path}")):
        if number < 2 or line.endswith("\n"):
            yield line
        else:
            yield f"{line}\n{_NO_NEWLINE}"


def _split(text: str) -> list[str]:
    """Lines with their ends; git knows no other line end than this."""
    lines = text.split("\n")
    return [f"{line}\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])

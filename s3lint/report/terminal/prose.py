"""The little Markdown that pages of checks are written in, as lines for a terminal."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator

from s3lint.lazy import lazy_re
from s3lint.report.terminal.styled import Line, Piece, plain

_WIDEST = 120
_BOLD = lazy_re(r"\*\*(.+?)\*\*")


def prose_lines(markdown: str, width: int) -> list[Line]:
    """Paragraphs and lists wrapped at the width (0: no terminal), code indented, headings and labels strong."""
    columns = min(width or _WIDEST, _WIDEST)
    lines: list[Line] = []
    for block in _blocks(markdown.strip()):
        lines += [(), *_drawn(block, max(columns, 20))]
    return lines[1:]


def _blocks(markdown: str) -> Iterator[list[str]]:
    """The lines of each paragraph, list or fenced example."""
    block: list[str] = []
    fenced = False
    for line in markdown.splitlines():
        if line.startswith("```"):
            fenced = not fenced
        if line or fenced:
            block.append(line)
        elif block:
            yield block
            block = []
    if block:
        yield block


def _drawn(block: list[str], columns: int) -> Iterator[Line]:
    if block[0].startswith("```"):
        yield from (plain(f"    {line}", "frame") for line in block[1:-1])
    elif block[0].startswith("#"):
        yield plain(block[0].lstrip("# "), "strong")
    elif block[0].startswith("- "):
        for item in block:
            yield from map(
                _styled, textwrap.wrap(_bare(item[2:]), columns, initial_indent="- ", subsequent_indent="  ")
            )
    else:
        yield from map(_styled, textwrap.wrap(" ".join(block), columns, break_on_hyphens=False))


def _bare(text: str) -> str:
    """Without the marks that mean nothing on a terminal."""
    return re.sub(r"<(https://[^>]+)>", r"\1", text)


def _styled(line: str) -> Line:
    """A line whose `**words**` are strong."""
    pieces = [Piece(part, "strong" if number % 2 else "") for number, part in enumerate(_BOLD.split(line))]
    return tuple(piece for piece in pieces if piece.text)

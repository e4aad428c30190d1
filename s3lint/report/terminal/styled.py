"""Lines of text whose pieces have a style: drawn plain, or with colours by report.terminal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Piece:
    """Some text of one style (error, warning, note, pass, frame, strong or none), and what it links to."""

    text: str
    style: str = ""
    link: str = ""


Line = tuple[Piece, ...]


def draw(lines: Sequence[Line], *, color: bool) -> str:
    """The lines as text, each ended."""
    if color:
        from s3lint.report.terminal.colours import draw_styled

        return draw_styled(lines)
    return "".join("".join(piece.text for piece in line).rstrip() + "\n" for line in lines)


def plain(text: str, style: str = "") -> Line:
    """A line of one piece."""
    return (Piece(text, style),)

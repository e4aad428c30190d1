"""Lines of text whose pieces have a style."""

from __future__ import annotations

from s3lint.record import Struct


class Piece(Struct, frozen=True):
    """Some text of one style (error, warning, note, pass, frame, strong or none), and what it links to."""

    text: str
    style: str = ""
    link: str = ""


Line = tuple[Piece, ...]


def plain(text: str, style: str = "") -> Line:
    """A line of one piece."""
    return (Piece(text, style),)

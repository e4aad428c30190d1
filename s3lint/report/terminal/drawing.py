"""Styled lines as text: plain, or with colours, for which alone rich is loaded."""

from __future__ import annotations

from collections.abc import Sequence

from s3lint.report.terminal.styled import Line


def draw(lines: Sequence[Line], *, color: bool) -> str:
    """The lines as text, each ended."""
    if color:
        from s3lint.report.terminal.colours import draw_colored

        return draw_colored(lines)
    return "".join("".join(piece.text for piece in line).rstrip() + "\n" for line in lines)

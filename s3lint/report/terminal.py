"""Colours and links on a terminal, through rich."""

from __future__ import annotations

import io
from collections.abc import Sequence

from rich.console import Console
from rich.style import Style
from rich.text import Text

from s3lint.report.styled import Line

# the sixteen colours that each terminal's theme defines, so that they can be read on dark and light
STYLES = {
    "error": "bold red",
    "warning": "bold yellow",
    "note": "bold cyan",
    "pass": "bold green",
    "frame": "blue",
    "strong": "bold",
}


def draw_styled(lines: Sequence[Line]) -> str:
    """The lines with terminal escapes. Nothing is wrapped: frames have to stay aligned."""
    console = Console(file=io.StringIO(), force_terminal=True, color_system="standard", legacy_windows=False)
    drawn = []
    for line in lines:
        text = Text(end="")
        for piece in line:
            style = Style.parse(STYLES.get(piece.style, ""))
            # a fixed id keeps the bytes the same from run to run
            text.append(piece.text, style + _linked(piece.link) if piece.link else style)
        with console.capture() as capture:
            console.print(text, soft_wrap=True, end="")
        drawn.append(capture.get().rstrip() + "\n")
    return "".join(drawn)


def _linked(address: str) -> Style:
    style = Style(link=address)
    style._link_id = address.rsplit("#", 1)[-1]
    return style

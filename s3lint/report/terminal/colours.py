"""Colours and links on a terminal, through rich."""

from __future__ import annotations

import io
from collections.abc import Sequence

from rich.console import Console
from rich.style import Style
from rich.text import Text

from s3lint.lazy import lazy_re
from s3lint.report.terminal.styled import Line

# the sixteen colours that each terminal's theme defines, so that they can be read on dark and light
STYLES = {
    "error": "bold red",
    "warning": "bold yellow",
    "note": "bold cyan",
    "pass": "bold green",
    "frame": "blue",
    "strong": "bold",
}

_LINK_ID = lazy_re(r"\x1b\]8;id=[^;]*;")


def draw_colored(lines: Sequence[Line]) -> str:
    """The lines with terminal escapes. Nothing is wrapped: frames have to stay aligned."""
    console = Console(file=io.StringIO(), force_terminal=True, color_system="standard", legacy_windows=False)
    drawn = []
    for line in lines:
        text = Text(end="")
        for piece in line:
            style = Style.parse(STYLES.get(piece.style, ""))
            text.append(piece.text, style + Style(link=piece.link) if piece.link else style)
        with console.capture() as capture:
            console.print(text, soft_wrap=True, end="")
        # rich numbers links at random: without, the same report gives the same bytes
        drawn.append(_LINK_ID.sub("\x1b]8;;", capture.get().rstrip()) + "\n")
    return "".join(drawn)

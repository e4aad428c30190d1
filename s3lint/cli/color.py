"""Whether to colour: --color, NO_COLOR, FORCE_COLOR and TERM=dumb, in this order."""

from __future__ import annotations

import os
import sys
from typing import TextIO


def wanted(choice: str, stream: TextIO | None = None) -> bool:
    """Whether text for a stream should be coloured."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "0") not in ("", "0", "false"):
        return True
    stream = stream or sys.stdout
    return os.environ.get("TERM") != "dumb" and stream is not None and stream.isatty()

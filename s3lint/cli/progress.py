"""One line on stderr that tells how far a long run is: only on a terminal, only after a second."""

from __future__ import annotations

import sys
import time

DELAY = 1.0
INTERVAL = 0.1


class Progress:
    """Called with how many roots are done, and of how many."""

    def __init__(self, *, enabled: bool) -> None:
        self._enabled = enabled and sys.stderr is not None and sys.stderr.isatty()
        self._next = time.monotonic() + DELAY
        self._width = 0

    def __call__(self, done: int, total: int) -> None:
        """Draw the line."""
        now = time.monotonic()
        if not self._enabled or now < self._next:
            return
        self._next = now + INTERVAL
        self._draw(f"checked {done} of {total} roots")

    def end(self) -> None:
        """Remove the line."""
        if self._width:
            self._draw("")
            self._draw("")

    def _draw(self, text: str) -> None:
        try:
            sys.stderr.write("\r" + text.ljust(self._width))
            sys.stderr.flush()
        except OSError:  # the terminal has gone: the run has not
            self._enabled, self._width = False, 0
            return
        self._width = len(text)

"""One line on stderr that tells how far a long run is: only on a terminal, only after a second."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

DELAY = 1.0
INTERVAL = 0.1


class Progress:
    """Called with how many roots are done, and of how many."""

    def __init__(self, *, enabled: bool) -> None:
        self._enabled = enabled and sys.stderr is not None and sys.stderr.isatty()
        self._next = time.monotonic() + DELAY
        self._width = 0
        self._what, self._since = "", 0.0

    def __call__(self, done: int, total: int) -> None:
        """Draw the line."""
        self._show(lambda: f"checked {done} of {total} roots")

    def told(self, what: str, done: int, total: int) -> None:
        """Draw the line for repositories: with the rate, and the time that is left at it."""
        if what != self._what:
            self._what, self._since = what, time.monotonic()

        def text() -> str:
            rate = done / max(time.monotonic() - self._since, 0.001)
            left = (total - done) / max(rate, 0.001)
            return f"{what} {done:,} of {total:,} repositories, {rate:,.1f} a second, {_duration(left)} left"

        self._show(text)

    def _show(self, text: Callable[[], str]) -> None:
        now = time.monotonic()
        if self._enabled and now >= self._next:
            self._next = now + INTERVAL
            self._draw(text())

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


def _duration(seconds: float) -> str:
    """`45 s`, `12 min`, `3.5 h`."""
    if seconds < 100:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 6000 else f"{seconds / 3600:.1f} h"

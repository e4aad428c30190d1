"""Which of the inputs that are watched a value hangs on: what was asked for while it was made, at first or again.

For who makes the same things again later, it can be noted instead of what in the code each of them is made of.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar

T = TypeVar("T")

_NOTHING: frozenset[str] = frozenset()
SIDE_EFFECT = ("side effect",)
"""What hangs on this says more than its value: it has to be made each time."""
_MOST_PARTS = 100  # of the code that something is made of; with more, it is made each time


class Reads:
    """Notes what is asked for. Whoever keeps a value says so under a key, and says when it is used again.

    `effects`: parts of the code are noted, and that making something left another mark than its value.
    """

    def __init__(self, watched: frozenset[str], effects: Callable[[], object] | None = None) -> None:
        self._watched = watched
        self._effects = effects
        self._now: set[Hashable] = set()
        self._kept: dict[Hashable, frozenset[Hashable]] = {}

    def note(self, *names: str) -> None:
        """Inputs are asked for."""
        if self._watched:
            self._now.update(self._watched.intersection(names))

    def note_part(self, *part: str) -> None:
        """A part of the code is asked for."""
        if self._effects is not None:
            self._now.add(part)

    def made(self, key: Hashable, make: Callable[[], T]) -> T:
        """Something that is made now, and kept."""
        if not self._watched and self._effects is None:
            return make()
        outer, self._now = self._now, set()
        before = self._effects() if self._effects is not None else None
        try:
            return make()
        finally:
            if self._effects is not None and self._effects() != before:
                self._now.add(SIDE_EFFECT)
            self._now |= self._kept.get(key, _NOTHING)
            if len(self._now) > _MOST_PARTS and self._effects is not None:
                self._now = {SIDE_EFFECT}
            self._kept[key] = frozenset(self._now)
            outer |= self._now
            self._now = outer

    def again(self, key: Hashable) -> None:
        """Something that was kept is used."""
        self._now |= self._kept.get(key, _NOTHING)

    def of(self, key: Hashable) -> frozenset[str]:
        """The inputs that something hangs on."""
        if not self._watched:
            return _NOTHING
        return frozenset(name for name in self.parts(key) if isinstance(name, str))

    def parts(self, key: Hashable) -> frozenset[Hashable]:
        """The parts of the code that something is made of."""
        return self._kept.get(key, _NOTHING)

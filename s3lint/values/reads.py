"""Which of the inputs that are watched a value hangs on: what was asked for while it was made, at first or again."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar

T = TypeVar("T")

_NOTHING: frozenset[str] = frozenset()


class Reads:
    """Notes what is asked for. Whoever keeps a value says so under a key, and says when it is used again."""

    def __init__(self, watched: frozenset[str]) -> None:
        self._watched = watched
        self._now: set[str] = set()
        self._kept: dict[Hashable, frozenset[str]] = {}

    def note(self, *names: str) -> None:
        """Inputs are asked for."""
        if self._watched:
            self._now.update(self._watched.intersection(names))

    def made(self, key: Hashable, make: Callable[[], T]) -> T:
        """Something that is made now, and kept."""
        if not self._watched:
            return make()
        outer, self._now = self._now, set()
        try:
            return make()
        finally:
            self._kept[key] = frozenset(self._now) | self.of(key)
            outer |= self._now
            self._now = outer

    def again(self, key: Hashable) -> None:
        """Something that was kept is used."""
        if self._watched:
            self._now |= self.of(key)

    def of(self, key: Hashable) -> frozenset[str]:
        """What something hangs on."""
        return self._kept.get(key, _NOTHING)

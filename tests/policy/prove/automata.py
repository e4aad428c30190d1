"""Patterns of IAM policies as automata: a state is a set of positions, held as bits of a number."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

STAR, ANY = "*", "?"


@dataclass(frozen=True)
class Pattern:
    """A text to compare with: `wild` gives `*` and `?` their meaning, `fold` ignores the case of letters."""

    text: str
    wild: bool = False
    fold: bool = False

    @cached_property
    def tokens(self) -> list[tuple[str, bool]]:
        """Each character, and whether it is a wildcard; a run of stars counts as one."""
        found: list[tuple[str, bool]] = []
        for char in self.text.lower() if self.fold else self.text:
            token = (char, self.wild and char in (STAR, ANY))
            if token != (STAR, True) or not found or found[-1] != token:
                found.append(token)
        return found

    @cached_property
    def _stars(self) -> int:
        return sum(1 << at for at, token in enumerate(self.tokens) if token == (STAR, True))

    @cached_property
    def _steps(self) -> dict[tuple[int, str], int]:
        return {}

    @cached_property
    def _awaited(self) -> dict[int, frozenset[str]]:
        return {}

    @cached_property
    def start(self) -> int:
        """The state before any character."""
        return self._settled(1)

    def step(self, state: int, char: str) -> int:
        """The state after one more character; 0 where no text can match any more."""
        known = self._steps.get((state, char))
        if known is None:
            known = self._steps[state, char] = self._next(state, char.lower() if self.fold else char)
        return known

    def _next(self, state: int, char: str) -> int:
        moved = state & self._stars
        for at, (expected, wildcard) in enumerate(self.tokens):
            if state >> at & 1 and (expected == ANY if wildcard else expected == char):
                moved |= 1 << (at + 1)
        return self._settled(moved)

    def _settled(self, state: int) -> int:
        """Passes over stars, and drops the positions before the last star that was reached: it takes what they take."""
        state |= (state & self._stars) << 1
        reached = state & self._stars
        return state & -(1 << (reached.bit_length() - 1)) if reached else state

    def awaited(self, state: int) -> frozenset[str]:
        """The characters that lead elsewhere than all others do."""
        known = self._awaited.get(state)
        if known is None:
            plain = {char for at, (char, wildcard) in enumerate(self.tokens) if state >> at & 1 and not wildcard}
            known = self._awaited[state] = frozenset(plain | {c.upper() for c in plain} if self.fold else plain)
        return known

    def run(self, state: int, text: str) -> int:
        """The state after a whole text."""
        for char in text:
            state = self.step(state, char)
        return state

    def accepts(self, state: int) -> bool:
        """Whether the text so far matches."""
        return bool(state >> len(self.tokens) & 1)

    def matches(self, text: str) -> bool:
        """Whether a text matches."""
        return self.accepts(self.run(self.start, text))

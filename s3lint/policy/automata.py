"""Patterns as automata that read a text letter by letter, all patterns at once.

A pattern is a row of tokens, one bit each; a state is the set of bits that are reached (Shift-And, Baeza-Yates and
Gonnet 1992), so a step is a few operations on whole numbers however many patterns there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from s3lint.policy.placeholders import arn_parts, as_shown, has_hole, tokens_of
from s3lint.record import Struct


class Letters(Struct, frozen=True):
    """Which letters a token takes: these, or all but these where `negated`.

    A letter that an outsider chose is none that a pattern spells out; it takes part in ranges as what it shows.
    """

    these: frozenset[str] = frozenset()
    negated: bool = True
    spelled: bool = False  # by a pattern, letter by letter

    def takes(self, letter: str) -> bool:
        """Whether it takes a letter."""
        if self.spelled:
            return letter in self.these
        if len(letter) > 1:  # what a name stands for is letters of any kind
            return self.negated
        return (as_shown(letter) in self.these) != self.negated


class Token(Struct, frozen=True):
    """One letter, or a run of any length where `runs`."""

    letters: Letters
    runs: bool = False


ANY = Letters()
_ANYTHING = Token(ANY, runs=True)
_BUT_COLON = Letters(frozenset(":"))
Pattern = tuple[Token, ...]


def one_of(letters: Iterable[str]) -> Letters:
    """A range of letters."""
    return Letters(frozenset(letters), negated=False)


def spelled(text: str) -> Pattern:
    """A text letter by letter; each of its holes is a letter of its own."""
    return tuple(Token(Letters(frozenset((letter,)), False, True)) for letter in tokens_of(text))


@lru_cache(maxsize=16384)
def compiled(test: str, text: str) -> Pattern:
    """A value of a condition or of Resource as a pattern, by how it is compared: string, ignorecase, like, arn.

    A hole may be any text.
    """
    if test == "arn" and len(parts := arn_parts(text)) == 6:
        found: list[Token] = []
        for place, part in enumerate(parts):
            found += _glob(part, _BUT_COLON if place < 5 else ANY)
            found += spelled(":") if place < 5 else ()
        return tuple(found)
    return tuple(_glob(text, ANY, wild=test in ("like", "arn"), folded=test == "ignorecase"))


def _glob(text: str, letters: Letters, *, wild: bool = True, folded: bool = False) -> Iterator[Token]:
    running = False
    for letter in tokens_of(text):
        runs = (wild and letter == "*") or has_hole(letter)
        if runs:
            if not running:
                yield Token(letters, runs=True)
        elif wild and letter == "?":
            yield Token(letters)
        else:
            cases = (letter.lower(), letter.upper()) if folded else (letter,)
            yield Token(Letters(frozenset(cases), False, True))
        running = runs


class Reader:
    """Several patterns that read the same text."""

    def __init__(self, patterns: Sequence[Pattern]) -> None:
        self.start = self.ends = self.runs = self.absorbs = 0
        self._steps: dict[str, tuple[int, int]] = {}
        self._ranges: dict[Letters, list[int]] = {}  # bits of single letters and of runs
        self.spelled: dict[str, int] = {}  # letter -> the bits that wait for it
        bit = 1
        self.blocks: list[tuple[int, int]] = []  # of each pattern: its bits, and the one that says that it matched
        for pattern in patterns:
            first = bit
            self.start |= bit
            for token in pattern:
                if token.letters.spelled:
                    for letter in token.letters.these:
                        self.spelled[letter] = self.spelled.get(letter, 0) | bit
                else:
                    self._ranges.setdefault(token.letters, [0, 0])[token.runs] |= bit
                    self.runs |= bit if token.runs else 0
                bit <<= 1
            if pattern and pattern[-1] == _ANYTHING:
                self.absorbs |= bit >> 1
            self.ends |= bit
            self.blocks.append(((bit << 1) - first, bit))
            bit <<= 1
        self.start |= (self.start & self.runs) << 1

    def _masks(self, letter: str) -> tuple[int, int]:
        """The bits that go on after a letter, and those that stay."""
        once, loop = self.spelled.get(letter, 0), 0
        for letters, (single, run) in self._ranges.items():
            if letters.takes(letter):
                once |= single
                loop |= run
        return once, loop

    def step(self, state: int, letter: str) -> int:
        """The state after one more letter."""
        masks = self._steps.get(letter)
        if masks is None:
            masks = self._steps[letter] = self._masks(letter)
        state = (state & masks[0]) << 1 | state & masks[1]
        return state | (state & self.runs) << 1

    def read(self, state: int, text: str) -> int:
        """The state after a text; a hole in it may be any text."""
        for letter in tokens_of(text):
            known = self.step(state, letter)
            state = known | self._after_anything(state) if has_hole(letter) else known
        return state

    def _after_anything(self, state: int) -> int:
        found = 0
        for bits, end in self.blocks:
            mine = state & bits
            if mine:
                found |= (end << 1) - (mine & -mine)
        return found

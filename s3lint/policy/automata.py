"""Patterns as automata that read a text letter by letter, all patterns at once.

A pattern is a row of tokens, one bit each; a state is the set of bits that are reached (Shift-And, Baeza-Yates and
Gonnet 1992), so a step is a few operations on whole numbers however many patterns there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from s3lint.policy.placeholders import arn_parts, as_shown, tokens_of


@dataclass(frozen=True, slots=True)
class Letters:
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
        if len(letter) > 1:  # what a name stands for
            return False
        return (as_shown(letter) in self.these) != self.negated


@dataclass(frozen=True, slots=True)
class Token:
    """One letter, or a run of any length where `runs`."""

    letters: Letters
    runs: bool = False


ANY = Letters()
_BUT_COLON = Letters(frozenset(":"))
Pattern = tuple[Token, ...]


def one_of(letters: Iterable[str]) -> Letters:
    """A range of letters."""
    return Letters(frozenset(letters), negated=False)


def spelled(text: str) -> Pattern:
    """A text letter by letter; each of its holes is a letter of its own."""
    return tuple(Token(Letters(frozenset((letter,)), False, True)) for letter in tokens_of(text))


@lru_cache(maxsize=16384)
def compiled(test: str, text: str, loose: bool = False) -> Pattern:
    """A value of a condition or of Resource as a pattern, by how it is compared: string, ignorecase, like, arn.

    `loose` takes each hole for any text, else a hole is equal to itself alone.
    """
    if test == "ignorecase":
        return tuple(
            Token(Letters(frozenset((letter.lower(), letter.upper())), False, True)) for letter in tokens_of(text)
        )
    if test == "arn" and len(parts := arn_parts(text)) == 6:
        found: list[Token] = []
        for place, part in enumerate(parts):
            found += _glob(part, _BUT_COLON if place < 5 else ANY, loose)
            found += spelled(":") if place < 5 else ()
        return tuple(found)
    return tuple(_glob(text, ANY, loose, wild=test in ("like", "arn")))


def _glob(text: str, letters: Letters, loose: bool, wild: bool = True) -> Iterator[Token]:
    running = False
    for letter in tokens_of(text):
        runs = (wild and letter == "*") or (loose and len(letter) > 1)
        if runs:
            if not running:
                yield Token(letters, runs=True)
        elif wild and letter == "?":
            yield Token(letters)
        else:
            yield Token(Letters(frozenset((letter,)), False, True))
        running = runs


class Reader:
    """Several patterns that read the same text."""

    def __init__(self, patterns: Sequence[Pattern]) -> None:
        self.start = self.ends = self.runs = self.absorbs = 0
        self._tokens: list[tuple[int, Token]] = []
        self._steps: dict[str, tuple[int, int]] = {}
        self.spelled: dict[str, int] = {}  # letter -> the bits that wait for it
        bit = 1
        self.blocks: list[tuple[int, int]] = []  # of each pattern: its bits, and the one that says that it matched
        for pattern in patterns:
            first = bit
            self.start |= bit
            for token in pattern:
                self._tokens.append((bit, token))
                if token.runs:
                    self.runs |= bit
                if token.letters.spelled:
                    for letter in token.letters.these:
                        self.spelled[letter] = self.spelled.get(letter, 0) | bit
                bit <<= 1
            if pattern and pattern[-1] == Token(ANY, runs=True):
                self.absorbs |= bit >> 1
            self.ends |= bit
            self.blocks.append(((bit << 1) - first, bit))
            bit <<= 1
        self.start = self._closed(self.start)

    def _closed(self, state: int) -> int:
        return state | (state & self.runs) << 1

    def step(self, state: int, letter: str) -> int:
        """The state after one more letter."""
        masks = self._steps.get(letter)
        if masks is None:
            once = loop = 0
            for bit, token in self._tokens:
                if token.letters.takes(letter) or (token.runs and token.letters.negated and len(letter) > 1):
                    if token.runs:
                        loop |= bit
                    else:
                        once |= bit
            masks = self._steps[letter] = (once, loop)
        state = (state & masks[0]) << 1 | state & masks[1]
        return state | (state & self.runs) << 1

    def read(self, state: int, text: str) -> int:
        """The state after a text; a hole in it may be any text."""
        for letter in tokens_of(text):
            known = self.step(state, letter)
            state = known if len(letter) == 1 else known | self._after_anything(state)
        return state

    def _after_anything(self, state: int) -> int:
        found = 0
        for bits, end in self.blocks:
            mine = state & bits
            if mine:
                found |= (end << 1) - (mine & -mine)
        return found

    def matched(self, state: int) -> list[bool]:
        """Which of the patterns match what was read."""
        return [bool(state & end) for _, end in self.blocks]

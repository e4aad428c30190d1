"""A walk through the product of automata: the shape of a text, and all patterns that it is compared with at once."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from s3lint.policy.automata import Pattern, Reader
from s3lint.policy.placeholders import as_shown, foreign, has_hole, is_foreign_letter
from s3lint.policy.satisfy import OutOfBudget

Class = tuple[int, int]
"""The groups of which a pattern matches; and the state of those patterns that more text follows for."""

MOST_STEPS = 60_000
"""Letters that are tried for one text before its classes are given up."""

_READABLE = "xyzwvutsrqponmlkjihgfedcba9876543210XYZWVUTSRQPONMLKJIHGFEDCBA-_.~!,;=+@#%&() /éäößøñ¿¡"


class Row(NamedTuple):
    """Groups of patterns that a text is compared with after some other text."""

    groups: list[list[Pattern]]
    before: str
    follows: bool  # more text follows: the state of the patterns counts, not only which match


class Walk:
    """All texts of a shape, shortest first, as far as groups of patterns tell them apart."""

    def __init__(self, forms: tuple[Pattern, ...], rows: list[Row]) -> None:
        self._forms = forms
        self._reader = Reader([*forms, *(pattern for row in rows for group in row.groups for pattern in group)])
        self._form = sum(bits for bits, _ in self._reader.blocks[: len(forms)])
        self._form_ends = sum(end for _, end in self._reader.blocks[: len(forms)])
        self._ends: list[int] = []  # of each group: the bits that say that a pattern of it matched
        self._settled: list[tuple[int, int, int]] = []
        self._follow = 0  # the bits of patterns that more text follows for
        self.start = self._reader.start & self._form
        self.steps = 0
        blocks = iter(self._reader.blocks[len(forms) :])
        for row in rows:
            groups = [list(islice(blocks, len(group))) for group in row.groups]
            mine = sum(bits for group in groups for bits, _ in group)
            self.start |= self._reader.read(self._reader.start & mine, row.before)
            self._follow |= mine if row.follows else 0
            groups = [[] for _ in groups] if row.follows else groups
            self._ends += [sum(end for _, end in group) for group in groups]
            self._settled += [settled for settled in map(self._settles, groups) if settled[1]]
        self._letters()

    def _settles(self, group: list[tuple[int, int]]) -> tuple[int, int, int]:
        """Of a group: all of its bits, those from which it stays matched, and one of these with its end."""
        whole = settles = kept = 0
        for bits, end in group:
            whole |= bits
            if self._reader.absorbs & end >> 1:
                settles, kept = settles | end >> 1, kept or end >> 1 | end
        return whole, settles, kept

    def _letters(self) -> None:
        """The letters that patterns spell out, and for each range of the shape one that none does."""
        # a text has no holes, but may have what a name stands for
        spelled = sorted(self._reader.spelled.items())
        self._spelled = {letter: bits for letter, bits in spelled if len(letter) == 1 or not has_hole(letter)}
        ranges = {t.letters for form in self._forms for t in form if not t.letters.spelled}
        free = {next((c for c in _READABLE if c not in self._spelled and r.takes(c)), None) for r in ranges}
        self._free = [foreign(letter) for letter in sorted(filter(None, free), key=_READABLE.index)]
        self._loose = self._form & ~sum(bits & self._form for bits in self._spelled.values())
        # `*` in an ARN stops at a colon, and where a range has no other letter each that is spelled out may count
        self._always = set(self._spelled) if None in free else {":"} & set(self._spelled)

    def texts(self) -> Iterator[tuple[Class, list[str]]]:
        """The shortest text of each class, letter by letter. Raises OutOfBudget."""
        seen = {self.start}
        rows: list[tuple[int, int, str]] = [(self.start, -1, "")]
        classes = set()
        for place, (state, _, _) in enumerate(rows):
            if state & self._form_ends and (found := self.class_of(state)) not in classes:
                classes.add(found)
                yield found, _spell(rows, place)
            for letter in self._next(state):
                following = self.after(state, letter)
                if following and following not in seen:
                    seen.add(following)
                    rows.append((following, place, letter))

    def _next(self, state: int) -> list[str]:
        """The letters that make a difference."""
        if not state & self._loose:  # the shape spells out what comes now
            form = state & self._form
            return [letter for letter, bits in self._spelled.items() if form & bits]
        return self._free + [a for a, bits in self._spelled.items() if state & bits or a in self._always]

    def after(self, state: int, letter: str) -> int:
        """The state after a letter; 0 where no text of the shape goes on so."""
        self.steps += 1
        if self.steps > MOST_STEPS:
            raise OutOfBudget("patterns that overlap")
        state = self._reader.step(state, letter)
        if not state & self._form:
            return 0
        for whole, settles, kept in self._settled:  # of a group that matches whatever follows, nothing else is kept
            if state & settles:
                state = state & ~whole | kept
        return state

    def class_of(self, state: int) -> Class:
        """What the patterns say of a text."""
        return sum(1 << place for place, ends in enumerate(self._ends) if state & ends), state & self._follow

    def judge(self, letters: list[str]) -> Class | None:
        """The class of a text; None where it has not the shape."""
        state = self.start
        for letter in letters:
            state = self.after(state, letter)
            if not state:
                return None
        return self.class_of(state) if state & self._form_ends else None

    def readable(self, letters: list[str], found: Class, words: tuple[str, ...]) -> list[str]:
        """A member of the class that a person would rather read: words where the text is free."""
        place = 0
        while place < len(letters):
            end = place
            while end < len(letters) and is_foreign_letter(letters[end]):
                end += 1
            for word in words if end > place else ():
                other = [*letters[:place], *foreign(word), *letters[end:]]
                if self.judge(other) == found == self.judge([as_shown(letter) for letter in other]):
                    letters, end = other, place + len(word)
                    break
            place = end + 1
        return letters


def _spell(rows: list[tuple[int, int, str]], place: int) -> list[str]:
    letters = []
    while place > 0:
        _, place, letter = rows[place]
        letters.append(letter)
    return letters[::-1]

"""The texts that patterns tell apart: one readable text for each class that is attained.

The patterns that a text is compared with cut what it can be into classes: two texts of one class are alike to the
policy. All classes are found by a walk through the product of the patterns' automata and the shape of the text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from s3lint.policy.automata import Pattern, Reader, compiled
from s3lint.policy.placeholders import as_shown, foreign, has_hole, is_foreign_letter, tokens_of
from s3lint.policy.satisfy import OutOfBudget

State = tuple[int, tuple[int, ...]]
"""Of the shape, and of the patterns of each track."""
Class = tuple[int, ...]

MOST_STEPS = 60_000
"""Letters that are tried for one text before its classes are given up."""

_READABLE = "xyzwvutsrqponmlkjihgfedcba9876543210XYZWVUTSRQPONMLKJIHGFEDCBA-_.~!,;=+@#%&() /éäößøñ¿¡"


@dataclass(frozen=True, slots=True)
class Compared:
    """A value that a text is compared with, and how: string, ignorecase, like, arn."""

    test: str
    text: str

    @property
    def is_wild(self) -> bool:
        """Whether it may match more than one text."""
        return any(token.runs or not token.letters.spelled for token in compiled(self.test, self.text, True))


@dataclass(frozen=True, slots=True)
class Track:
    """Values that a text is compared with at one place; of each group it only matters whether one of it matches."""

    groups: tuple[tuple[Compared, ...], ...]
    before: str = ""  # what stands before the text there
    follows: bool = False  # more text follows there: what was read so far must be told apart, not only what matches


@dataclass(frozen=True, slots=True)
class Shape:
    """What a text can be."""

    forms: tuple[Pattern, ...]  # one of these
    words: tuple[str, ...] = ()  # what a person would put where a policy leaves the text open
    longest: int = 2048


def members(shape: Shape, tracks: tuple[Track, ...], closed: tuple[Compared, ...] = ()) -> tuple[str, ...]:
    """A text of each class, none of those that a value of `closed` matches. Raises OutOfBudget."""
    found = _members(shape, tracks, closed)
    if found is None:
        raise OutOfBudget
    return found


@lru_cache(maxsize=4096)
def _members(shape: Shape, tracks: tuple[Track, ...], closed: tuple[Compared, ...]) -> tuple[str, ...] | None:
    try:
        return _explored(shape, tracks, closed)
    except OutOfBudget:
        return None


def _explored(shape: Shape, tracks: tuple[Track, ...], closed: tuple[Compared, ...]) -> tuple[str, ...]:
    rows = (*tracks, Track((closed,)))
    values = [(track, value) for track in rows for group in track.groups for value in group]
    told = frozenset(value for track, value in values if value.is_wild or track.follows)
    literal = [(text, v) for track, v in values if v not in told and (text := literal_of(v, track.before)) is not None]
    while True:
        walk = Walk(shape, rows, told)
        found = dict(walk.texts())
        shown = {"".join(map(as_shown, tokens_of(text))).lower() for text in found.values()}
        hit = {value for text, value in literal if text.lower() in shown and value not in told}
        if not hit:
            break
        told |= hit  # the only text of a class that was found is one that is spelled out: look for another
    for text in walk.literals(literal):
        state = walk.judge(tokens_of(text), text)
        if state is not None:
            found.setdefault(state, text)
    return tuple(found.values())


def literal_of(value: Compared, before: str) -> str | None:
    """The text that a value spells out, without what stands before it; None where something else stands there."""
    return value.text.removeprefix(before) if value.text.startswith(before) else None


class Walk:
    """One walk through the product of the values of `told`; the last track is of those that must not match."""

    def __init__(self, shape: Shape, tracks: tuple[Track, ...], told: frozenset[Compared]) -> None:
        self.shape = shape
        self.tracks = tracks
        self.form = Reader(shape.forms)
        self.readers: list[Reader] = []
        self.settled: list[list[tuple[int, int, int]]] = []
        self.groups: list[list[int]] = []  # for each track and group: the bits that say that a value of it matched
        self.spelled_out: list[dict[str, int]] = []  # for each track: text -> the groups that spell it out
        for track in tracks:
            rows = [(place, value) for place, group in enumerate(track.groups) for value in group if value in told]
            reader = Reader([compiled(value.test, value.text, True) for _, value in rows])
            ends = [0] * len(track.groups)
            for (place, _), (_, end) in zip(rows, reader.blocks, strict=True):
                ends[place] |= end
            self.settled.append(_settled(reader, [place for place, _ in rows]) if not track.follows else [])
            self.readers.append(reader)
            self.groups.append(ends)
            self.spelled_out.append(_spelled_out(track, told))
        self.starts = tuple(r.read(r.start, t.before) for r, t in zip(self.readers, tracks, strict=True))
        spelled = {letter for reader in (self.form, *self.readers) for letter in reader.spelled}
        # a text has no holes, but may have what a name stands for
        self.spelled = sorted(letter for letter in spelled if len(letter) == 1 or not has_hole(letter))
        self.free, self.always = self._free_letters()
        self.steps = 0

    def _free_letters(self) -> tuple[list[str], list[str]]:
        """A letter that no pattern spells out for each range of the shape, and letters that are tried everywhere."""
        ranges = {t.letters for form in self.shape.forms for t in form if not t.letters.spelled}
        taken = set(self.spelled)
        free: dict[str, None] = {}
        short = False
        for letters in ranges:
            letter = next((c for c in _READABLE if c not in taken and letters.takes(c)), None)
            free |= {foreign(letter): None} if letter else {}
            short |= letter is None
        return sorted(free, key=lambda letter: _READABLE.index(as_shown(letter))), self.spelled if short else [
            letter for letter in self.spelled if letter == ":"
        ]

    def texts(self) -> Iterator[tuple[Class, str]]:
        """The shortest text of each class."""
        start = (self.form.start, self.starts)
        seen = {start}
        rows: list[tuple[State, int, str]] = [(start, -1, "")]
        classes = set()
        for place, (state, _, _) in enumerate(rows):
            if state[0] & self.form.ends:
                found = self.class_of(state[1])
                if found is not None and found not in classes:
                    classes.add(found)
                    letters = _letters(rows, place)
                    if len(letters) <= self.shape.longest:
                        yield found, self.readable(letters, found)
            for letter in self.letters(state):
                following = self.after(state, letter)
                if following[0] and following not in seen:
                    seen.add(following)
                    rows.append((following, place, letter))

    def letters(self, state: State) -> Iterator[str]:
        """The letters that make a difference."""
        yield from self.free
        waiting = [(self.form, state[0]), *zip(self.readers, state[1], strict=True)]
        for letter in self.spelled:
            if letter in self.always or any(bits & reader.spelled.get(letter, 0) for reader, bits in waiting):
                yield letter

    def after(self, state: State, letter: str) -> State:
        self.steps += 1
        if self.steps > MOST_STEPS:
            raise OutOfBudget
        form = self.form.step(state[0], letter)
        if not form:
            return 0, ()
        return form, tuple(self.step(track, bits, letter) for track, bits in enumerate(state[1]))

    def step(self, track: int, bits: int, letter: str) -> int:
        """The state of a track after a letter; of a group that matches whatever follows, nothing else is kept."""
        bits = self.readers[track].step(bits, letter)
        for whole, settles, kept in self.settled[track]:
            if bits & settles:
                bits = bits & ~whole | kept
        return bits

    def class_of(self, states: tuple[int, ...], text: str | None = None) -> Class | None:
        """What the values say of a text; None where a closed one matches it."""
        found = []
        for bits, track, groups, spelled in zip(states, self.tracks, self.groups, self.spelled_out, strict=True):
            if track.follows:
                found.append(bits)
                continue
            matched = sum(1 << place for place, ends in enumerate(groups) if bits & ends)
            found.append(matched | (spelled.get(text, 0) | spelled.get(text.lower(), 0) if text else 0))
        return tuple(found[:-1]) if not found[-1] else None

    def judge(self, letters: list[str], text: str | None = None) -> Class | None:
        """The class of a text; None where it is none. Only a `text` is compared with those that are spelled out."""
        state: State = (self.form.start, self.starts)
        for letter in letters:
            state = self.after(state, letter)
            if not state[0]:
                return None
        return self.class_of(state[1], text) if state[0] & self.form.ends else None

    def readable(self, letters: list[str], found: Class) -> str:
        """A member of the class that a person would rather read: words where the text is free."""
        place = 0
        while place < len(letters):
            end = place
            while end < len(letters) and is_foreign_letter(letters[end]):
                end += 1
            for word in self.shape.words if end > place else ():
                other = [*letters[:place], *foreign(word), *letters[end:]]
                if self.judge(other) == found == self.judge([as_shown(letter) for letter in other]):
                    letters, end = other, place + len(word)
                    break
            place = end + 1
        return "".join(letters)

    def literals(self, rows: list[tuple[str, Compared]]) -> Iterator[str]:
        """The texts that values spell out, and in another case those that are compared without regard to it."""
        for text, value in rows:
            yield text
            if value.test == "ignorecase":
                yield text.swapcase()


def _settled(reader: Reader, groups: list[int]) -> list[tuple[int, int, int]]:
    """For each group: all of its bits, those that it stays matched from, and one of these with its end."""
    found: dict[int, tuple[int, int, int]] = {}
    for (bits, end), group in zip(reader.blocks, groups, strict=True):
        whole, settles, kept = found.get(group, (0, 0, 0))
        last = end >> 1
        if reader.absorbs & last:
            settles, kept = settles | last, kept or last | end
        found[group] = (whole | bits, settles, kept)
    return [row for row in found.values() if row[1]]


def _spelled_out(track: Track, told: frozenset[Compared]) -> dict[str, int]:
    """The texts that values spell out, with the groups that do; in lower case where case does not count."""
    found: dict[str, int] = {}
    for place, group in enumerate(track.groups):
        for value in group:
            if value not in told and (text := literal_of(value, track.before)) is not None:
                text = text.lower() if value.test == "ignorecase" else text
                found[text] = found.get(text, 0) | 1 << place
    return found


def _letters(rows: list[tuple[State, int, str]], place: int) -> list[str]:
    letters = []
    while place > 0:
        _, place, letter = rows[place]
        letters.append(letter)
    return letters[::-1]

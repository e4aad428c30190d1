"""The texts that patterns tell apart: one readable text for each class that is attained.

The patterns that a text is compared with cut what it can be into classes: two texts of one class are alike to the
policy. All classes are found by a walk through the product of the patterns' automata and the shape of the text.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from s3lint.policy.automata import Pattern, Reader, Token, compiled
from s3lint.policy.placeholders import as_shown, tokens_of
from s3lint.policy.satisfy import OutOfBudget
from s3lint.policy.walk import Class, Row, Walk
from s3lint.record import Struct
from s3lint.values import work


class Compared(Struct, frozen=True):
    """A value that a text is compared with, and how: string, ignorecase, like, arn."""

    test: str
    text: str

    @property
    def is_wild(self) -> bool:
        """Whether it may match more than one text."""
        return _is_wild(self.test, self.text)


@lru_cache(maxsize=16384)
def _is_wild(test: str, text: str) -> bool:
    return any(token.runs or not token.letters.spelled for token in compiled(test, text))


class Track(Struct, frozen=True):
    """Values that a text is compared with at one place; of each group it only matters whether one of it matches."""

    groups: tuple[tuple[Compared, ...], ...]
    before: str = ""  # what stands before the text there
    follows: bool = False  # more text follows there: what was read so far must be told apart, not only what matches


class Shape(Struct, frozen=True):
    """What a text can be."""

    forms: tuple[Pattern, ...]  # one of these
    words: tuple[str, ...] = ()  # what a person would put where a policy leaves the text open
    longest: int = 2048

    def is_of(self, text: str) -> bool:
        """Whether a text has the shape."""
        return _matches(self.forms, text)

    def might_be(self, text: str) -> bool:
        """Whether a text has the shape but for the number of its letters."""
        return _matches(_loosened(self.forms), text)


@lru_cache(maxsize=256)
def _loosened(forms: tuple[Pattern, ...]) -> tuple[Pattern, ...]:
    return tuple(tuple(_any_number(form)) for form in forms)


@lru_cache(maxsize=256)
def _reader(forms: tuple[Pattern, ...]) -> Reader:
    return Reader(forms)


def _matches(forms: tuple[Pattern, ...], text: str) -> bool:
    reader = _reader(forms)
    return bool(reader.read(reader.start, text) & reader.ends)


def _any_number(form: Pattern) -> Iterator[Token]:
    last = None
    for token in form:
        if token.letters.spelled:
            yield token
        elif token.letters != last:
            yield Token(token.letters, runs=True)
        last = token.letters


def members(shape: Shape, tracks: tuple[Track, ...], closed: tuple[Compared, ...] = ()) -> tuple[str, ...]:
    """A text of each class, none of those that a value of `closed` matches. Raises OutOfBudget."""
    found, steps = _members(shape, tracks, closed)
    work.spend(2 * steps)  # also where it was kept: which root comes first must not matter
    if isinstance(found, OutOfBudget):
        raise OutOfBudget(found.bound, found.found)  # a kept one would keep the frames that it goes through
    return found


@lru_cache(maxsize=4096)
def _members(
    shape: Shape, tracks: tuple[Track, ...], closed: tuple[Compared, ...]
) -> tuple[tuple[str, ...] | OutOfBudget, int]:
    """The members, and how many steps it took to find them."""
    walks: list[Walk] = []
    found: tuple[str, ...] | OutOfBudget
    try:
        found = _explored(shape, tracks, closed, walks)
    except OutOfBudget as error:  # kept as well: it took long to find out
        found = error.with_traceback(None)
    return found, sum(walk.steps for walk in walks)


def _explored(
    shape: Shape, tracks: tuple[Track, ...], closed: tuple[Compared, ...], walks: list[Walk]
) -> tuple[str, ...]:
    rows = (*tracks, Track((closed,)))
    values = [(track, value) for track in rows for group in track.groups for value in group]
    told = frozenset(value for track, value in values if value.is_wild or track.follows)
    literal = [(text, v) for track, v in values if v not in told and (text := _literal(v, track.before)) is not None]
    while True:
        walk = _walk(shape, rows, told)
        walks.append(walk)
        found: dict[Class, str] = {}
        try:
            for matched, letters in walk.texts():
                if not _is_closed(matched, rows) and len(letters) <= shape.longest:
                    found[matched] = "".join(walk.readable(letters, matched, shape.words))
        except OutOfBudget as error:
            taken = {text for text, _ in literal}
            rest = tuple(text for text in found.values() if _shown(text) not in taken)
            raise OutOfBudget(error.bound, rest) from None
        shown = {_shown(text).lower() for text in found.values()}
        hit = {value for text, value in literal if text.lower() in shown and value not in told}
        if not hit:
            break
        told |= hit  # the only text of a class that was found is one that is spelled out: look for another
    spelled = _Spelled(rows, told)
    for text, value in literal:
        for spelling in (text, text.swapcase()) if value.test == "ignorecase" else (text,):
            state = walk.judge(tokens_of(spelling))
            if state is not None and not _is_closed(whole := (state[0] | spelled.groups(spelling), state[1]), rows):
                found.setdefault(whole, spelling)
    return tuple(found.values())


def _shown(text: str) -> str:
    return "".join(map(as_shown, tokens_of(text)))


def _literal(value: Compared, before: str) -> str | None:
    """The text that a value spells out, without what stands before it; None where something else stands there."""
    return value.text.removeprefix(before) if value.text.startswith(before) else None


def _walk(shape: Shape, tracks: tuple[Track, ...], told: frozenset[Compared]) -> Walk:
    rows = []
    for track in tracks:
        groups = [[compiled(v.test, v.text) for v in group if v in told] for group in track.groups]
        rows.append(Row(groups, track.before, track.follows))
    return Walk(shape.forms, rows)


def _is_closed(found: Class, tracks: tuple[Track, ...]) -> bool:
    """Whether a value of the last track, which is of those that must not match, does."""
    return bool(found[0] >> sum(len(track.groups) for track in tracks) - 1)


class _Spelled:
    """The texts that values spell out, with the groups that do."""

    def __init__(self, tracks: tuple[Track, ...], told: frozenset[Compared]) -> None:
        self._exactly: dict[str, int] = {}
        self._in_any_case: dict[str, int] = {}
        rows = ((track, group) for track in tracks for group in track.groups)
        for place, (track, group) in enumerate(rows):
            for value in group:
                text = None if value in told else _literal(value, track.before)
                if text is not None:
                    rows_of = self._in_any_case if value.test == "ignorecase" else self._exactly
                    text = text.lower() if value.test == "ignorecase" else text
                    rows_of[text] = rows_of.get(text, 0) | 1 << place

    def groups(self, text: str) -> int:
        """The groups that spell out a text."""
        return self._exactly.get(text, 0) | self._in_any_case.get(text.lower(), 0)

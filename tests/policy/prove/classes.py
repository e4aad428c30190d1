"""Cuts what texts can be into the classes that patterns tell apart, each with a shortest member.

Texts that hang together (an account, the ARN and the user id that hold it) are built of the same variables, and are
cut together: their patterns run side by side over one variable after the other.
"""

from __future__ import annotations

import functools
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tests.policy.prove.automata import Pattern


class Var(str):
    """The name of a variable, as a part of a text."""

    __slots__ = ()


Text = tuple[str, ...]  # literal parts and variables; a text that holds several has them in the variables' order


@dataclass(frozen=True)
class Run:
    """Characters of a set (None: any), at least and at most so many.

    `most` is None where AWS's bound is far above the length of any pattern: the shortest member is always within it.
    """

    characters: str | None
    least: int = 0
    most: int | None = None


Language = tuple[tuple[Run, ...], ...]  # alternatives, each a sequence of runs
READABLE = "kxzqvwyabcdefghijlmnoprstuKXZQ0123456789-_/.,+=@ "
States = tuple[int, ...]
Words = dict[str, str]
Place = tuple[int, int, int]  # in a language: the alternative, the run, and how many of its characters


def one_of(*texts: str) -> Language:
    """The language of these texts alone."""
    return tuple(tuple(Run(char, 1, 1) for char in text) for text in texts)


@dataclass(frozen=True)
class Seen:
    """A pattern and the text that it is compared with."""

    pattern: Pattern
    text: Text


def classes(
    variables: Mapping[str, Language], seen: Sequence[Seen], barred: Mapping[str, frozenset[str]] | None = None
) -> list[tuple[list[bool], Words]]:
    """Which patterns match together, for all texts that the variables can form; `barred` texts are left out."""
    found: dict[States, Words] = {tuple(one.pattern.start for one in seen): {}}
    at = [0] * len(seen)
    for name, language in variables.items():
        live = [i for i, one in enumerate(seen) if Var(name) in _variables(one.text)]
        found = _renamed(found, lambda states, live=live: _literals(seen, states, at, live))
        for i in live:
            at[i] = _position(seen[i].text, at[i]) + 1
        found = _Stage(name, language, seen, live, (barred or {}).get(name, frozenset())).run(found)
    found = _renamed(found, lambda states: _literals(seen, states, at, range(len(seen))))
    answers: dict[tuple[bool, ...], Words] = {}
    for states, words in found.items():
        answers.setdefault(tuple(one.pattern.accepts(s) for one, s in zip(seen, states, strict=True)), words)
    return [(list(bits), words) for bits, words in answers.items()]


def _variables(text: Text) -> list[str]:
    return [part for part in text if isinstance(part, Var)]


def _position(text: Text, start: int) -> int:
    """Where the next variable stands."""
    return next((i for i in range(start, len(text)) if isinstance(text[i], Var)), len(text))


def _literals(seen: Sequence[Seen], states: States, at: Sequence[int], live: Sequence[int]) -> States:
    """The states after the literal parts up to the next variable."""
    moved = list(states)
    for i in live:
        text = seen[i].text
        moved[i] = seen[i].pattern.run(moved[i], "".join(text[at[i] : _position(text, at[i])]))
    return tuple(moved)


def _renamed(found: dict[States, Words], change: Callable[[States], States]) -> dict[States, Words]:
    renamed: dict[States, Words] = {}
    for states, words in found.items():
        renamed.setdefault(change(states), words)
    return renamed


class _Stage:
    """One variable: all states that its texts lead to, shortest texts first."""

    def __init__(
        self, name: str, language: Language, seen: Sequence[Seen], live: Sequence[int], barred: frozenset[str]
    ) -> None:
        self.name, self.language, self.live, self.barred = name, language, live, barred
        self.patterns = [seen[i].pattern for i in live]
        self.guards = [Pattern(text) for text in sorted(barred)]

    def run(self, found: dict[States, Words]) -> dict[States, Words]:
        reached: dict[States, Words] = {}
        guards = tuple(p.start for p in self.guards)
        queue: deque[tuple[Place, States, States, str, Words]] = deque()
        visited = set()
        for states, words in found.items():
            queue.extend(((i, 0, 0), states, guards, "", words) for i in range(len(self.language)))
        while queue:
            place, states, guards, word, words = queue.popleft()
            if self._ends(place) and not any(map(Pattern.accepts, self.guards, guards)):
                reached.setdefault(states, {**words, self.name: word})
            for later, char in self._moves(place, self._told(states, guards)):
                moved = list(states)
                for i, pattern in zip(self.live, self.patterns, strict=True):
                    moved[i] = pattern.step(states[i], char)
                kept = tuple(map(Pattern.step, self.guards, guards, [char] * len(guards)))
                if (state := (later, tuple(moved), kept)) not in visited:
                    visited.add(state)
                    queue.append((*state, word + char, words))
        return reached

    def _told(self, states: States, guards: States) -> frozenset[str]:
        """The characters that some pattern tells from others here."""
        found = [pattern.awaited(states[i]) for i, pattern in zip(self.live, self.patterns, strict=True)]
        return frozenset().union(*found, *map(Pattern.awaited, self.guards, guards))

    def _ends(self, place: Place) -> bool:
        alternative, at, count = place
        runs = self.language[alternative]
        return at == len(runs) or (count >= runs[at].least and all(run.least == 0 for run in runs[at + 1 :]))

    def _moves(self, place: Place, told: frozenset[str]) -> Iterator[tuple[Place, str]]:
        """What can come next: a character of this run, or of a later one where this one may end."""
        alternative, at, count = place
        runs = self.language[alternative]
        while at < len(runs):
            run = runs[at]
            if run.most is None or count < run.most:
                counted = count + 1 if run.most is not None else min(count + 1, run.least)
                for char in _alphabet(run.characters, told):
                    yield (alternative, at, counted), char
            if count < run.least:
                return
            at, count = at + 1, 0


@functools.cache
def _alphabet(characters: str | None, told: frozenset[str]) -> list[str]:
    """A readable character that is not told from the rest, and all that are."""
    allowed = READABLE if characters is None else sorted(characters, key=_readable)
    fresh = [char for char in allowed if char not in told][:1]
    return fresh + sorted(char for char in told if characters is None or char in characters)


def _readable(char: str) -> int:
    return READABLE.find(char) if char in READABLE else len(READABLE)

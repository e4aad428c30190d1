"""The located tree of a document: dicts and lists that know where their parts stand. Scalars are plain Python."""

from __future__ import annotations

from typing import Any

from s3lint.record import Struct, field
from s3lint.source import Diagnostic, Source

MAX_DEPTH = 200

Node = Any
"""Map, Seq, Lost, str, int, float, bool or None."""


class Map(dict[str, Node]):
    """A mapping. `at` holds for each key the offsets of: start of the key, start and end of the value."""

    __slots__ = ("at", "earlier", "end", "is_open", "start", "twice", "weight")

    def __init__(self, start: int) -> None:
        self.at: dict[str, tuple[int, int, int]] = {}
        self.start = start
        self.end = start
        self.twice: list[tuple[str, int]] = []  # keys written again, with the start of their first place
        self.earlier: list[tuple[str, Node]] | None = None  # what those keys held before
        self.weight = 1  # number of nodes below, aliases expanded
        self.is_open = False  # whether a template language may write more entries

    def put(self, key: str, value: Node, place: tuple[int, int, int]) -> None:
        """Set a key; the last of two wins, and the first is remembered."""
        if key in self:
            self.twice.append((key, self.at[key][0]))
            self.earlier = self.earlier or []
            self.earlier.append((key, self[key]))
        self[key] = value
        self.at[key] = place

    def emptied(self) -> Map:
        """A mapping at the same place without entries, that remembers what is written twice."""
        made = Map(self.start)
        made.end, made.twice = self.end, list(self.twice)
        made.earlier = list(self.earlier) if self.earlier else None
        return made


class Seq(list[Node]):
    """A list. `at` holds for each item the offsets of its start and end."""

    __slots__ = ("at", "end", "start", "weight")

    def __init__(self, start: int) -> None:
        self.at: list[tuple[int, int]] = []
        self.start = start
        self.end = start
        self.weight = 1

    def put(self, value: Node, start: int, end: int) -> None:
        """Append an item."""
        self.append(value)
        self.at.append((start, end))


class Lost(Struct, frozen=True):
    """A part of a document that was not kept; `why` completes «this part …»."""

    why: str


class Document(Struct, frozen=True):
    """One document of a file."""

    root: Node
    start: int
    end: int


class Reading(Struct):
    """What could be read of a file: complete documents, and what was wrong."""

    source: Source
    documents: list[Document] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)
    foreign: list[tuple[int, int]] = field(default_factory=list)  # text of another language: `{{ … }}`
    complete: bool = True

    def problem(self, code: str, message: str, start: int, *, end: int | None = None, incomplete: bool = True) -> None:
        """Record what is wrong at an offset."""
        span = self.source.span(start, start + 1 if end is None else end)
        self.problems.append(Diagnostic.at(code, message, span, incomplete=incomplete))

"""A suppression: which checks it silences, where, why and for how long. Plain data."""

from __future__ import annotations

from s3lint.record import Struct
from s3lint.source import Location

END = 1 << 30  # a line or column behind every other

OWN = "s3lint"


class Suppression(Struct, frozen=True):
    """One suppression as written. `covers` is the range of text that it is about (None: it is about nothing)."""

    where: Location
    words: tuple[str, ...]  # codes, prefixes, names or a peer's ids
    covers: Location | None
    reason: str = ""
    until: str = ""  # ISO date, or what was written instead
    form: str = OWN  # s3lint, or the peer whose form it is
    problem: str = ""  # why it cannot be understood


def whole_file(path: str) -> Location:
    """The range that a file-wide suppression covers."""
    return Location(path, 1, 1, END, END)


def lines(path: str, first: int, last: int) -> Location:
    """The range of whole lines."""
    return Location(path, first, 1, last, END)


def touches(covered: Location, place: Location) -> bool:
    """Whether a place lies in a range, if only in part."""
    starts = (covered.line, covered.column) < (place.end_line, max(place.end_column, place.column + 1))
    return covered.path == place.path and starts and (place.line, place.column) < (covered.end_line, covered.end_column)

"""Code frames: the lines that a finding points at, with carets and what is said of them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from s3lint.record import Struct
from s3lint.report.terminal.styled import Line, Piece
from s3lint.report.untrusted import log_commands, visible, visible_char
from s3lint.source import Location

TAB = "    "
WIDEST = 180  # columns of code where no terminal says how wide it is


class Label(Struct, frozen=True):
    """A place and what is said of it; the primary one is what the finding is about."""

    place: Location
    text: str
    primary: bool = False


class _Code(Struct, frozen=True):
    """A source line as it can be shown, and the column on screen of each of its characters (and of its end)."""

    text: str
    columns: tuple[int, ...]

    def column(self, number: int) -> int:
        """Where a column of the source (from 1) lies on screen (from 0)."""
        return self.columns[max(0, min(number - 1, len(self.columns) - 1))]


def frames(
    labels: Sequence[Label], sources: Mapping[str, Mapping[int, str]], style: str, width: int = 0
) -> Iterator[Line]:
    """One frame for each file, the primary label's first."""
    gutter = max((len(str(label.place.line)) for label in labels), default=1)
    paths = dict.fromkeys(label.place.path for label in sorted(labels, key=lambda label: not label.primary))
    for index, path in enumerate(paths):
        here = [label for label in labels if label.place.path == path]
        lines = sources.get(path, {})
        yield from _frame(here, lines, style, gutter, "-->" if index == 0 else ":::", width)


def _frame(
    labels: list[Label], lines: Mapping[int, str], style: str, gutter: int, arrow: str, width: int
) -> Iterator[Line]:
    first = next((label for label in labels if label.primary), labels[0]).place
    pad = " " * (gutter + 1)
    yield (Piece(f"{pad}{arrow} ", "frame"), Piece(f"{visible(first.path)}:{first.line}:{first.column}"))
    shown = [label for label in labels if label.place.line in lines]
    if not shown:
        return
    bar = Piece(f"{pad} |", "frame")
    yield (bar,)
    last = 0
    for number in sorted({label.place.line for label in shown}):
        if last and number == last + 2 and last + 1 in lines:
            yield _numbered(last + 1, gutter, _shown(lines[last + 1]).text[: width or WIDEST])
        elif last and number > last + 1:
            yield (Piece("...".ljust(gutter + 2) + "|", "frame"),)
        here = [label for label in shown if label.place.line == number]
        yield from _line(number, lines[number], here, style, gutter, width)
        last = number
    yield (bar,)


def _line(number: int, text: str, labels: list[Label], style: str, gutter: int, width: int) -> Iterator[Line]:
    """A source line and an underline for each label on it."""
    code = _shown(text)
    room = max((width or WIDEST) - gutter - 4, 20)
    ordered = sorted(labels, key=lambda label: (not label.primary, label.place.column))
    start, shown = _window(code, ordered[0].place, room)
    yield _numbered(number, gutter, shown)
    for label in ordered:
        begin, end = _extent(code, label.place)
        begin, end = max(begin - start, 0), min(end - start, room)
        if end <= begin:  # outside of what is shown
            begin, end = 0, 1
        mark = ("^" if label.primary else "-") * (end - begin)
        said = f" {visible(label.text)}" if label.text else ""
        under = Piece(mark + said, style if label.primary else "frame")
        yield (Piece(" " * (gutter + 2) + "|", "frame"), Piece(" " + " " * begin), under)


def _numbered(number: int, gutter: int, text: str) -> Line:
    return (Piece(f" {number:>{gutter}} |", "frame"), Piece(f" {text}".rstrip()))


def _extent(code: _Code, place: Location) -> tuple[int, int]:
    """First and last column on screen of a place on its first line; at least one wide."""
    begin = code.column(place.column)
    end = code.column(place.end_column) if place.end_line == place.line else code.columns[-1]
    return begin, max(end, begin + 1)


def _window(code: _Code, place: Location, room: int) -> tuple[int, str]:
    """The part of a long line around a place: its first column on screen, and its text."""
    if code.columns[-1] <= room:
        return 0, code.text
    begin, end = _extent(code, place)
    start = 0 if end < room else max(0, min(begin - max((room - (end - begin)) // 2, 4), code.columns[-1] - room))
    kept = "".join(c for c, at in zip(code.text, _widths(code.text), strict=True) if start <= at < start + room)
    return start, ("…" + kept[1:] if start else kept[:-1] + "…") if kept else ""


def _widths(text: str) -> list[int]:
    at, found = 0, []
    for char in text:
        found.append(at)
        at += _width(char)
    return found


def _shown(line: str) -> _Code:
    commands = log_commands(line)
    text, columns, at = [], [], 0
    for index, char in enumerate(line):
        columns.append(at)
        piece = TAB if char == "\t" else visible_char(char)
        if index in commands:
            piece = "\\" + piece
        text.append(piece)
        at += sum(map(_width, piece))
    return _Code("".join(text), (*columns, at))


def _width(char: str) -> int:
    """Columns that a character takes on a terminal."""
    if char < "\u0300":
        return 1
    if unicodedata.category(char) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1

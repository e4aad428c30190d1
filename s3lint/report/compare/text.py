"""`s3lint diff` for people."""

from __future__ import annotations

from collections.abc import Iterator

from s3lint.engine.comparison import BucketChange, Comparison, Lines
from s3lint.report.compare import sentences
from s3lint.report.options import Options
from s3lint.report.terminal.drawing import draw
from s3lint.report.terminal.frame import Label, frames
from s3lint.report.terminal.styled import Line, Piece, plain
from s3lint.report.untrusted import visible
from s3lint.source import Location

_STYLES = {"gained": "error", "weakened": "warning", "lost": "note", "strengthened": "pass"}
_NOW, _BEFORE = "now", "before"


def render(comparison: Comparison, options: Options) -> str:
    """The changes as text: those that matter with the lines that make them so, now and before."""
    lines: list[Line] = []
    for same in sentences.alike(sentences.ordered(comparison)):
        lines += (_heading(change, comparison) for change in same)
        lines += [*_changes(same[0], comparison, options.width), ()]
    lines.append(plain(sentences.summary(comparison)))
    if not comparison.complete:
        lines.append(plain(sentences.INCOMPLETE))
    return draw(lines, color=options.color)


def _heading(change: BucketChange, comparison: Comparison) -> Line:
    note, at = visible(sentences.note(change, comparison)), _place(change.location)
    return (Piece(visible(change.address), "strong"), Piece(note), Piece(f"  {at}", "frame"))


def _changes(change: BucketChange, comparison: Comparison, width: int) -> Iterator[Line]:
    for one in sentences.gained(change):
        yield _line(one.word, one.text, one.place)
        if one.word == "gained":
            yield from _frame(one.former, comparison.former_sources, _BEFORE, "", width)
            yield from _frame(one.place, comparison.sources, "", _STYLES[one.word], width)
    for control in change.controls:
        yield _line(control.direction, sentences.control(control), control.location)
        if control.direction == "weakened":
            yield from _frame(control.former, comparison.former_sources, _BEFORE, "", width)
            yield from _frame(control.location, comparison.sources, _NOW, _STYLES["weakened"], width)
    for one in sentences.lost(change):
        yield _line(one.word, one.text, one.place)


def _frame(place: Location | None, sources: Lines, said: str, style: str, width: int) -> Iterator[Line]:
    if place is not None and place.line in sources.get(place.path, {}):
        yield from frames([Label(place, said, primary=True)], sources, style, width)


def _line(word: str, text: str, place: Location | None) -> Line:
    at = f"  {_place(place)}" if place else ""
    return (Piece(f"  {word:<13}", _STYLES.get(word, "")), Piece(visible(text)), Piece(at, "frame"))


def _place(place: Location | None) -> str:
    return visible(f"{place.path}:{place.line}") if place else ""

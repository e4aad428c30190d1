"""`s3lint diff` for people."""

from __future__ import annotations

from collections.abc import Iterator

from s3lint.engine.comparison import BucketChange, Comparison
from s3lint.report.compare import sentences
from s3lint.report.options import Options
from s3lint.report.terminal.drawing import draw
from s3lint.report.terminal.styled import Line, Piece, plain
from s3lint.report.untrusted import visible
from s3lint.source import Location

_STYLES = {"gained": "error", "weakened": "warning", "lost": "note", "strengthened": "pass"}


def render(comparison: Comparison, options: Options) -> str:
    """The changes as text."""
    lines: list[Line] = []
    for change in sentences.ordered(comparison):
        lines += [*_bucket(change), ()]
    lines.append(plain(sentences.summary(comparison)))
    return draw(lines, color=options.color)


def _bucket(change: BucketChange) -> Iterator[Line]:
    note = "" if change.kind == "changed" else f"  ({change.kind})"
    yield (Piece(visible(change.address), "strong"), Piece(note), Piece(f"  {_place(change.location)}", "frame"))
    for one in change.gained:
        yield _line("gained", sentences.gained(one), one.location)
    for control in change.controls:
        yield _line(control.direction, sentences.control(control), control.location)
    for one in change.lost:
        yield _line("lost", sentences.lost(one), one.location)


def _line(word: str, text: str, place: Location | None) -> Line:
    at = f"  {_place(place)}" if place else ""
    return (Piece(f"  {word:<13}", _STYLES.get(word, "")), Piece(visible(text)), Piece(at, "frame"))


def _place(place: Location | None) -> str:
    return visible(f"{place.path}:{place.line}") if place else ""

"""`s3lint diff` as annotations of GitHub Actions, beside the statements and settings that changed."""

from __future__ import annotations

from collections.abc import Iterator

from s3lint.engine.comparison import BucketChange, Comparison
from s3lint.report.compare import sentences
from s3lint.report.formats.github import command
from s3lint.report.options import Options
from s3lint.report.untrusted import command_data
from s3lint.source import Location

_KINDS = {"gained": "error", "weakened": "warning"}


def render(comparison: Comparison, options: Options) -> str:
    """One command a line; GitHub keeps ten of a kind for each step, so what is gained comes first."""
    lines = [
        command(comparison, _KINDS.get(word, "notice"), place, f"{change.address} {word}", [text])
        for change in sentences.ordered(comparison)
        for word, text, place in _said(change)
    ]
    if not comparison.complete:
        lines.append(f"::warning title=s3lint diff::{command_data(sentences.INCOMPLETE)}")
    return "".join(line + "\n" for line in lines)


def _said(change: BucketChange) -> Iterator[tuple[str, str, Location]]:
    fallback = change.location or Location(change.root)
    for one in sentences.gained(change):
        yield one.word, one.text, one.place or fallback
    for control in change.controls:
        if control.direction == "weakened":
            yield "weakened", sentences.control(control), control.location or fallback

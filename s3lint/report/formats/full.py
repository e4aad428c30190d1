"""`full`: each finding with its code, the reason and the fix. For people, and the default."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from s3lint.checks import Finding, Outcome
from s3lint.engine.report import Report
from s3lint.report.links import help_uri
from s3lint.report.options import Options
from s3lint.report.terminal.drawing import draw
from s3lint.report.terminal.frame import Label, frames
from s3lint.report.terminal.styled import Line, Piece, plain
from s3lint.report.untrusted import visible
from s3lint.report.words import Group, closing, grouped, level
from s3lint.source import Diagnostic

MOST_NAMED = 6  # resources that a finding lists


def render(report: Report, options: Options) -> str:
    """The report as text."""
    lines: list[Line] = []
    for group in grouped(report.active):
        lines += [*finding_lines(group, report, options), ()]
    for diagnostic in report.diagnostics:
        lines += diagnostic_lines(diagnostic)
    if report.diagnostics:
        lines.append(())
    if not options.quiet:
        lines += [plain(line) for line in closing(report).splitlines()]
    return draw(lines, color=options.color)


def finding_lines(group: Group, report: Report, options: Options) -> Iterator[Line]:
    """One finding: headline, frames and notes."""
    finding = group.finding
    style = level(finding)
    code = Piece(finding.code, style, help_uri(finding.code) if options.color else "")
    message = visible(finding.message) or "holds"
    yield (Piece(f"{style}[", style), code, Piece("]", style), Piece(f": {message}", "strong"))
    if finding.verdict is Outcome.PASS:
        place = finding.location
        yield plain(f"  --> {visible(place.path)}:{place.line}:{place.column} {visible(group.named)}")
        if finding.why:
            yield (Piece("  = ", "frame"), Piece("why", "strong"), Piece(f": {visible(finding.why)}"))
        return
    yield from frames(labels(finding), report.sources, style, options.width)
    pad = " " * (max(len(str(label.place.line)) for label in labels(finding)) + 2)
    for key, text in _notes(group):
        first, *rest = _wrapped(visible(text), options.width - len(pad) - len(key) - 4)
        yield (Piece(f"{pad}= ", "frame"), Piece(key, "strong"), Piece(f": {first}"))
        yield from (plain(" " * (len(pad) + len(key) + 4) + line) for line in rest)


def _wrapped(text: str, room: int) -> list[str]:
    """The lines of a text on a terminal; one line where there is none. Addresses and names are not torn."""
    if room < 20:
        return [text]
    return textwrap.wrap(text, room, break_long_words=False, break_on_hyphens=False) or [text]


def labels(finding: Finding) -> list[Label]:
    """The finding's places with what is said of each."""
    says = finding.blocked_by if finding.verdict is Outcome.UNKNOWN else finding.says
    said = "" if says == finding.message else says
    return [
        Label(finding.location, said, primary=True),
        *(Label(related.location, related.message) for related in finding.related),
    ]


def _notes(group: Group) -> Iterator[tuple[str, str]]:
    finding = group.finding
    named = ", ".join(group.resources[:MOST_NAMED])
    if len(group.resources) > MOST_NAMED:
        named += f" and {len(group.resources) - MOST_NAMED} more"
    weight = "undecided" if finding.verdict is Outcome.UNKNOWN else finding.severity.word
    where = "" if finding.root in (".", finding.location.path) else f" in {finding.root}"
    yield "resource", f"{named}{where}  ({weight})"
    if finding.why:
        yield "why", finding.why
    if group.others:
        yield "also undecided", group.also
    if finding.fix:
        yield "fix", finding.fix
    yield "docs", help_uri(finding.code)


def diagnostic_lines(diagnostic: Diagnostic) -> Iterator[Line]:
    """One message about the analysis itself."""
    style = "error" if diagnostic.incomplete else "warning"
    place = diagnostic.location
    text = f": {visible(place.path)}:{place.line}:{place.column}: {visible(diagnostic.message)}"
    yield (Piece(f"{style}[{diagnostic.code}]", style), Piece(text))
    if diagnostic.hint:
        yield (Piece("  = ", "frame"), Piece("help", "strong"), Piece(f": {visible(diagnostic.hint)}"))

"""`full`: each cause with its codes, the reason and the fix. For people, and the default."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from s3lint.checks import Outcome
from s3lint.engine.report import Report
from s3lint.report.edits import changed, edits
from s3lint.report.edits import headline as headline_of
from s3lint.report.entries import alike, entries
from s3lint.report.entry import Entry, Group, count_of
from s3lint.report.labels import labels
from s3lint.report.links import help_uri
from s3lint.report.options import Options
from s3lint.report.overview import MOST_STEPS, SCREEN, headline, steps
from s3lint.report.terminal.drawing import draw
from s3lint.report.terminal.frame import frames
from s3lint.report.terminal.styled import Line, Piece, plain
from s3lint.report.untrusted import visible
from s3lint.report.words import closing, count, level
from s3lint.source import Diagnostic

MOST_CHANGED = 20  # lines of an edit
MOST_ALIKE = 3  # lines of one code in one entry


def render(report: Report, options: Options) -> str:
    """The report as text."""
    found = entries(report.active)
    lines: list[Line] = []
    given: set[str] = set()  # the advice that earlier entries gave
    for entry, others in alike(found):
        lines += [*entry_lines(entry, others, report, options, given), ()]
    for diagnostic in report.diagnostics:
        lines += diagnostic_lines(diagnostic, given)
    if report.diagnostics:
        lines.append(())
    if not options.quiet:
        if len(lines) > SCREEN:
            lines = [*_head(report, options), *lines, *_next(found, options)]
        lines += [plain(line) for line in closing(report).splitlines()]
    return draw(lines, color=options.color)


def _head(report: Report, options: Options) -> Iterator[Line]:
    if said := headline(report):
        yield from (plain(line, "strong") for line in _wrapped(said, options.width))
        yield ()


def _next(found: list[Entry], options: Options) -> Iterator[Line]:
    """What to do, a line for each check that fails."""
    todo = steps(found)
    if not todo:
        return
    yield plain("What to do next:", "strong")
    for step in todo[:MOST_STEPS]:
        where = f" ({count(step.resources, 'resource')}): " if step.resources > 1 else ": "
        first, *rest = _wrapped(f"{step.name}{where}{visible(step.fix)}", options.width - len(step.code) - 3)
        yield (Piece(f"  {step.code}", "strong"), Piece(f" {first}"))
        yield from (plain(f"    {line}") for line in rest)
    if len(todo) > MOST_STEPS:
        yield plain(f"  … and {count(len(todo) - MOST_STEPS, 'other check')}")
    yield plain(f"  `s3lint explain {todo[0].code}` says more; so does {help_uri(todo[0].code)}")
    yield ()


def entry_lines(entry: Entry, others: list[Entry], report: Report, options: Options, given: set[str]) -> Iterator[Line]:
    """One cause: a headline for each code, frames and notes."""
    finding = entry.finding
    yield from _headlines(entry, options)
    if finding.verdict is Outcome.PASS:
        place = finding.location
        yield plain(f"  --> {visible(place.path)}:{place.line}:{place.column} {visible(entry.named)}")
        for group in entry.groups:
            if group.finding.why:
                yield (Piece("  = ", "frame"), Piece("why", "strong"), Piece(f": {visible(group.finding.why)}"))
        return
    shown = labels(entry)
    yield from frames(shown, report.sources, level(finding), options.width)
    pad = " " * (max(len(str(label.place.line)) for label in shown) + 2)
    for key, text in _notes(entry, given):
        first, *rest = _wrapped(visible(text), options.width - len(pad) - len(key) - 4)
        yield (Piece(f"{pad}= ", "frame"), Piece(key, "strong"), Piece(f": {first}"))
        yield from (plain(" " * (len(pad) + len(key) + 4) + line) for line in rest)
    yield from _edits(entry, pad)
    yield from _same(others, pad)


def _edits(entry: Entry, pad: str) -> Iterator[Line]:
    """The edits that mend it, with the lines that change."""
    for edit in edits(entry):
        yield (Piece(f"{pad}= ", "frame"), Piece("edit", "strong"), Piece(f": {visible(headline_of(edit))}"))
        lines = changed(edit)
        for line in lines[:MOST_CHANGED]:
            yield (
                Piece(f"{pad}  | ", "frame"),
                Piece(visible(line.replace("\t", "    ")), "pass" if line[:1] == "+" else "error"),
            )
        if len(lines) > MOST_CHANGED:
            yield plain(f"{pad}  | … and {count(len(lines) - MOST_CHANGED, 'more line')}", "frame")


def _same(others: list[Entry], pad: str) -> Iterator[Line]:
    """Where else the same is to be said."""
    if others:
        number = count(len(others), "other place")
        yield (Piece(f"{pad}= ", "frame"), Piece("the same", "strong"), Piece(f" at {number}:"))
    for other in others:
        place = other.finding.location
        at = f"{pad}    {visible(place.path)}:{place.line}:{place.column}"
        yield (Piece(at), Piece(f" {visible(other.listed)}", "frame"))


def _headlines(entry: Entry, options: Options) -> Iterator[Line]:
    """A line for each check and message."""
    written: dict[str, int] = {}
    for group in entry.said:
        finding = group.finding
        written[finding.code] = written.get(finding.code, 0) + 1
        if written[finding.code] > MOST_ALIKE:
            continue
        style = level(finding)
        code = Piece(finding.code, style, help_uri(finding.code) if options.color else "")
        message = visible(finding.message) or "holds"
        text = f": {message}{_remark(group, entry)}"
        yield (Piece(f"{style}[", style), code, Piece("]", style), Piece(text, "strong"))
    for named, number in written.items():
        if number > MOST_ALIKE:
            yield plain(f"  … and {number - MOST_ALIKE:,} more of {named}")


def _remark(group: Group, entry: Entry) -> str:
    """In what a line of an entry differs from the whole: its severity, and of how many instances it is true."""
    said = []
    if group.finding.severity is not entry.finding.severity and group.finding.verdict is Outcome.FAIL:
        said.append(group.finding.severity.word)
    number = count_of(group.findings)
    if number < entry.instances and not entry.is_undecided:
        said.append(f"{number:,} of {entry.instances:,}")
    return f" ({', '.join(said)})" if said else ""


def _wrapped(text: str, room: int) -> list[str]:
    """The lines of a text on a terminal; one line where there is none. Addresses and names are not torn."""
    if room < 20:
        return [text]
    return textwrap.wrap(text, room, break_long_words=False, break_on_hyphens=False) or [text]


def _notes(entry: Entry, given: set[str]) -> Iterator[tuple[str, str]]:
    finding = entry.finding
    weight = "undecided" if entry.is_undecided else finding.severity.word
    yield "resource", f"{entry.listed}  ({weight})"
    yield from _advice("why", entry, {group.finding.code: group.finding.why for group in entry.said})
    if entry.also:
        yield "also undecided", entry.also
    fixes = {group.finding.code: group.finding.fix for group in entry.said}
    yield from _advice("fix", entry, {code: fix for code, fix in fixes.items() if fix not in given})
    if before := [code for code, fix in fixes.items() if fix in given]:
        yield "fix", f"{', '.join(before)} as above" if len(fixes) > 1 else "as above"
    given |= set(fixes.values())
    if finding.code not in given:
        yield "docs", help_uri(finding.code)
        given.add(finding.code)


def _advice(key: str, entry: Entry, texts: dict[str, str]) -> Iterator[tuple[str, str]]:
    """A text for each code that has one, equal ones once."""
    codes: dict[str, list[str]] = {}
    for code, text in texts.items():
        if text:
            codes.setdefault(text, []).append(code)
    several = len({group.finding.code for group in entry.said}) > 1
    for text, of in codes.items():
        yield f"{key} {', '.join(of)}" if several else key, text


def diagnostic_lines(diagnostic: Diagnostic, given: set[str]) -> Iterator[Line]:
    """One message about the analysis itself, with what to do about it unless that was said before."""
    style = "error" if diagnostic.incomplete else "warning"
    place = diagnostic.location
    text = f": {visible(place.path)}:{place.line}:{place.column}: {visible(diagnostic.message)}"
    yield (Piece(f"{style}[{diagnostic.code}]", style), Piece(text))
    if diagnostic.hint and diagnostic.hint not in given:
        yield (Piece("  = ", "frame"), Piece("help", "strong"), Piece(f": {visible(diagnostic.hint)}"))
    given.add(diagnostic.hint)

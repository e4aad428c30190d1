"""`markdown`: a summary for a pull request or a job."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from s3lint.checks import Finding, Outcome, Severity
from s3lint.engine.report import Report
from s3lint.report.edits import edits
from s3lint.report.edits import headline as headline_of
from s3lint.report.entries import entries
from s3lint.report.entry import Entry
from s3lint.report.links import help_uri, on_a_file, source_link
from s3lint.report.options import Options
from s3lint.report.overview import headline
from s3lint.report.untrusted import html, is_harmless, markdown, markdown_block, markdown_code
from s3lint.report.words import (
    count,
    incomplete,
    listing,
    nothing_insecure,
    severities,
    suppressed_words,
)
from s3lint.source import Location

if TYPE_CHECKING:
    from s3lint.report.standards import Answer

MOST_ROWS = 30
MOST_LINES = 10  # in a cell
LONGEST_CELL = 600  # GitHub takes summaries up to 1 MiB
SQUARES = {
    Severity.CRITICAL: "🟥",
    Severity.HIGH: "🟧",
    Severity.MEDIUM: "🟨",
    Severity.LOW: "🟦",
    Severity.INFO: "⬜",
}


def render(report: Report, options: Options) -> str:
    """The report as GitHub-flavoured Markdown."""
    found = entries(report.active)
    failed = [entry for entry in found if entry.finding.verdict is Outcome.FAIL]
    undecided = [entry for entry in found if entry.is_undecided]
    blocks = [f"### s3lint: {_headline(report)}"]
    if said := headline(report):
        blocks.append(f"{markdown(said)}.")
    if failed:
        rows = [_failed(report, options, entry) for entry in failed]
        blocks.append(_table(("Severity", "Finding", "Resource", "Where", "What to do"), rows))
    blocks += _edits(failed)
    blocks += _lost(report)
    if options.standards:
        blocks += _standards(report, options)
    if undecided:
        rows = [_undecided(report, options, entry) for entry in undecided]
        table = _table(("Check", "Resource", "Where", "Blocked by"), rows)
        blocks.append(_details(f"{count(len(undecided), 'undecided finding')}", table))
    if report.suppressed:
        rows = [_suppressed(finding) for finding in report.suppressed]
        blocks.append(_details(suppressed_words(report), _table(("Check", "Resource", "Reason", "Until"), rows)))
    warned = [d for d in report.diagnostics if not d.is_gap]
    if warned:
        rows = [(d.code, _path(d.location), _cell(d.message)) for d in warned]
        blocks.append(_details(count(len(warned), "remark"), _table(("Code", "Where", "Message"), rows)))
    blocks.append(f"<sub>{' · '.join(_footer(report, options))}</sub>")
    return "\n\n".join(blocks) + "\n"


def _standards(report: Report, options: Options) -> Iterator[str]:
    from s3lint.report.standards import by_requirement

    for one, answers in by_requirement(report, options.standards):
        lines = ["| Requirement | About | Result | Checks |", "| --- | --- | --- | --- |"]
        for answer in answers:
            links = ", ".join(f"[{code}]({help_uri(code)})" for code in answer.codes)
            cells = (answer.requirement.number, answer.requirement.about, "; ".join(_said(answer)), links)
            lines.append(f"| {' | '.join(cells)} |")
        yield f"#### {one.title}\n\n" + "\n".join(lines)


def _said(answer: Answer) -> Iterator[str]:
    """`2 fail; 1 undecided`, `3 pass`, `nothing to judge`, and which checks did not run."""
    counts = ((answer.fail, "fail"), (answer.unknown, "undecided"), (answer.suppressed, "suppressed"))
    found = [f"**{number:,} {word}**" if word == "fail" else f"{number:,} {word}" for number, word in counts if number]
    yield from found
    if answer.passed:
        yield f"{answer.passed:,} pass"
    elif not found and len(answer.missing) < len(answer.codes):
        yield "nothing to judge"
    if answer.missing:
        yield f"not run: {', '.join(answer.missing)}"


def _headline(report: Report) -> str:
    said = severities(report)
    if not said:
        return nothing_insecure(report) + ("" if report.summary.complete else ", and the run is incomplete")
    noun = "finding" if report.summary.fail == 1 else "findings"
    addresses = {(bucket.root, bucket.address) for bucket in report.buckets}
    hit = {(f.root, f.resource) for f in report.active if f.verdict is Outcome.FAIL} & addresses
    where = f" in {len(hit):,} of {count(report.summary.buckets, 'bucket')}" if hit else ""
    return f"{listing(said)} {noun}{where}"


def _table(header: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [header, ("---",) * len(header), *rows[:MOST_ROWS]]
    text = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    if len(rows) > MOST_ROWS:
        text += f"\n\n… and {len(rows) - MOST_ROWS:,} more."
    return text


def _details(summary: str, text: str) -> str:
    return f"<details><summary>{html(summary)}</summary>\n\n{text}\n\n</details>"


def _cell(text: str) -> str:
    return markdown(text if len(text) <= LONGEST_CELL else text[:LONGEST_CELL] + "…")


def _code_cell(text: str) -> str:
    return markdown_code(text if len(text) <= LONGEST_CELL else text[:LONGEST_CELL] + "…")


def _check(finding: Finding) -> str:
    return f"[{finding.code}]({help_uri(finding.code)})"


def _path(place: Location) -> str:
    return _code_cell(f"{place.path}:{place.line}")


def _where(report: Report, options: Options, place: Location) -> str:
    place = on_a_file(report, place)
    link = source_link(report, options.source_url, place)
    return f"[{_path(place)}]({link})" if link else _path(place)


def _resource(entry: Entry) -> str:
    more = entry.instances - 1
    return _code_cell(entry.resources[0]) + (f" and {more:,} more" if more else "")


def _failed(report: Report, options: Options, entry: Entry) -> tuple[str, ...]:
    """A row for a cause, with a line for each check."""
    finding = entry.finding
    found = [group.finding for group in entry.groups]
    fixes = dict.fromkeys(one.fix for one in found if one.fix and one.verdict is Outcome.FAIL)
    return (
        f"{SQUARES[finding.severity]} {finding.severity.word}",
        "<br>".join(f"{_check(one)} {_cell(one.message)}" for one in found[:MOST_LINES]),
        _resource(entry),
        _where(report, options, finding.location),
        "<br>".join(_cell(fix) for fix in list(fixes)[:MOST_LINES]),
    )


def _edits(failed: list[Entry]) -> Iterator[str]:
    """Each edit as GitHub's suggestion: in a review comment on these lines, a click takes it."""
    found = [edit for entry in failed for edit in edits(entry)]
    if not found:
        return
    parts = []
    for edit in found[:MOST_ROWS]:
        parts.append(markdown(headline_of(edit)))
        for lines in edit.lines:
            if not is_harmless(lines.text):
                continue
            where = markdown_code(f"{lines.path}:{lines.line}-{lines.end_line}")
            parts.append(f"{where}\n\n{markdown_block(lines.text, 'suggestion')}")
    if len(found) > MOST_ROWS:
        parts.append(f"… and {len(found) - MOST_ROWS:,} more.")
    yield _details(count(len(found), "edit"), "\n\n".join(parts))


def _undecided(report: Report, options: Options, entry: Entry) -> tuple[str, ...]:
    finding = entry.finding
    blocked = _cell(finding.blocked_by or finding.message)
    checks = ", ".join(dict.fromkeys(_check(group.finding) for group in entry.groups))
    return checks, _resource(entry), _where(report, options, finding.location), blocked


def _suppressed(finding: Finding) -> tuple[str, ...]:
    suppressed = finding.suppressed
    reason, until = (suppressed.reason, suppressed.until or "") if suppressed else ("", "")
    return _check(finding), _code_cell(finding.resource), _cell(reason), _cell(until)


def _lost(report: Report) -> Iterator[str]:
    lost = report.not_judged
    if lost or not report.summary.complete:
        lines = ["> [!WARNING]", f"> {markdown(incomplete(report))}, so this result is incomplete."]
        lines += [f"> - {_path(d.location)}: {_cell(d.message)}" for d in lost[:MOST_ROWS]]
        if len(lost) > MOST_ROWS:
            lines.append(f"> - … and {len(lost) - MOST_ROWS:,} more")
        yield "\n".join(lines)


def _footer(report: Report, options: Options) -> Iterator[str]:
    summary = report.summary
    yield f"s3lint {report.version}"
    yield f"{count(summary.buckets, 'bucket')} in {count(summary.files, 'file')}"
    if report.new_since:
        yield f"new since {markdown_code(report.new_since)}"
    if options.command:
        yield f"run {markdown_code(options.command)} to reproduce"

"""The findings on the page: an entry for each cause, with what each check says of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from s3lint.checks import Finding, Outcome
from s3lint.engine.report import Report
from s3lint.report.edits import headline
from s3lint.report.entry import Entry, Group, count_of
from s3lint.report.html.matrix import Anchors
from s3lint.report.labels import labels
from s3lint.report.links import help_uri, source_link
from s3lint.report.options import Options
from s3lint.report.terminal.frame import frames
from s3lint.report.terminal.styled import Line
from s3lint.report.untrusted import html, is_harmless
from s3lint.report.words import level

MOST_OPEN = 20  # entries that stand open


def anchors(found: list[Entry]) -> Anchors:
    """The findings of each resource, with the element that shows each."""
    made: Anchors = defaultdict(list)
    for number, entry in enumerate(found, start=1):
        for group in entry.groups:
            for finding in group.findings:
                if finding.verdict is not Outcome.PASS:
                    made[finding.root, finding.resource].append((f"finding-{number}", finding))
    return made


def findings(report: Report, options: Options, found: list[Entry]) -> Iterator[str]:
    """The section: filters, and the entries."""
    yield "<h2>Findings</h2>"
    if not found:
        yield "<p>None.</p>"
    hidden = " hidden" if not found else ""
    yield f'<div class="filters"{hidden}>'
    yield '<input type="search" id="search" aria-label="Filter findings" placeholder="Filter findings">'
    for kind in dict.fromkeys(_kind(entry.finding) for entry in found):
        checked = "" if kind == "suppressed" else " checked"
        yield f'<label><input type="checkbox" data-filter="{kind}"{checked}> {kind}</label>'
    yield '<output id="shown" class="soft"></output></div>'
    for number, entry in enumerate(found, start=1):
        yield from _entry(report, options, entry, number)


def _kind(finding: Finding) -> str:
    if finding.suppressed is not None:
        return "suppressed"
    if finding.verdict is Outcome.FAIL:
        return finding.severity.word
    return "pass" if finding.verdict is Outcome.PASS else "undecided"


def _entry(report: Report, options: Options, entry: Entry, number: int) -> Iterator[str]:
    finding, kind = entry.finding, _kind(entry.finding)
    place = f"{finding.location.path}:{finding.location.line}"
    opened = " open" if kind in ("critical", "high") and number <= MOST_OPEN else ""
    yield f'<details class="finding {kind}" id="finding-{number}" data-kind="{kind}"{opened}>'
    yield f'<summary><span class="badge {kind}">{kind}</span> <h3>{html(finding.message or finding.name)}</h3>'
    codes = ", ".join(dict.fromkeys(group.finding.code for group in entry.groups))
    yield f'<span class="soft">{html(codes)} · {html(entry.named)} · {html(place)}</span></summary><div>'
    if drawn := list(frames(labels(entry), report.sources, level(finding))):
        yield f"<pre>{''.join(map(_line, drawn))}</pre>"
    yield "<dl>"
    yield _term("resource", entry.listed)
    if link := source_link(report, options.source_url, finding.location):
        yield f'<dt>source</dt><dd><a href="{html(link)}" rel="noreferrer">{html(place)}</a></dd>'
    yield "</dl>"
    for group in entry.groups:
        yield from _said(group, entry)
    yield "</div></details>"


def _said(group: Group, entry: Entry) -> Iterator[str]:
    """What one check says, under its own line where it is not the entry's only one."""
    finding, kind = group.finding, _kind(group.finding)
    if len(entry.groups) > 1:
        number = count_of(group.findings)
        some = f' <span class="soft">({number:,} of {entry.instances:,})</span>' if number < entry.instances else ""
        yield f'<h4><span class="badge {kind}">{kind}</span> {html(finding.message or finding.name)}{some}</h4>'
    yield "<dl>"
    for term, text in (("blocked by", finding.blocked_by), ("why", finding.why), ("fix", finding.fix)):
        if text:
            yield _term(term, text)
    for edit in finding.edits:
        yield _term("edit", headline(edit))
        if edit.diff and is_harmless(edit.diff):
            yield f'<dd><button type="button" data-copy>Copy patch</button><pre>{_block(edit.diff)}</pre></dd>'
    if suppressed := finding.suppressed:
        until = f" (until {suppressed.until})" if suppressed.until else ""
        yield _term("suppressed", suppressed.reason + until)
    page = f'<a href="{help_uri(finding.code)}" rel="noreferrer">{finding.code} {finding.name}</a>'
    yield f"<dt>check</dt><dd>{page}</dd></dl>"


def _block(text: str) -> str:
    """A patch, which is copied as it is."""
    return "\n".join("\t".join(map(html, line.rstrip("\r").split("\t"))) for line in text.split("\n"))


def _term(name: str, text: str) -> str:
    return f"<dt>{name}</dt><dd>{html(text)}</dd>"


def _line(line: Line) -> str:
    return "".join(_piece(piece.text, piece.style) for piece in line) + "\n"


def _piece(text: str, style: str) -> str:
    return f'<span class="{style}">{html(text)}</span>' if style else html(text)

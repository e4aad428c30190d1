"""`html`: one self-contained page. It loads nothing, and its policy lets no script run but its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from s3lint.checks import Finding, Outcome, Severity
from s3lint.engine.report import BucketSummary, Report
from s3lint.report.formats.full import labels
from s3lint.report.html.bucket_picture import picture
from s3lint.report.html.page import asset, page
from s3lint.report.links import help_uri, source_link
from s3lint.report.options import Options
from s3lint.report.terminal.frame import frames
from s3lint.report.terminal.styled import Line
from s3lint.report.untrusted import html
from s3lint.report.words import Group, by_cause, cause, count, incomplete, level, nothing_insecure, severities
from s3lint.source import Diagnostic

MOST_PICTURES = 500
OWN = "own account"
Anchors = dict[tuple[str, str], list[tuple[str, Finding]]]


def render(report: Report, options: Options) -> str:
    """The report as one page of HTML."""
    groups = by_cause(report.findings)
    anchors = _anchors(report)
    body = [
        *_header(report),
        "<main>",
        *_lost(report),
        *_findings(report, options, groups),
        *_buckets(report, anchors),
        *_remarks(report),
        "</main>",
        f"<footer>s3lint {html(report.version)} · {html(count(report.summary.files, 'file'))} read</footer>",
    ]
    return page(f"s3lint: {_headline(report)}", asset("page.css"), asset("page.js"), body)


def _headline(report: Report) -> str:
    return ", ".join(severities(report)) or nothing_insecure(report)


def _header(report: Report) -> Iterator[str]:
    summary = report.summary
    yield f"<header><h1>s3lint: {html(_headline(report))}</h1>"
    yield '<ul class="tiles">'
    yield _tile(summary.buckets, "buckets")
    for severity in sorted(Severity, reverse=True):
        if number := summary.by_severity.get(severity.word, 0):
            yield _tile(number, severity.word, severity.word)
    yield _tile(summary.unknown, "undecided")
    yield _tile(summary.suppressed, "suppressed")
    yield "</ul>"
    if report.new_since:
        yield f'<p class="soft">Only findings that are new since <code>{html(report.new_since)}</code> count.</p>'
    yield "</header>"


def _tile(number: int, word: str, style: str = "") -> str:
    return f'<li><b class="{style}">{number:,}</b><span>{html(word)}</span></li>'


def _lost(report: Report) -> Iterator[str]:
    lost = report.not_judged
    if not lost and report.summary.complete:
        return
    yield f'<section class="warning" role="alert"><p>{html(incomplete(report))}, so this report is incomplete.</p>'
    yield from _diagnostics(lost)
    yield "</section>"


def _remarks(report: Report) -> Iterator[str]:
    remarks = [d for d in report.diagnostics if not d.is_gap]
    if remarks:
        yield "<h2>Remarks</h2>"
        yield from _diagnostics(remarks)


def _diagnostics(diagnostics: Iterable[Diagnostic]) -> Iterator[str]:
    yield "<ul>"
    for d in diagnostics:
        place = f"{d.location.path}:{d.location.line}"
        hint = f' <span class="soft">{html(d.hint)}</span>' if d.hint else ""
        yield f"<li><code>{html(place)}</code> {html(d.code)} {html(d.message)}{hint}</li>"
    yield "</ul>"


def _kind(finding: Finding) -> str:
    if finding.suppressed is not None:
        return "suppressed"
    if finding.verdict is Outcome.FAIL:
        return finding.severity.word
    return "pass" if finding.verdict is Outcome.PASS else "undecided"


def _findings(report: Report, options: Options, groups: list[Group]) -> Iterator[str]:
    yield "<h2>Findings</h2>"
    if not groups:
        yield "<p>None.</p>"
    kinds = dict.fromkeys(_kind(group.finding) for group in groups)
    hidden = " hidden" if not groups else ""
    yield f'<div class="filters"{hidden}>'
    yield '<input type="search" id="search" aria-label="Filter findings" placeholder="Filter">'
    for kind in kinds:
        checked = "" if kind == "suppressed" else " checked"
        yield f'<label><input type="checkbox" data-filter="{kind}"{checked}> {kind}</label>'
    yield '<output id="shown" class="soft"></output></div>'
    for number, group in enumerate(groups, start=1):
        yield from _finding(report, options, group, number)


def _finding(report: Report, options: Options, group: Group, number: int) -> Iterator[str]:
    finding, kind = group.finding, _kind(group.finding)
    place = f"{finding.location.path}:{finding.location.line}"
    opened = " open" if kind in ("critical", "high") else ""
    yield f'<details class="finding {kind}" id="finding-{number}" data-kind="{kind}"{opened}>'
    yield f'<summary><span class="badge {kind}">{kind}</span> <h3>{html(finding.message or finding.name)}</h3>'
    yield f'<span class="soft">{html(finding.code)} · {html(group.named)} · {html(place)}</span></summary><div>'
    if drawn := list(frames(labels(finding), report.sources, level(finding))):
        yield f"<pre>{''.join(map(_line, drawn))}</pre>"
    yield "<dl>"
    for term, text in _details(finding, group):
        yield f"<dt>{term}</dt><dd>{html(text)}</dd>"
    if link := source_link(report, options.source_url, finding.location):
        yield f'<dt>source</dt><dd><a href="{html(link)}" rel="noreferrer">{html(place)}</a></dd>'
    page_link = f'<a href="{help_uri(finding.code)}" rel="noreferrer">{finding.code} {finding.name}</a>'
    yield f"<dt>check</dt><dd>{page_link}</dd>"
    yield "</dl></div></details>"


def _details(finding: Finding, group: Group) -> Iterator[tuple[str, str]]:
    yield "resource", ", ".join(group.resources)
    for term, text in (("blocked by", finding.blocked_by), ("why", finding.why), ("fix", finding.fix)):
        if text:
            yield term, text
    if suppressed := finding.suppressed:
        until = f" (until {suppressed.until})" if suppressed.until else ""
        yield "suppressed", suppressed.reason + until


def _line(line: Line) -> str:
    return "".join(_piece(piece.text, piece.style) for piece in line) + "\n"


def _piece(text: str, style: str) -> str:
    return f'<span class="{style}">{html(text)}</span>' if style else html(text)


def _anchors(report: Report) -> Anchors:
    """The findings of each resource with the element that shows them."""
    found: Anchors = defaultdict(list)
    numbers: dict[object, int] = {}
    for number, group in enumerate(by_cause(report.findings), start=1):
        numbers[cause(group.finding)] = number
    for finding in report.findings:
        if finding.suppressed is None and finding.verdict is not Outcome.PASS:
            found[finding.root, finding.resource].append((f"finding-{numbers[cause(finding)]}", finding))
    return found


def _buckets(report: Report, anchors: Anchors) -> Iterator[str]:
    if not report.buckets:
        return
    yield '<h2>Buckets</h2><p class="soft">What protects each bucket, and what is missing.</p><div class="buckets">'
    # those with most to do first
    ordered = sorted(report.buckets, key=lambda bucket: -len(anchors.get((bucket.root, bucket.address), ())))
    for bucket in ordered[:MOST_PICTURES]:
        yield from _bucket(bucket, anchors)
    yield "</div>"
    if len(ordered) > MOST_PICTURES:
        yield f'<p class="soft">… and {len(ordered) - MOST_PICTURES:,} more, with no more findings than these.</p>'


def _bucket(bucket: BucketSummary, anchors: Anchors) -> Iterator[str]:
    yield f'<section class="card"><h3>{html(bucket.display or bucket.address)}</h3>{picture(bucket)}'
    yield from _requesters(bucket)
    if found := anchors.get((bucket.root, bucket.address)):
        yield '<p class="reach">Findings</p><ul>'
        for anchor, finding in found:
            yield f'<li><a href="#{anchor}">{finding.code}</a> {html(finding.message)}</li>'
        yield "</ul>"
    yield "</section>"


def _requesters(bucket: BucketSummary) -> Iterator[str]:
    """Who else than its own account reaches it, or may; its own where it does not."""
    if not bucket.requesters:
        return
    # that its own account gets in goes without saying; that it does not is worth a line
    shown = [r for r in bucket.requesters if r.state != ("yes" if r.who == OWN else "no")]
    if not shown:
        yield '<p class="reach">Only its own account can reach it.</p>'
        return
    yield '<p class="reach">Who can reach it</p><ul>'
    for r in shown:
        who = f"not {r.who}" if r.state == "no" else r.who
        name = " ".join(part for part in (who, r.name, f"({r.note})" if r.note else "") if part)
        perhaps = f" perhaps: {r.decides}" if r.decides else ""
        yield f'<li><b>{html(name)}</b>{html(perhaps)}<br><span class="soft">{html(r.text)}</span></li>'
    yield "</ul>"

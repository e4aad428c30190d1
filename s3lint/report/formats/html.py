"""`html`: one self-contained page. It loads nothing, and its policy lets no script run but its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from s3lint.checks import Severity
from s3lint.engine.report import Report
from s3lint.report.entries import entries
from s3lint.report.html.buckets import buckets, cards
from s3lint.report.html.findings import anchors, findings
from s3lint.report.html.matrix import matrix
from s3lint.report.html.page import asset, page
from s3lint.report.options import Options
from s3lint.report.overview import headline
from s3lint.report.untrusted import html
from s3lint.report.words import count, incomplete, nothing_insecure, severities
from s3lint.source import Diagnostic

MOST_OPEN = 3  # messages about what was lost that stand open above the matrix


def render(report: Report, options: Options) -> str:
    """The report as one page of HTML."""
    found = entries(report.findings)
    said = anchors(found)
    shown = cards(report, said)
    body = [
        *_header(report),
        "<main>",
        *_lost(report),
        *matrix(report, said, shown),
        *findings(report, options, found),
        *buckets(report, said, shown),
        *_remarks(report),
        "</main>",
        f"<footer>s3lint {html(report.version)} · {html(count(report.summary.files, 'file'))} read</footer>",
    ]
    style = asset("page.css") + asset("report.css")
    return page(f"s3lint: {_headline(report)}", style, asset("report.js"), body)


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
    if said := headline(report):
        yield f"<p>{html(said)}.</p>"
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
    opened = " open" if len(lost) <= MOST_OPEN else ""
    yield f"<details{opened}><summary>{html(count(len(lost), 'message'))}</summary>"
    yield from _diagnostics(lost)
    yield "</details></section>"


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

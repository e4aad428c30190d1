"""The buckets on the page, each with its picture: what protects it, who can reach it, and what was found."""

from __future__ import annotations

from collections.abc import Iterator

from s3lint.checks import Finding
from s3lint.engine.report import BucketSummary, Report
from s3lint.report.html.bucket_picture import picture
from s3lint.report.html.matrix import Anchors
from s3lint.report.untrusted import html

MOST = 500
OWN = "own account"
Cards = dict[tuple[str, str], str]
"""The element of each bucket that is shown."""


def cards(report: Report, anchors: Anchors) -> Cards:
    """Those that are shown: the buckets with most to do come first."""
    ordered = sorted(report.buckets, key=lambda bucket: -len(_counted(bucket, anchors)))
    keys = dict.fromkeys((bucket.root, bucket.address) for bucket in ordered[:MOST])
    return {key: f"bucket-{number}" for number, key in enumerate(keys, start=1)}


def buckets(report: Report, anchors: Anchors, shown: Cards) -> Iterator[str]:
    """The section."""
    if not report.buckets:
        return
    yield '<h2>Each bucket</h2><p class="soft">What protects it, and what is missing.</p><div class="buckets">'
    known = {(bucket.root, bucket.address): bucket for bucket in report.buckets}
    for key, element in shown.items():
        yield from _bucket(known[key], anchors, element)
    yield "</div>"
    if len(known) > len(shown):
        left = len(known) - len(shown)
        text = f"… and {left:,} more, with no more findings than these: the table above has them all."
        yield f'<p class="soft">{text}</p>'


def _bucket(bucket: BucketSummary, anchors: Anchors, element: str) -> Iterator[str]:
    title = html(bucket.display or bucket.address)
    yield f'<section class="card" id="{element}"><h3>{title}</h3>{picture(bucket)}'
    yield from _requesters(bucket)
    if found := _counted(bucket, anchors):
        yield '<p class="reach">Findings</p><ul>'
        for anchor, finding in found:
            yield f'<li><a href="#{anchor}">{finding.code}</a> {html(finding.message)}</li>'
        yield "</ul>"
    yield "</section>"


def _counted(bucket: BucketSummary, anchors: Anchors) -> list[tuple[str, Finding]]:
    found = anchors.get((bucket.root, bucket.address), [])
    return [(anchor, finding) for anchor, finding in found if finding.suppressed is None]


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

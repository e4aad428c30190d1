"""Findings put in order: duplicates dropped, sorted, counted, and their paths made the reader's."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from s3lint.checks import Finding, Outcome, Severity
from s3lint.engine.report import BucketSummary, Summary
from s3lint.source import Diagnostic, Location

if TYPE_CHECKING:
    from s3lint.graph.picture import Picture

RANK = {Outcome.FAIL: 0, Outcome.UNKNOWN: 1, Outcome.PASS: 2}
INTERNAL = "S3L900"

Show = Callable[[str], str]


def order(findings: Iterable[Finding]) -> list[Finding]:
    """Each finding once, in the order of reports: what counts first, then by severity, place and code."""
    return sorted(_once(dict.fromkeys(findings)), key=_key)


def _once(findings: Collection[Finding]) -> Iterable[Finding]:
    """A plan beside its source finds the same there: the source's finding stands for both."""
    known = {_cause(f, f.root) for f in findings}
    for finding in findings:
        root = finding.root
        if not (root.endswith(".json") and _cause(finding, posixpath.dirname(root) or ".") in known):
            yield finding


def _cause(f: Finding, root: str) -> tuple[object, ...]:
    return (root, f.code, f.verdict, f.resource, f.location, f.message, f.suppressed is None)


def _key(f: Finding) -> tuple[object, ...]:
    place = f.location
    return (
        f.suppressed is not None,
        RANK[f.verdict],
        -f.severity,
        (place.path, place.line, place.column),
        f.code,
        f.root,
        f.resource,
        f.what,
        f.message,
    )


def order_diagnostics(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Each diagnostic once, by place."""
    return sorted(dict.fromkeys(diagnostics), key=lambda d: (d.location, d.code, d.message))


def summarise(findings: Iterable[Finding], *, files: int, resources: int, buckets: int, complete: bool) -> Summary:
    """The run in numbers: all verdicts, also those that are not shown."""
    counts: Counter[Outcome] = Counter()
    severities: Counter[Severity] = Counter()
    suppressed = 0
    for finding in findings:
        if finding.suppressed is not None:
            suppressed += 1
            continue
        counts[finding.verdict] += 1
        if finding.verdict is Outcome.FAIL:
            severities[finding.severity] += 1
    return Summary(
        files=files,
        resources=resources,
        buckets=buckets,
        fail=counts[Outcome.FAIL],
        unknown=counts[Outcome.UNKNOWN],
        passed=counts[Outcome.PASS],
        suppressed=suppressed,
        by_severity={level.word: severities[level] for level in sorted(severities, reverse=True)},
        complete=complete,
    )


def displayed(finding: Finding, show: Show) -> Finding:
    """The same finding with paths as the user reads them."""
    if finding.root == show(finding.root) and all(place.path == show(place.path) for place in _places(finding)):
        return finding  # s3lint runs where the tree starts
    suppressed = finding.suppressed
    if suppressed is not None and suppressed.where is not None:
        suppressed = replace(suppressed, where=_moved(suppressed.where, show))
    return replace(
        finding,
        root=show(finding.root),
        location=_moved(finding.location, show),
        related=tuple(replace(r, location=_moved(r.location, show)) for r in finding.related),
        subject=_moved(finding.subject, show) if finding.subject else None,
        calls=tuple(_moved(c, show) for c in finding.calls),
        suppressed=suppressed,
    )


def displayed_diagnostic(diagnostic: Diagnostic, show: Show) -> Diagnostic:
    """The same diagnostic with its path as the user reads it."""
    return replace(diagnostic, location=_moved(diagnostic.location, show))


def displayed_bucket(bucket: BucketSummary, show: Show) -> BucketSummary:
    """The same bucket with paths as the user reads them."""
    return replace(
        bucket,
        root=show(bucket.root),
        location=_shown(bucket.location, show),
        controls=tuple(replace(c, location=_shown(c.location, show)) for c in bucket.controls),
        requesters=tuple(replace(r, location=_shown(r.location, show)) for r in bucket.requesters),
    )


def displayed_picture(picture: Picture, show: Show) -> Picture:
    """The same picture with paths as the user reads them."""
    nodes = tuple(replace(node, location=_shown(node.location, show)) for node in picture.nodes)
    return replace(picture, root=show(picture.root), nodes=nodes)


def touches(finding: Finding, files: Collection[str]) -> bool:
    """Whether any place of a finding lies in one of the files."""
    places = [finding.location, *(r.location for r in finding.related), *finding.calls]
    if finding.subject:
        places.append(finding.subject)
    return any(place.path in files for place in places)


def _shown(place: Location | None, show: Show) -> Location | None:
    return _moved(place, show) if place else None


def _places(finding: Finding) -> list[Location]:
    places = [finding.location, *(r.location for r in finding.related), *finding.calls]
    if finding.subject:
        places.append(finding.subject)
    if finding.suppressed and finding.suppressed.where:
        places.append(finding.suppressed.where)
    return places


def _moved(place: Location, show: Show) -> Location:
    return replace(place, path=show(place.path))

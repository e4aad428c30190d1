"""Findings and diagnostics in the order of reports: each once, what counts first, then by severity, place and code."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterable

from s3lint.checks import Finding, Outcome
from s3lint.source import Diagnostic

RANK = {Outcome.FAIL: 0, Outcome.UNKNOWN: 1, Outcome.PASS: 2}


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


def touches(finding: Finding, files: Collection[str]) -> bool:
    """Whether any place of a finding lies in one of the files."""
    places = [finding.location, *(r.location for r in finding.related), *finding.calls]
    if finding.subject:
        places.append(finding.subject)
    return any(place.path in files for place in places)

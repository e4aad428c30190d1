"""A run in numbers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from s3lint.checks import Finding, Outcome, Severity
from s3lint.engine.report import Summary

_PLACES = {Outcome.FAIL: 0, Outcome.UNKNOWN: 1, Outcome.PASS: 2}
_SUPPRESSED = 3


def summarise(findings: Iterable[Finding], *, files: int, resources: int, buckets: int, complete: bool) -> Summary:
    """The run in numbers: all verdicts, also those that are not shown."""
    counts: Counter[Outcome] = Counter()
    severities: Counter[Severity] = Counter()
    suppressed = 0
    checks: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for finding in findings:
        accepted = finding.suppressed is not None
        checks[finding.code][_SUPPRESSED if accepted else _PLACES[finding.verdict]] += 1
        if accepted:
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
        by_check={code: (a, b, c, d) for code, (a, b, c, d) in sorted(checks.items())},
    )

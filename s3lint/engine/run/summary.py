"""A run in numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from s3lint.checks import Finding, Outcome, Severity
from s3lint.engine.report import Summary


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

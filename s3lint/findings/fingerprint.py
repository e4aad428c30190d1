"""What a finding is known by from run to run, whatever lines it stands on and whichever file of its root holds it."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable

from s3lint.checks import Finding
from s3lint.record import replace


def fingerprint(finding: Finding, ordinal: int = 0) -> str:
    """The hash of code, root, resource and what, all else left out; the ordinal tells equal ones apart."""
    parts = (finding.code, finding.root, finding.resource, finding.what)
    digest = hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
    return _numbered(digest, ordinal)


def _numbered(digest: str, ordinal: int) -> str:
    return digest if ordinal == 0 else f"{digest}:{ordinal}"


def with_fingerprints(findings: Iterable[Finding]) -> list[Finding]:
    """The findings, in their order, each with its own fingerprint. Equal ones are numbered by place."""
    listed = list(findings)
    seen: Counter[str] = Counter()
    marked: dict[int, Finding] = {}
    # what counts most comes first, so that the number of a failure does not hang on passes beside it
    for index in sorted(range(len(listed)), key=lambda i: _order(listed[i])):
        plain = fingerprint(listed[index])
        marked[index] = replace(listed[index], fingerprint=_numbered(plain, seen[plain]))
        seen[plain] += 1
    return [marked[index] for index in range(len(listed))]


def _order(finding: Finding) -> tuple[object, ...]:
    return finding.verdict.value, finding.location, finding.message

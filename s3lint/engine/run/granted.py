"""What buckets grant, kept with a baseline: an accepted finding about access counts where it stands for more."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from s3lint.checks import Finding
from s3lint.engine.run.graphs import Built, graphs
from s3lint.engine.run.widened import about_access, is_wider
from s3lint.findings.baseline import Access
from s3lint.findings.baseline.apply import STALE
from s3lint.source import Diagnostic, Location

if TYPE_CHECKING:
    from s3lint.engine.run.part import Part
    from s3lint.graph import Bucket


def granted(part: Part, findings: Iterable[Finding]) -> Iterator[Access]:
    """What the buckets grant of which findings about access are accepted."""
    from s3lint.access.decisions import access
    from s3lint.policy.gained import State
    from s3lint.policy.recorded import to_plain

    for root, wanted in about_access(findings).items():
        resources = {finding.resource for finding in wanted}
        for one, bucket in _buckets(part, root):
            known = access(bucket)
            data = to_plain(State(known.document, known.subject)) if bucket.address in resources else None
            text = json.dumps(data, ensure_ascii=False)
            if data is not None and not any(secret in text for secret in one.secrets()):
                yield Access(root, bucket.address, data)


def wider_than(part: Part, known: Iterable[Finding], recorded: Iterable[Access]) -> Iterator[Finding]:
    """The accepted findings of buckets that grant more than is recorded. What is not recorded is not compared."""
    from s3lint.access.decisions import access
    from s3lint.policy.gained import State
    from s3lint.policy.recorded import from_plain

    former = {(one.root, one.resource): one.granted for one in recorded}
    for root, findings in about_access(known).items():
        buckets = {bucket.address: bucket for _, bucket in _buckets(part, root)}
        for finding in findings:
            bucket, data = buckets.get(finding.resource), former.get((root, finding.resource))
            if bucket is None or data is None:
                continue
            now = State(access(bucket).document, access(bucket).subject)
            try:
                before = from_plain(data, now.subject)
            except ValueError:
                continue
            if is_wider(finding, bucket, now, before):
                yield finding


def not_recorded(path: str) -> Diagnostic:
    """That a baseline does not say what it accepts."""
    text = "this baseline of version 1 does not record what it accepts access to, so a wider grant goes unnoticed"
    return Diagnostic(STALE, text, Location(path), incomplete=False, hint="rewrite it with --write-baseline")


def _buckets(part: Part, path: str) -> Iterator[tuple[Built, Bucket]]:
    from s3lint.graph import governed_buckets

    for root in part.chosen.roots:
        if root.path == path:
            for one in graphs(part, root):
                yield from ((one, bucket) for bucket in governed_buckets(one.graph))

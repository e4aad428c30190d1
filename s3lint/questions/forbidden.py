"""What the configuration forbids (`[[forbid]]`): which of its rules speak of a bucket."""

from __future__ import annotations

from collections.abc import Iterator

from s3lint.graph.bucket import Bucket
from s3lint.graph.context import Forbidden
from s3lint.policy.glob import matches
from s3lint.questions.declared_roles import is_called, is_tagged
from s3lint.questions.roles import plays
from s3lint.values import Fact, no, yes


def rules(bucket: Bucket) -> Iterator[tuple[Forbidden, Fact]]:
    """The rules that speak of a bucket, or may."""
    for rule in bucket.graph.context.forbidden:
        if _lies_there(rule, bucket):
            fact = _is_named(rule, bucket)
            if not fact.is_no:
                yield rule, fact


def _lies_there(rule: Forbidden, bucket: Bucket) -> bool:
    return rule.covers(*([bucket.header.source.path] if bucket.header else []), bucket.graph.root)


def _is_named(rule: Forbidden, bucket: Bucket) -> Fact:
    if not rule.buckets:
        return yes(bucket.header)
    found = no()
    for text in rule.buckets:
        found = found | _is(bucket, text)
    return found


def _is(bucket: Bucket, text: str) -> Fact:
    kind, _, rest = text.partition(":")
    if kind == "tag":
        return is_tagged(bucket, rest)
    if kind == "role":
        return plays(bucket, rest, own=True)
    if any(matches(text, name) for name in (bucket.address, bucket.display)):
        return yes(bucket.header)
    return is_called(bucket, text)

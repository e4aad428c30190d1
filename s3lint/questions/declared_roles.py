"""What the configuration says that buckets are for (`[[bucket]]`): which of its tables speak of a bucket."""

from __future__ import annotations

from collections.abc import Iterator

from s3lint.graph.bucket import Bucket
from s3lint.graph.context import DeclaredRole
from s3lint.policy.glob import common, matches
from s3lint.questions.bucket_names import HOLE, Name, name_fact
from s3lint.questions.tags import tag
from s3lint.values import Fact, no, unknown, yes
from s3lint.values.setting import Setting


def declared(bucket: Bucket) -> Iterator[tuple[DeclaredRole, Fact]]:
    """The declarations that speak of a bucket, or may."""
    for stated in bucket.graph.context.declared_roles:
        fact = _speaks_of(stated, bucket)
        if not fact.is_no:
            yield stated, fact


def _speaks_of(stated: DeclaredRole, bucket: Bucket) -> Fact:
    """Whether all fits that a declaration names; `*` and `?` are wildcards, and brackets are part of addresses."""
    if stated.address and not any(matches(stated.address, name) for name in (bucket.address, bucket.display)):
        return no()
    files = (bucket.header.source.path if bucket.header else "", bucket.graph.root)
    if stated.covers is not None and not any(map(stated.covers, files)):
        return no()
    fact = yes(bucket.header)
    if stated.name:
        fact = fact & is_called(bucket, stated.name)
    if stated.tag:
        fact = fact & is_tagged(bucket, stated.tag)
    return fact


def is_called(bucket: Bucket, pattern: str) -> Fact:
    """Whether a bucket has a name that fits a pattern."""
    return name_fact(bucket, lambda name: _fits(name, pattern))


def _fits(name: Name, pattern: str) -> Fact:
    if HOLE not in name.pattern:
        return yes() if matches(pattern, name.pattern) else no()
    return unknown(*name.reasons) if common(pattern, name.pattern.replace(HOLE, "*")) is not None else no()


def is_tagged(bucket: Bucket, wanted: str) -> Fact:
    """A tag by `Key=Value`, or by its key alone."""
    key, _, value = wanted.partition("=")
    setting = Setting(f"tag {key}", tag(bucket, key), bucket.header)
    return setting.is_any(value) if value else setting.is_set()

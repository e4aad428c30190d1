"""Lifecycle rules (https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lifecycle-mgmt.html)."""

from __future__ import annotations

from s3lint.aws.adapter import Builder
from s3lint.aws.node import Node
from s3lint.aws.resource_type import ResourceType
from s3lint.aws.rows import Rows, row
from s3lint.aws.section import Section
from s3lint.aws.spellings import Path, path
from s3lint.values import Fact, Value, ask, no
from s3lint.values.filled import is_filled
from s3lint.values.setting import Setting


class LifecycleRule(Node, eq=False, kw_only=True):
    """One lifecycle rule. `narrowed`: it is for a part of the bucket only (prefix, tags, sizes)."""

    status: Setting  # Enabled, Disabled; or a boolean (provider v3)
    narrowed: Fact
    expiration: Setting
    transition: Setting
    noncurrent_expiration: Setting
    noncurrent_transition: Setting
    abort_days: Setting

    def enabled(self) -> Fact:
        """Whether the rule is enabled."""
        return self.status.is_any("Enabled", "true")

    def in_force(self) -> Fact:
        """Whether it is enabled and has an action: S3 rejects a rule without one (API reference, LifecycleRule)."""
        found = no(self.header, "the rule has no action")
        for action in (
            self.expiration,
            self.transition,
            self.noncurrent_expiration,
            self.noncurrent_transition,
            self.abort_days,
        ):
            found = found | action.is_set()
        return self.enabled() & found


RULE = Rows(
    LifecycleRule,
    row("status", "Status"),
    row("expiration", "ExpirationInDays|ExpirationDate|ExpiredObjectDeleteMarker", "expiration"),
    row("transition", "Transitions|Transition", "transition"),
    row(
        "noncurrent_expiration",
        "NoncurrentVersionExpiration|NoncurrentVersionExpirationInDays",
        "noncurrent_version_expiration",
    ),
    row(
        "noncurrent_transition",
        "NoncurrentVersionTransitions|NoncurrentVersionTransition",
        "noncurrent_version_transition",
    ),
    row("abort_days", "AbortIncompleteMultipartUpload.DaysAfterInitiation"),
)
OF_V3 = RULE.but(
    row("status", "Status", "enabled"),
    row(
        "abort_days",
        "AbortIncompleteMultipartUpload.DaysAfterInitiation",
        "abort_incomplete_multipart_upload_days",
    ),
)
SEPARATE = path("", "rule")
INLINE = path("LifecycleConfiguration.Rules", "lifecycle_rule")
# what makes a rule one for a part of the bucket; an empty filter or prefix means all of it
_NARROWING = (
    path("Prefix", "prefix"),
    path("TagFilters", "tags"),
    path("ObjectSizeGreaterThan", "filter.object_size_greater_than"),
    path("ObjectSizeLessThan", "filter.object_size_less_than"),
    path("", "filter.prefix"),
    path("", "filter.tag"),
    path("", "filter.and"),
)


def inline(body: Section, bucket: Node, builder: Builder) -> None:
    """The rules that stand in the bucket itself: provider v3 spells two settings otherwise."""
    _rules(body, INLINE, bucket, builder, body.spelling.choose(RULE, OF_V3))


def _separate(body: Section, builder: Builder) -> None:
    _rules(body, SEPARATE, body.get(path("Bucket")), builder, RULE)


def _rules(body: Section, at: Path, bucket: Node | Value | None, builder: Builder, rows: Rows[LifecycleRule]) -> None:
    sections, opened = body.sections(at)
    for rule in sections:
        builder.govern(rows.node(rule, narrowed=_narrowed(rule)), bucket)
    builder.unseen(body.resource, opened, LifecycleRule, bucket)


def _narrowed(rule: Section) -> Fact:
    found = no(rule.where)
    for at in _NARROWING:
        found = found | ask(rule.get(at), is_filled)
    return found


TYPES = (
    ResourceType(
        terraform="aws_s3_bucket_lifecycle_configuration",
        adapt=_separate,
        rows=(RULE.below(SEPARATE),),
        what="what narrows a rule to a part of the bucket",
        shown_as=("lifecycle_rule",),
    ),
)

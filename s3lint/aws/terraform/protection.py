"""Lifecycle, replication, Object Lock and notifications: the separate resources, and provider v3's blocks."""

from __future__ import annotations

from s3lint.aws.adapter import Builder
from s3lint.aws.kinds import BucketNode, LifecycleRule, Notification, ObjectLockRule, ReplicationRule
from s3lint.values import Fact, Resource, Value, ask, no, unknown, yes
from s3lint.values.filled import is_filled
from s3lint.values.section import Section

_NARROWING = (
    ("filter", "tag"),
    ("filter", "object_size_greater_than"),
    ("filter", "object_size_less_than"),
    ("filter", "and"),
    ("tags",),
)
_PREFIXES = (("filter", "prefix"), ("prefix",))


def adapt_lifecycle(resource: Resource, builder: Builder) -> None:
    """`aws_s3_bucket_lifecycle_configuration`."""
    body = Section.of(resource)
    lifecycle_of(body, body.get("bucket"), builder, "rule")


def lifecycle_of(body: Section, bucket: BucketNode | Value | None, builder: Builder, *path: str) -> None:
    """The lifecycle rules at a path; provider v3 says `enabled` and `abort_incomplete_multipart_upload_days`."""
    inline = path == ("lifecycle_rule",)
    rules, opened = body.sections(*path)
    for rule in rules:
        node = LifecycleRule(
            resource=body.resource,
            at=rule.at,
            own_guard=rule.guard,
            status=rule.setting("enabled") if inline else rule.setting("status"),
            narrowed=narrowed(rule),
            expiration=rule.setting("expiration"),
            noncurrent_expiration=rule.setting("noncurrent_version_expiration"),
            noncurrent_transition=rule.setting("noncurrent_version_transition"),
            abort_days=rule.setting("abort_incomplete_multipart_upload_days")
            if inline
            else rule.setting("abort_incomplete_multipart_upload", "days_after_initiation"),
        )
        builder.govern(node, bucket)
    builder.unseen(body.resource, opened, LifecycleRule, bucket)


def narrowed(rule: Section) -> Fact:
    """Whether a rule is for a part of the bucket: no filter, an empty one and an empty prefix mean all of it."""
    found = no(rule.where)
    for path in _PREFIXES:
        found = found | ask(rule.get(*path), is_filled)
    for path in _NARROWING:
        found = found | ask(rule.get(*path), is_filled)
    return found


def adapt_replication(resource: Resource, builder: Builder) -> None:
    """`aws_s3_bucket_replication_configuration`."""
    body = Section.of(resource)
    replication_of(body, body.get("bucket"), builder, "rule")


def replication_of(body: Section, bucket: BucketNode | Value | None, builder: Builder, *path: str) -> None:
    """The replication rules at a path; provider v3's spell a few things differently."""
    outer = [body] if len(path) == 1 else body.sections(path[0])[0]
    opened = () if len(path) == 1 else body.sections(path[0])[1]
    for configuration in outer:
        rules, more = configuration.sections(path[-1])
        opened = (*opened, *more)
        for rule in rules:
            node = _replication_rule(rule, configuration, inline=len(path) > 1)
            builder.govern(node, bucket)
            builder.link(node, "replicates-to", node.destination.value)
    builder.unseen(body.resource, opened, ReplicationRule, bucket)


def _replication_rule(rule: Section, configuration: Section, *, inline: bool) -> ReplicationRule:
    selection = ("source_selection_criteria", "sse_kms_encrypted_objects")
    return ReplicationRule(
        resource=rule.resource,
        at=rule.at,
        own_guard=rule.guard,
        status=rule.setting("status"),
        destination=rule.setting("destination", "bucket"),
        account=rule.setting("destination", "account_id" if inline else "account"),
        owner_override=rule.setting("destination", "access_control_translation", "owner"),
        replica_key=rule.setting("destination", "replica_kms_key_id")
        if inline
        else rule.setting("destination", "encryption_configuration", "replica_kms_key_id"),
        kms_objects=rule.setting(*selection, "enabled" if inline else "status"),
        role=configuration.setting("role"),
    )


def adapt_object_lock(resource: Resource, builder: Builder) -> None:
    """`aws_s3_bucket_object_lock_configuration`: its presence enables Object Lock."""
    body = Section.of(resource)
    builder.govern(_object_lock(body, default="Enabled"), body.get("bucket"))


def object_lock_of(body: Section, bucket: BucketNode, builder: Builder) -> None:
    """Provider v3's `object_lock_configuration` block."""
    sections, opened = body.sections("object_lock_configuration")
    for section in sections:
        builder.govern(_object_lock(section, default=None), bucket)
    builder.unseen(body.resource, opened, ObjectLockRule, bucket)


def _object_lock(section: Section, default: str | None) -> ObjectLockRule:
    return ObjectLockRule(
        resource=section.resource,
        at=section.at,
        own_guard=section.guard,
        enabled=section.setting("object_lock_enabled", default=default),
        mode=section.setting("rule", "default_retention", "mode"),
        days=section.setting("rule", "default_retention", "days"),
        years=section.setting("rule", "default_retention", "years"),
    )


def adapt_notification(resource: Resource, builder: Builder) -> None:
    """`aws_s3_bucket_notification`."""
    body = Section.of(resource)
    found = body.setting("eventbridge", default=False).is_true()
    for kind in ("topic", "queue", "lambda_function"):
        blocks, opened = body.sections(kind)
        here = no()
        for block in blocks:
            here = here | (yes(block.where) if not block.guard else unknown(span=block.where))
        found = found | here
        found = found | unknown(*opened) if opened else found
    builder.govern(Notification(resource=resource, any=found), body.get("bucket"))

"""Lifecycle, replication, Object Lock, notifications, metrics, website and CORS of `AWS::S3::Bucket`."""

from __future__ import annotations

from s3lint.aws.adapter import Builder
from s3lint.aws.kinds import (
    BucketNode,
    CorsRule,
    LifecycleRule,
    Node,
    Notification,
    ObjectLockRule,
    ReplicationRule,
    RequestMetrics,
    Unseen,
    Website,
)
from s3lint.values import Fact, ask, no, unknown, yes
from s3lint.values.filled import is_filled
from s3lint.values.section import Section
from s3lint.values.setting import Setting

_NARROWING = ("Prefix", "TagFilters", "ObjectSizeGreaterThan", "ObjectSizeLessThan")


def adapt(body: Section, bucket: BucketNode, builder: Builder) -> None:
    """All of them, from the properties of one bucket."""
    for state in (lifecycle_of, _replication, _object_lock, _notification, _metrics, _website, _cors):
        state(body, bucket, builder)


def lifecycle_of(body: Section, bucket: Node, builder: Builder) -> None:
    """The lifecycle rules of a bucket of any kind."""
    rules, opened = body.nested("LifecycleConfiguration", "Rules")
    for rule in rules:
        node = LifecycleRule(
            resource=body.resource,
            at=rule.at,
            own_guard=rule.guard,
            status=rule.setting("Status"),
            narrowed=_narrowed(rule),
            expiration=_first(rule, "ExpirationInDays", "ExpirationDate"),
            noncurrent_expiration=_first(rule, "NoncurrentVersionExpiration", "NoncurrentVersionExpirationInDays"),
            noncurrent_transition=_first(rule, "NoncurrentVersionTransitions", "NoncurrentVersionTransition"),
            abort_days=rule.setting("AbortIncompleteMultipartUpload", "DaysAfterInitiation"),
        )
        builder.add(node)
        builder.attach(node, bucket)
    if opened:
        builder.attach(builder.add(Unseen(resource=body.resource, reasons=opened, kinds=(LifecycleRule,))), bucket)


def _narrowed(rule: Section) -> Fact:
    found = no(rule.where)
    for key in _NARROWING:
        found = found | ask(rule.get(key), is_filled)
    return found


def _first(section: Section, *names: str) -> Setting:
    found = [section.setting(name) for name in names]
    return next((setting for setting in found if setting.value is not None), found[0])


def _replication(body: Section, bucket: BucketNode, builder: Builder) -> None:
    outer, opened = body.sections("ReplicationConfiguration")
    for configuration in outer:
        rules, more = configuration.sections("Rules")
        opened = (*opened, *more)
        for rule in rules:
            node = ReplicationRule(
                resource=body.resource,
                at=rule.at,
                own_guard=rule.guard,
                status=rule.setting("Status"),
                destination=rule.setting("Destination", "Bucket"),
                account=rule.setting("Destination", "Account"),
                owner_override=rule.setting("Destination", "AccessControlTranslation", "Owner"),
                replica_key=rule.setting("Destination", "EncryptionConfiguration", "ReplicaKmsKeyID"),
                kms_objects=rule.setting("SourceSelectionCriteria", "SseKmsEncryptedObjects", "Status"),
                role=configuration.setting("Role"),
            )
            builder.govern(node, bucket)
            builder.link(node, "replicates-to", node.destination.value)
    builder.unseen(body.resource, opened, ReplicationRule, bucket)


def _object_lock(body: Section, bucket: BucketNode, builder: Builder) -> None:
    sections, opened = body.sections("ObjectLockConfiguration")
    for section in sections:
        retention = ("Rule", "DefaultRetention")
        node = ObjectLockRule(
            resource=body.resource,
            at=section.at,
            own_guard=section.guard,
            enabled=section.setting("ObjectLockEnabled"),
            mode=section.setting(*retention, "Mode"),
            days=section.setting(*retention, "Days"),
            years=section.setting(*retention, "Years"),
        )
        builder.govern(node, bucket)
    builder.unseen(body.resource, opened, ObjectLockRule, bucket)


def _notification(body: Section, bucket: BucketNode, builder: Builder) -> None:
    """Any destination, or EventBridge (whose configuration being there turns it on, unless it says false)."""
    sections, opened = body.sections("NotificationConfiguration")
    for section in sections:
        found = no(section.where)
        for key in ("TopicConfigurations", "QueueConfigurations", "LambdaConfigurations"):
            items, more = section.sections(key)
            for item in items:
                rest = item.guard - section.guard
                found = found | (unknown(span=item.where) if rest else yes(item.where))
            found = found | unknown(*more) if more else found
        bridge = section.get("EventBridgeConfiguration")
        if bridge is not None:
            found = found | section.setting("EventBridgeConfiguration", "EventBridgeEnabled", default=True).is_true()
        builder.govern(Notification(resource=body.resource, at=section.at, own_guard=section.guard, any=found), bucket)
    builder.unseen(body.resource, opened, Notification, bucket)


def _metrics(body: Section, bucket: BucketNode, builder: Builder) -> None:
    sections, opened = body.sections("MetricsConfigurations")
    for section in sections:
        node = RequestMetrics(
            resource=body.resource, at=section.at, own_guard=section.guard, filter_id=section.setting("Id")
        )
        builder.govern(node, bucket)
    builder.unseen(body.resource, opened, RequestMetrics, bucket)


def _website(body: Section, bucket: BucketNode, builder: Builder) -> None:
    sections, opened = body.sections("WebsiteConfiguration")
    for section in sections:
        builder.govern(Website(resource=body.resource, at=section.at, own_guard=section.guard), bucket)
    builder.unseen(body.resource, opened, Website, bucket)


def _cors(body: Section, bucket: BucketNode, builder: Builder) -> None:
    rules, opened = body.nested("CorsConfiguration", "CorsRules")
    for rule in rules:
        node = CorsRule(
            resource=body.resource,
            at=rule.at,
            own_guard=rule.guard,
            origins=rule.setting("AllowedOrigins"),
            methods=rule.setting("AllowedMethods"),
            headers=rule.setting("AllowedHeaders"),
        )
        builder.govern(node, bucket)
    builder.unseen(body.resource, opened, CorsRule, bucket)

"""`aws_s3_bucket`: the bucket, and what provider v3 states inside it (deprecated since v4, still honoured)."""

from __future__ import annotations

from s3lint.aws.adapter import Builder
from s3lint.aws.kinds import Acl, BucketNode, BucketPolicy, RequestPayment
from s3lint.aws.terraform import access, controls, protection
from s3lint.values import Resource
from s3lint.values.section import Section


def adapt(resource: Resource, builder: Builder) -> None:
    """A bucket that this code makes."""
    body = Section.of(resource)
    bucket = builder.add(
        BucketNode(
            resource=resource,
            name=body.setting("bucket"),
            prefix=body.setting("bucket_prefix"),
            namespace=body.setting("bucket_namespace"),
            force_destroy=body.setting("force_destroy", default=False),
            object_lock_enabled=body.setting("object_lock_enabled", default=False),
            tags=body.get("tags"),
        )
    )
    _inline(body, bucket, builder)


def adapt_existing(resource: Resource, builder: Builder) -> None:
    """A bucket that the code only looks up."""
    body = Section.of(resource)
    nothing = body.setting("bucket_prefix")
    builder.add(
        BucketNode(
            resource=resource,
            name=body.setting("bucket"),
            prefix=nothing,
            namespace=nothing,
            force_destroy=nothing,
            object_lock_enabled=nothing,
            existing=True,
        )
    )


def _inline(body: Section, bucket: BucketNode, builder: Builder) -> None:
    controls.encryption_of(body, bucket, builder, "server_side_encryption_configuration", "rule")
    controls.logging_of(body, bucket, builder, "logging")
    controls.versioning_of(body, bucket, builder, "versioning")
    protection.lifecycle_of(body, bucket, builder, "lifecycle_rule")
    protection.replication_of(body, bucket, builder, "replication_configuration", "rules")
    protection.object_lock_of(body, bucket, builder)
    access.website_of(body, bucket, builder)
    access.cors_of(body, bucket, builder)
    policy = body.get("policy")
    if policy is not None:
        builder.govern(BucketPolicy(resource=body.resource, at=policy.span, document=policy), bucket)
    payer = body.setting("request_payer")
    if payer.value is not None:
        builder.govern(RequestPayment(resource=body.resource, payer=payer), bucket)
    canned = body.setting("acl")
    grants, opened = body.sections("grant")
    if canned.value is not None or grants or opened:
        flat = tuple(grant for section in grants for grant in controls.inline_grants(section))
        builder.govern(Acl(resource=body.resource, canned=canned, grants=flat, open=opened), bucket)

"""`AWS::S3::Bucket` and `AWS::S3::BucketPolicy`."""

from __future__ import annotations

from s3lint.aws.adapter import Builder
from s3lint.aws.cloudformation import protection
from s3lint.aws.kinds import (
    AccessLogging,
    Acl,
    BucketNode,
    BucketPolicy,
    Encryption,
    KmsKey,
    Ownership,
    PublicAccessBlock,
    Versioning,
)
from s3lint.values import Resource
from s3lint.values.section import Section
from s3lint.values.setting import Setting


def adapt(resource: Resource, builder: Builder) -> None:
    """A bucket with all that its properties state."""
    body = Section.of(resource)
    bucket = builder.add(
        BucketNode(
            resource=resource,
            name=body.setting("BucketName"),
            prefix=body.setting("BucketNamePrefix"),
            namespace=body.setting("BucketNamespace"),
            force_destroy=Setting("DeletionPolicy", resource.attributes.get("DeletionPolicy"), resource.header),
            object_lock_enabled=body.setting("ObjectLockEnabled", default=False),
            tags=body.get("Tags"),
        )
    )
    protection.adapt(body, bucket, builder)
    for state in (_public_access_block, _encryption, _logging, _versioning, _ownership, _acl):
        state(body, bucket, builder)


def public_access_block(section: Section, *, default: bool | None, level: str = "bucket") -> PublicAccessBlock:
    """The four flags that stand in a section; `default` is what an omitted one is."""
    return PublicAccessBlock(
        resource=section.resource,
        at=section.at,
        own_guard=section.guard,
        block_public_acls=section.setting("BlockPublicAcls", default=default),
        ignore_public_acls=section.setting("IgnorePublicAcls", default=default),
        block_public_policy=section.setting("BlockPublicPolicy", default=default),
        restrict_public_buckets=section.setting("RestrictPublicBuckets", default=default),
        level=level,
    )


def _public_access_block(body: Section, bucket: BucketNode, builder: Builder) -> None:
    """An omitted key counts as false: PutPublicAccessBlock replaces the whole configuration."""
    sections, opened = body.sections("PublicAccessBlockConfiguration")
    for section in sections:
        builder.govern(public_access_block(section, default=False), bucket)
    builder.unseen(body.resource, opened, PublicAccessBlock, bucket)


def _encryption(body: Section, bucket: BucketNode, builder: Builder) -> None:
    rules, opened = body.nested("BucketEncryption", "ServerSideEncryptionConfiguration")
    for rule in rules:
        node = Encryption(
            resource=body.resource,
            at=rule.at,
            own_guard=rule.guard,
            algorithm=rule.setting("ServerSideEncryptionByDefault", "SSEAlgorithm"),
            key=rule.setting("ServerSideEncryptionByDefault", "KMSMasterKeyID"),
            bucket_key=rule.setting("BucketKeyEnabled", default=False),
            blocked_types=rule.setting("BlockedEncryptionTypes", "EncryptionType"),
        )
        builder.govern(node, bucket)
        builder.link(node, "encrypted-by", node.key.value, to=KmsKey)
    builder.unseen(body.resource, opened, Encryption, bucket)


def _logging(body: Section, bucket: BucketNode, builder: Builder) -> None:
    """Without DestinationBucketName a bucket logs into itself."""
    sections, opened = body.sections("LoggingConfiguration")
    for section in sections:
        node = AccessLogging(
            resource=body.resource,
            at=section.at,
            own_guard=section.guard,
            target=section.setting("DestinationBucketName"),
            prefix=section.setting("LogFilePrefix"),
        )
        builder.govern(node, bucket)
        if node.target.value is None:
            builder.connect(node, "logs-to", bucket)
        else:
            builder.link(node, "logs-to", node.target.value)
    builder.unseen(body.resource, opened, AccessLogging, bucket)


def _versioning(body: Section, bucket: BucketNode, builder: Builder) -> None:
    sections, opened = body.sections("VersioningConfiguration")
    for section in sections:
        node = Versioning(
            resource=body.resource,
            at=section.at,
            own_guard=section.guard,
            status=section.setting("Status"),
            mfa_delete=Setting("MfaDelete", None, section.where),
        )
        builder.govern(node, bucket)
    builder.unseen(body.resource, opened, Versioning, bucket)


def _ownership(body: Section, bucket: BucketNode, builder: Builder) -> None:
    rules, opened = body.nested("OwnershipControls", "Rules")
    for rule in rules:
        value = rule.setting("ObjectOwnership")
        builder.govern(Ownership(resource=body.resource, at=rule.at, own_guard=rule.guard, value=value), bucket)
    builder.unseen(body.resource, opened, Ownership, bucket)


def _acl(body: Section, bucket: BucketNode, builder: Builder) -> None:
    canned = body.setting("AccessControl")
    if canned.value is not None:
        builder.govern(Acl(resource=body.resource, canned=canned), bucket)


def adapt_policy(resource: Resource, builder: Builder) -> None:
    """A bucket policy."""
    body = Section.of(resource)
    document = body.get("PolicyDocument")
    if document is not None:
        builder.govern(BucketPolicy(resource=resource, document=document), body.get("Bucket"))

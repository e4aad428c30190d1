"""The separate `aws_s3_bucket_*` resources of provider v4 and later, and the same blocks inline."""

from __future__ import annotations

from s3lint.aws.adapter import Builder
from s3lint.aws.kinds import (
    AccessLogging,
    Acl,
    BucketNode,
    BucketPolicy,
    Encryption,
    Grant,
    KmsKey,
    Ownership,
    PublicAccessBlock,
    RequestPayment,
    Versioning,
)
from s3lint.values import Resource, Value, members
from s3lint.values.section import Section
from s3lint.values.setting import Setting


def adapt_public_access_block(resource: Resource, builder: Builder) -> None:
    """An omitted flag is false: the provider sends it so."""
    body = Section.of(resource)
    builder.govern(public_access_block(body, default=False), body.get("bucket"))


def public_access_block(section: Section, *, default: bool, level: str = "bucket") -> PublicAccessBlock:
    """The four flags that stand in a section; `default` is what an omitted one is."""
    return PublicAccessBlock(
        resource=section.resource,
        at=section.at,
        own_guard=section.guard,
        block_public_acls=section.setting("block_public_acls", default=default),
        ignore_public_acls=section.setting("ignore_public_acls", default=default),
        block_public_policy=section.setting("block_public_policy", default=default),
        restrict_public_buckets=section.setting("restrict_public_buckets", default=default),
        level=level,
    )


def adapt_encryption(resource: Resource, builder: Builder) -> None:
    """Default encryption."""
    body = Section.of(resource)
    encryption_of(body, body.get("bucket"), builder, "rule")


def encryption_of(body: Section, bucket: BucketNode | Value | None, builder: Builder, *path: str) -> None:
    """The encryption rules at a path of blocks."""
    sections, opened = body.sections(*path)
    for rule in sections:
        by_default = ("apply_server_side_encryption_by_default",)
        inner, _ = rule.sections(*by_default)
        place = inner[0].where if inner else rule.where
        node = Encryption(
            resource=body.resource,
            at=rule.at,
            own_guard=rule.guard,
            algorithm=rule.setting(*by_default, "sse_algorithm", where=place),
            key=rule.setting(*by_default, "kms_master_key_id", where=place),
            bucket_key=rule.setting("bucket_key_enabled", default=False),
            blocked_types=rule.setting("blocked_encryption_types"),
        )
        builder.govern(node, bucket)
        builder.link(node, "encrypted-by", node.key.value, to=KmsKey)
    builder.unseen(body.resource, opened, Encryption, bucket)


def adapt_logging(resource: Resource, builder: Builder) -> None:
    """Server access logging."""
    body = Section.of(resource)
    _logging(body, body.get("bucket"), builder)


def logging_of(body: Section, bucket: BucketNode, builder: Builder, *path: str) -> None:
    """The logging blocks at a path."""
    sections, opened = body.sections(*path)
    for section in sections:
        _logging(section, bucket, builder)
    builder.unseen(body.resource, opened, AccessLogging, bucket)


def _logging(section: Section, bucket: BucketNode | Value | None, builder: Builder) -> None:
    node = AccessLogging(
        resource=section.resource,
        at=section.at,
        own_guard=section.guard,
        target=section.setting("target_bucket"),
        prefix=section.setting("target_prefix"),
    )
    builder.govern(node, bucket)
    builder.link(node, "logs-to", node.target.value)


def adapt_policy(resource: Resource, builder: Builder) -> None:
    """A bucket policy."""
    body = Section.of(resource)
    document = body.get("policy")
    if document is not None:
        builder.govern(BucketPolicy(resource=resource, document=document), body.get("bucket"))


def adapt_versioning(resource: Resource, builder: Builder) -> None:
    """The versioning state."""
    body = Section.of(resource)
    versioning_of(body, body.get("bucket"), builder, "versioning_configuration")


def versioning_of(body: Section, bucket: BucketNode | Value | None, builder: Builder, *path: str) -> None:
    """The versioning blocks at a path: `status` words, or provider v3's `enabled`."""
    sections, opened = body.sections(*path)
    for section in sections:
        inline = path == ("versioning",)
        node = Versioning(
            resource=body.resource,
            at=section.at,
            own_guard=section.guard,
            status=section.setting("enabled", default=False) if inline else section.setting("status"),
            mfa_delete=section.setting("mfa_delete", default=False if inline else None),
        )
        builder.govern(node, bucket)
    builder.unseen(body.resource, opened, Versioning, bucket)


def adapt_ownership(resource: Resource, builder: Builder) -> None:
    """Object Ownership."""
    body = Section.of(resource)
    sections, opened = body.sections("rule")
    for rule in sections:
        node = Ownership(resource=resource, at=rule.at, own_guard=rule.guard, value=rule.setting("object_ownership"))
        builder.govern(node, body.get("bucket"))
    builder.unseen(resource, opened, Ownership, body.get("bucket"))


def adapt_request_payment(resource: Resource, builder: Builder) -> None:
    """Who pays for requests."""
    body = Section.of(resource)
    builder.govern(RequestPayment(resource=resource, payer=body.setting("payer")), body.get("bucket"))


def adapt_acl(resource: Resource, builder: Builder) -> None:
    """A canned ACL, or an access control policy with grants."""
    body = Section.of(resource)
    sections, opened = body.nested("access_control_policy", "grant")
    grants = tuple(_grant(section) for section in sections)
    builder.govern(Acl(resource=resource, canned=body.setting("acl"), grants=grants, open=opened), body.get("bucket"))


def _grant(section: Section) -> Grant:
    grantee = section.setting("grantee", "uri")
    if grantee.value is None:
        grantee = section.setting("grantee", "id")
    return Grant(grantee=grantee, permission=section.setting("permission"), guard=section.guard)


def inline_grants(section: Section) -> list[Grant]:
    """Provider v3's `grant` block: one grantee with a set of permissions."""
    grantee = section.setting("uri")
    if grantee.value is None:
        grantee = section.setting("id")
    found = members(section.get("permissions"))
    settings = [Setting("permissions", member.value, section.where) for member in found.known]
    return [Grant(grantee=grantee, permission=setting, guard=section.guard) for setting in settings]

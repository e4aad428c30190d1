"""Access points, objects, websites, CORS, CloudFront, endpoints, Lambda permissions."""

from __future__ import annotations

from s3lint.aws.adapter import Builder
from s3lint.aws.kinds import (
    AccessPoint,
    BucketNode,
    BucketPolicy,
    CorsRule,
    LambdaPermission,
    Origin,
    PublicAccessBlock,
    StoredObject,
    VpcEndpoint,
    Website,
)
from s3lint.aws.terraform import controls
from s3lint.values import Resource, Value
from s3lint.values.section import Section


def adapt_account_block(resource: Resource, builder: Builder) -> None:
    """`aws_s3_account_public_access_block`: an omitted flag is false here too."""
    builder.add(controls.public_access_block(Section.of(resource), default=False, level="account"))


def adapt_access_point(resource: Resource, builder: Builder) -> None:
    """`aws_s3_access_point`: without a block, and for each omitted flag, AWS takes true."""
    body = Section.of(resource)
    sections, opened = body.sections("public_access_block_configuration")
    point = builder.add(
        AccessPoint(
            resource=resource,
            kind="access point",
            name=body.setting("name"),
            vpc=body.setting("vpc_configuration", "vpc_id"),
            account=body.setting("bucket_account_id"),
            block=_block(sections),
            block_open=opened,
        )
    )
    builder.link(point, "leads-to", body.get("bucket"))
    _policy(body, point, builder, "policy")


def _block(sections: list[Section]) -> PublicAccessBlock | None:
    if not sections:
        return None
    return controls.public_access_block(sections[0], default=True, level="access point")


def _policy(body: Section, point: AccessPoint, builder: Builder, *path: str) -> None:
    document = body.get(*path)
    if document is not None:
        policy = BucketPolicy(resource=body.resource, at=document.span, document=document, kind="access point")
        builder.add(policy)
        builder.attach(policy, point)


def adapt_access_point_policy(resource: Resource, builder: Builder) -> None:
    """`aws_s3control_access_point_policy`."""
    body = Section.of(resource)
    _separate_policy(body, builder, body.get("policy"), body.get("access_point_arn"))


def adapt_object_lambda_policy(resource: Resource, builder: Builder) -> None:
    """`aws_s3control_object_lambda_access_point_policy`."""
    body = Section.of(resource)
    _separate_policy(body, builder, body.get("policy"), body.get("name"))


def adapt_multi_region_policy(resource: Resource, builder: Builder) -> None:
    """`aws_s3control_multi_region_access_point_policy`."""
    body = Section.of(resource)
    _separate_policy(body, builder, body.get("details", "policy"), body.get("details", "name"))


def _separate_policy(body: Section, builder: Builder, document: Value | None, target: Value | None) -> None:
    if document is not None:
        policy = builder.add(BucketPolicy(resource=body.resource, document=document, kind="access point"))
        builder.link(policy, "governs", target, to=AccessPoint)


def adapt_multi_region(resource: Resource, builder: Builder) -> None:
    """`aws_s3control_multi_region_access_point`."""
    body = Section.of(resource)
    details, _ = body.sections("details")
    for detail in details[:1]:
        sections, opened = detail.sections("public_access_block")
        point = builder.add(
            AccessPoint(
                resource=resource,
                kind="multi-region access point",
                name=detail.setting("name"),
                vpc=detail.setting("vpc_id"),
                account=body.setting("account_id"),
                block=_block(sections),
                block_open=opened,
            )
        )
        for region in detail.sections("region")[0]:
            builder.link(point, "leads-to", region.get("bucket"))


def adapt_object_lambda(resource: Resource, builder: Builder) -> None:
    """`aws_s3control_object_lambda_access_point`: it has no public access block of its own."""
    body = Section.of(resource)
    point = builder.add(
        AccessPoint(
            resource=resource,
            kind="Object Lambda access point",
            name=body.setting("name"),
            vpc=body.setting("vpc_id"),
            account=body.setting("account_id"),
            block=None,
        )
    )
    builder.link(point, "leads-through", body.get("configuration", "supporting_access_point"), to=AccessPoint)


def adapt_object(resource: Resource, builder: Builder) -> None:
    """`aws_s3_object`, `aws_s3_bucket_object`, `aws_s3_object_copy`."""
    body = Section.of(resource)
    node = builder.add(
        StoredObject(
            resource=resource,
            canned=body.setting("acl"),
            grants=tuple(g for section in body.sections("grant")[0] for g in controls.inline_grants(section)),
            algorithm=body.setting("server_side_encryption"),
            key=body.setting("kms_key_id"),
        )
    )
    builder.link(node, "stored-in", body.get("bucket"))


def adapt_website(resource: Resource, builder: Builder) -> None:
    """`aws_s3_bucket_website_configuration`."""
    builder.govern(Website(resource=resource), Section.of(resource).get("bucket"))


def website_of(body: Section, bucket: BucketNode, builder: Builder) -> None:
    """Provider v3's `website` block."""
    sections, opened = body.sections("website")
    for section in sections:
        builder.govern(Website(resource=body.resource, at=section.at, own_guard=section.guard), bucket)
    builder.unseen(body.resource, opened, Website, bucket)


def adapt_cors(resource: Resource, builder: Builder) -> None:
    """`aws_s3_bucket_cors_configuration`."""
    body = Section.of(resource)
    cors_of(body, body.get("bucket"), builder)


def cors_of(body: Section, bucket: BucketNode | Value | None, builder: Builder) -> None:
    """The `cors_rule` blocks."""
    sections, opened = body.sections("cors_rule")
    for rule in sections:
        node = CorsRule(
            resource=body.resource,
            at=rule.at,
            own_guard=rule.guard,
            origins=rule.setting("allowed_origins"),
            methods=rule.setting("allowed_methods"),
            headers=rule.setting("allowed_headers"),
        )
        builder.govern(node, bucket)
    builder.unseen(body.resource, opened, CorsRule, bucket)


def adapt_distribution(resource: Resource, builder: Builder) -> None:
    """`aws_cloudfront_distribution`: one node for each origin."""
    body = Section.of(resource)
    for section in body.sections("origin")[0]:
        node = builder.add(
            Origin(
                resource=resource,
                at=section.at,
                own_guard=section.guard,
                domain=section.setting("domain_name"),
                access_control=section.setting("origin_access_control_id"),
                access_identity=section.setting("s3_origin_config", "origin_access_identity"),
                custom=section.setting("custom_origin_config"),
            )
        )
        builder.link(node, "reads", node.domain.value)


def adapt_endpoint(resource: Resource, builder: Builder) -> None:
    """`aws_vpc_endpoint` and its separate policy."""
    body = Section.of(resource)
    builder.add(VpcEndpoint(resource=resource, service=body.setting("service_name"), policy=body.setting("policy")))


def adapt_endpoint_policy(resource: Resource, builder: Builder) -> None:
    """`aws_vpc_endpoint_policy`."""
    body = Section.of(resource)
    document = body.get("policy")
    if document is not None:
        policy = builder.add(BucketPolicy(resource=resource, document=document, kind="endpoint"))
        builder.link(policy, "governs", body.get("vpc_endpoint_id"), to=VpcEndpoint)


def adapt_lambda_permission(resource: Resource, builder: Builder) -> None:
    """`aws_lambda_permission`."""
    body = Section.of(resource)
    builder.add(
        LambdaPermission(
            resource=resource,
            principal=body.setting("principal"),
            source_arn=body.setting("source_arn"),
            source_account=body.setting("source_account"),
        )
    )

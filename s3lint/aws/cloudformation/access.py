"""Access points, CloudFront, endpoints, Lambda permissions, and the other kinds of bucket."""

from __future__ import annotations

from s3lint.aws.adapter import Adapter, Builder
from s3lint.aws.cloudformation import protection
from s3lint.aws.cloudformation.bucket import public_access_block
from s3lint.aws.kinds import (
    AccessPoint,
    BucketPolicy,
    LambdaPermission,
    Origin,
    OtherBucket,
    PublicAccessBlock,
    VpcEndpoint,
)
from s3lint.values import Resource, Value
from s3lint.values.section import Section


def adapt_access_point(resource: Resource, builder: Builder) -> None:
    """`AWS::S3::AccessPoint`: no configuration means all four true; a key left out of one is not documented."""
    body = Section.of(resource)
    sections, opened = body.sections("PublicAccessBlockConfiguration")
    point = builder.add(
        AccessPoint(
            resource=resource,
            kind="access point",
            name=body.setting("Name"),
            vpc=body.setting("VpcConfiguration", "VpcId"),
            account=body.setting("BucketAccountId"),
            block=_block(sections, default=None),
            block_open=opened,
        )
    )
    builder.link(point, "leads-to", body.get("Bucket"))
    document = body.get("Policy")
    if document is not None:
        policy = builder.add(BucketPolicy(resource=resource, document=document, kind="access point"))
        builder.attach(policy, point)


def _block(sections: list[Section], *, default: bool | None) -> PublicAccessBlock | None:
    return public_access_block(sections[0], default=default, level="access point") if sections else None


def adapt_multi_region(resource: Resource, builder: Builder) -> None:
    """`AWS::S3::MultiRegionAccessPoint`."""
    body = Section.of(resource)
    sections, opened = body.sections("PublicAccessBlockConfiguration")
    point = builder.add(
        AccessPoint(
            resource=resource,
            kind="multi-region access point",
            name=body.setting("Name"),
            vpc=body.setting("VpcId"),
            account=body.setting("AccountId"),
            block=_block(sections, default=None),
            block_open=opened,
        )
    )
    for region in body.sections("Regions")[0]:
        builder.link(point, "leads-to", region.get("Bucket"))


def adapt_object_lambda(resource: Resource, builder: Builder) -> None:
    """`AWS::S3ObjectLambda::AccessPoint`."""
    body = Section.of(resource)
    point = builder.add(
        AccessPoint(
            resource=resource,
            kind="Object Lambda access point",
            name=body.setting("Name"),
            vpc=body.setting("VpcId"),
            account=body.setting("AccountId"),
            block=None,
        )
    )
    supporting = body.get("ObjectLambdaConfiguration", "SupportingAccessPoint")
    builder.link(point, "leads-through", supporting, to=AccessPoint)


def adapt_access_point_policy(document: str, target: str) -> Adapter:
    """A separate policy of an access point."""

    def adapt(resource: Resource, builder: Builder) -> None:
        body = Section.of(resource)
        value = body.get(document)
        if value is not None:
            policy = builder.add(BucketPolicy(resource=resource, document=value, kind="access point"))
            builder.link(policy, "governs", body.get(target), to=AccessPoint)

    return adapt


def adapt_distribution(resource: Resource, builder: Builder) -> None:
    """`AWS::CloudFront::Distribution`: one node for each origin."""
    body = Section.of(resource)
    for section in body.nested("DistributionConfig", "Origins")[0]:
        node = builder.add(
            Origin(
                resource=resource,
                at=section.at,
                own_guard=section.guard,
                domain=section.setting("DomainName"),
                access_control=section.setting("OriginAccessControlId"),
                access_identity=section.setting("S3OriginConfig", "OriginAccessIdentity"),
                custom=section.setting("CustomOriginConfig"),
            )
        )
        builder.link(node, "reads", node.domain.value)


def adapt_endpoint(resource: Resource, builder: Builder) -> None:
    """`AWS::EC2::VPCEndpoint`."""
    body = Section.of(resource)
    builder.add(
        VpcEndpoint(resource=resource, service=body.setting("ServiceName"), policy=body.setting("PolicyDocument"))
    )


def adapt_lambda_permission(resource: Resource, builder: Builder) -> None:
    """`AWS::Lambda::Permission`."""
    body = Section.of(resource)
    builder.add(
        LambdaPermission(
            resource=resource,
            principal=body.setting("Principal"),
            source_arn=body.setting("SourceArn"),
            source_account=body.setting("SourceAccount"),
        )
    )


def adapt_directory_bucket(resource: Resource, builder: Builder) -> None:
    """`AWS::S3Express::DirectoryBucket`."""
    body = Section.of(resource)
    rule = ("BucketEncryption", "ServerSideEncryptionConfiguration", "ServerSideEncryptionByDefault")
    bucket = builder.add(
        OtherBucket(
            resource=resource,
            kind="directory",
            name=body.setting("BucketName"),
            algorithm=body.setting(*rule, "SSEAlgorithm"),
            key=body.setting(*rule, "KMSMasterKeyID"),
        )
    )
    protection.lifecycle_of(body, bucket, builder)


def adapt_other_bucket(kind: str, name: str, algorithm: str) -> Adapter:
    """`AWS::S3Tables::TableBucket` and `AWS::S3Vectors::VectorBucket`."""

    def adapt(resource: Resource, builder: Builder) -> None:
        body = Section.of(resource)
        builder.add(
            OtherBucket(
                resource=resource,
                kind=kind,
                name=body.setting(name),
                algorithm=body.setting("EncryptionConfiguration", algorithm),
                key=body.setting("EncryptionConfiguration", "KmsKeyArn" if kind == "vector" else "KMSKeyArn"),
            )
        )

    return adapt


def adapt_other_policy(kind: str, document: str, *targets: str) -> Adapter:
    """A policy of one of the other kinds of bucket."""

    def adapt(resource: Resource, builder: Builder) -> None:
        body = Section.of(resource)
        value: Value | None = body.get(document)
        if value is not None:
            policy = builder.add(BucketPolicy(resource=resource, document=value, kind=kind))
            for target in targets:
                builder.link(policy, "governs", body.get(target), to=OtherBucket)

    return adapt

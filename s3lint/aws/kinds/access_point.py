"""Access points of every kind (https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points.html)."""

from __future__ import annotations

from s3lint.aws.adapter import Builder
from s3lint.aws.kinds.bucket_policy import BucketPolicy, policy_of
from s3lint.aws.kinds.other_bucket import OtherBucket, OutpostsBucket
from s3lint.aws.kinds.public_access_block import PublicAccessBlock, of_point
from s3lint.aws.node import Node
from s3lint.aws.resource_type import ResourceType
from s3lint.aws.rows import Rows, row
from s3lint.aws.section import Section
from s3lint.aws.spellings import Path, path
from s3lint.record import replace
from s3lint.values import Reason
from s3lint.values.setting import Setting


class AccessPoint(Node, eq=False, kw_only=True):
    """An access point (edge `leads-to` its bucket). `block` None: nothing is stated, so all four flags are true."""

    kind: str  # access point, multi-region access point, Object Lambda access point, …
    name: Setting
    vpc: Setting
    account: Setting
    block: PublicAccessBlock | None
    block_open: tuple[Reason, ...] = ()


POINT = Rows(AccessPoint, row("name", "Name"), row("vpc", "VpcConfiguration.VpcId"), row("account", "BucketAccountId"))
ELSEWHERE = Rows(AccessPoint, row("name", "Name"), row("vpc", "VpcId"), row("account", "AccountId"))
DETAILS = Path(((),), ("details",))  # the provider puts all but the account into a block
_BLOCK = path("PublicAccessBlockConfiguration", "public_access_block_configuration")


def _access_point(body: Section, builder: Builder) -> None:
    stated = body.sections(_BLOCK)
    point = builder.add(POINT.node(body, kind="access point", block=of_point(stated), block_open=stated[1]))
    for kind in (None, OtherBucket, OutpostsBucket):
        builder.link(point, "leads-to", body.get(path("Bucket")), to=kind)
    document = body.get(path("Policy"))
    if document is not None:
        at = body.spelling.choose(None, document.span)
        policy = builder.add(BucketPolicy(resource=body.resource, at=at, document=document, kind="access point"))
        builder.attach(policy, point)


def _multi_region(body: Section, builder: Builder) -> None:
    for detail in body.sections(DETAILS)[0][:1]:
        stated = detail.sections(path("PublicAccessBlockConfiguration", "public_access_block"))
        node = ELSEWHERE.node(
            replace(detail, at=None),
            account=body.setting(path("AccountId")),
            kind="multi-region access point",
            block=of_point(stated),
            block_open=stated[1],
        )
        point = builder.add(node)
        for region in detail.sections(path("Regions", "region"))[0]:
            builder.link(point, "leads-to", region.get(path("Bucket")))


def _object_lambda(body: Section, builder: Builder) -> None:
    """It has no public access block of its own."""
    point = builder.add(ELSEWHERE.node(body, kind="Object Lambda access point", block=None))
    supporting = path("ObjectLambdaConfiguration.SupportingAccessPoint", "configuration.supporting_access_point")
    builder.link(point, "leads-through", body.get(supporting), to=AccessPoint)


TYPES = (
    ResourceType(
        cloudformation="AWS::S3::AccessPoint",
        terraform="aws_s3_access_point",
        adapt=_access_point,
        rows=(POINT,),
        what="its bucket, its policy, and its Block Public Access",
    ),
    ResourceType(
        terraform="aws_s3control_access_point_policy",
        adapt=policy_of("access point", path("", "policy"), AccessPoint, path("", "access_point_arn")),
        what="the policy and its access point",
    ),
    ResourceType(
        cloudformation="AWS::S3::MultiRegionAccessPoint",
        terraform="aws_s3control_multi_region_access_point",
        adapt=_multi_region,
        rows=(ELSEWHERE.below(DETAILS),),
        what="its buckets and its Block Public Access",
    ),
    ResourceType(
        cloudformation="AWS::S3::MultiRegionAccessPointPolicy",
        terraform="aws_s3control_multi_region_access_point_policy",
        adapt=policy_of(
            "access point", path("Policy", "details.policy"), AccessPoint, path("MrapName", "details.name")
        ),
        what="the policy and its access point",
    ),
    ResourceType(
        cloudformation="AWS::S3ObjectLambda::AccessPoint",
        terraform="aws_s3control_object_lambda_access_point",
        adapt=_object_lambda,
        rows=(ELSEWHERE,),
        what="the access point that supports it",
    ),
    ResourceType(
        cloudformation="AWS::S3ObjectLambda::AccessPointPolicy",
        terraform="aws_s3control_object_lambda_access_point_policy",
        adapt=policy_of(
            "access point", path("PolicyDocument", "policy"), AccessPoint, path("ObjectLambdaAccessPoint", "name")
        ),
        what="the policy and its access point",
    ),
)

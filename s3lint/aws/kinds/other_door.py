"""Doors to data beside buckets of S3: file systems, Outposts, directory buckets' access points, FSx.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-files-security-iam.html
https://docs.aws.amazon.com/AmazonS3/latest/s3-outposts/S3onOutposts.html
https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-directory-buckets.html
https://docs.aws.amazon.com/fsx/latest/OpenZFSGuide/s3accesspoints-for-FSx.html
"""

from __future__ import annotations

from s3lint.aws.adapter import Builder
from s3lint.aws.kinds.access_point import POINT, AccessPoint
from s3lint.aws.kinds.bucket_policy import BucketPolicy, policy_of
from s3lint.aws.kinds.other_bucket import OtherBucket, OutpostsBucket
from s3lint.aws.node import Node
from s3lint.aws.resource_type import Adapt, ResourceType
from s3lint.aws.rows import Rows, row
from s3lint.aws.section import Section
from s3lint.aws.spellings import Path, path
from s3lint.values.setting import Setting

FILE_SYSTEM = "S3 Files file system"
OUTPOSTS_BUCKET = "Outposts bucket"
OTHER_POINTS = ("directory bucket access point", "Outposts access point", "FSx access point")


class FileSystem(Node, eq=False, kw_only=True):
    """An S3 Files file system (edge `leads-to` its bucket)."""


FILES = Rows(FileSystem)
BUCKET = Rows(OutpostsBucket, row("name", "BucketName", "bucket"))
IN_VPC = Rows(AccessPoint, row("name", "Name"), row("vpc", "VpcConfiguration.VpcId", ""))
OF_FSX = Rows(AccessPoint, row("name", "Name"), row("vpc", "S3AccessPoint.VpcConfiguration.VpcId"))


def _file_system(body: Section, builder: Builder) -> None:
    builder.link(builder.add(FILES.node(body)), "leads-to", body.get(path("Bucket")))


def _outposts_bucket(body: Section, builder: Builder) -> None:
    builder.add(BUCKET.node(body))


def _point(kind: str, rows: Rows[AccessPoint], document: Path, *, leads_to: type[Node] | None = None) -> Adapt:
    """An access point that is always under Block Public Access, and the policy that stands in it."""

    def adapt(body: Section, builder: Builder) -> None:
        nowhere = {} if rows is POINT else {"account": Setting("account_id", None, body.where)}
        point = builder.add(rows.node(body, kind=kind, block=None, **nowhere))
        if leads_to is not None:
            builder.link(point, "leads-to", body.get(path("Bucket")), to=leads_to)
        stated = body.get(document)
        if stated is not None:
            at = body.spelling.choose(None, stated.span)
            policy = builder.add(BucketPolicy(resource=body.resource, at=at, document=stated, kind="access point"))
            builder.attach(policy, point)

    return adapt


_WHAT = "the policy document"
_DIRECTORY, _OUTPOSTS, _FSX = OTHER_POINTS

TYPES = (
    ResourceType(
        cloudformation="AWS::S3Files::FileSystem",
        terraform="aws_s3files_file_system",
        adapt=_file_system,
        what="its bucket",
    ),
    ResourceType(
        cloudformation="AWS::S3Files::FileSystemPolicy",
        terraform="aws_s3files_file_system_policy",
        adapt=policy_of(FILE_SYSTEM, path("Policy"), FileSystem, path("FileSystemId")),
        what=f"{_WHAT} and its file system",
    ),
    ResourceType(
        cloudformation="AWS::S3Express::AccessPoint",
        adapt=_point(_DIRECTORY, POINT, path("Policy"), leads_to=OtherBucket),
        rows=(POINT,),
        what=f"{_WHAT} and its bucket",
    ),
    ResourceType(
        cloudformation="AWS::S3Outposts::Bucket",
        terraform="aws_s3control_bucket",
        adapt=_outposts_bucket,
        rows=(BUCKET,),
    ),
    ResourceType(
        cloudformation="AWS::S3Outposts::BucketPolicy",
        terraform="aws_s3control_bucket_policy",
        adapt=policy_of(OUTPOSTS_BUCKET, path("PolicyDocument", "policy"), OutpostsBucket, path("Bucket")),
        what=f"{_WHAT} and its bucket",
    ),
    ResourceType(
        cloudformation="AWS::S3Outposts::AccessPoint",
        adapt=_point(_OUTPOSTS, IN_VPC, path("Policy"), leads_to=OutpostsBucket),
        rows=(IN_VPC,),
        what=f"{_WHAT} and its bucket",
    ),
    ResourceType(
        cloudformation="AWS::FSx::S3AccessPointAttachment",
        terraform="aws_fsx_s3_access_point_attachment",
        adapt=_point(_FSX, OF_FSX, path("S3AccessPoint.Policy")),
        rows=(OF_FSX,),
        what=_WHAT,
    ),
)

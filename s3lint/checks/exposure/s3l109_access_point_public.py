"""An access point is public, or can become public.

The Block Public Access settings of an access point are fixed when it is created. With one of them off, a policy without
named principals opens the access point to every AWS account, now or as soon as somebody writes such a policy. Access
points never serve unsigned requests. An access point with a VPC network origin is never public. S3L115 judges access
points for directory buckets, Outposts and FSx, whose Block Public Access is always on.

Undecided when a setting, or a principal or condition of the policy, is unknown.

```terraform bad
resource "aws_s3_bucket" "data" {
  bucket = "acme-data"
}
resource "aws_s3_access_point" "open" {
  bucket = aws_s3_bucket.data.id
  name   = "open"
  public_access_block_configuration {
    restrict_public_buckets = false # finding
  }
}
```
```terraform good
resource "aws_s3_bucket" "data" {
  bucket = "acme-data"
}
resource "aws_s3_access_point" "closed" {
  bucket = aws_s3_bucket.data.id
  name   = "closed"
}
```
```terraform unknown
variable "restrict" {
  type = bool
}
resource "aws_s3_bucket" "data" {
  bucket = "acme-data"
}
resource "aws_s3_access_point" "open" {
  bucket = aws_s3_bucket.data.id
  name   = "open"
  public_access_block_configuration {
    restrict_public_buckets = var.restrict # unknown
  }
}
```
```cloudformation bad
Resources:
  Data:
    Type: AWS::S3::Bucket
  Open:
    Type: AWS::S3::AccessPoint
    Properties:
      Bucket: !Ref Data
      PublicAccessBlockConfiguration:
        BlockPublicAcls: true
        IgnorePublicAcls: true
        BlockPublicPolicy: false # finding
        RestrictPublicBuckets: true
```
```cloudformation good
Resources:
  Data:
    Type: AWS::S3::Bucket
  Inside:
    Type: AWS::S3::AccessPoint
    Properties:
      Bucket: !Ref Data
      VpcConfiguration:
        VpcId: vpc-0a1b2c3d
```
```cloudformation unknown
Parameters:
  Private:
    Type: String
Resources:
  Reports:
    Type: AWS::S3::AccessPoint
    Properties:
      Bucket: acme-reports
      PublicAccessBlockConfiguration:
        BlockPublicAcls: true
        IgnorePublicAcls: true
        BlockPublicPolicy: true
        RestrictPublicBuckets: !Ref Private # unknown
```
"""

from __future__ import annotations

from s3lint import policy
from s3lint.access.policies import combined
from s3lint.access.subject import point_flag
from s3lint.aws.kinds import AccessPoint, BucketPolicy
from s3lint.checks.model import PASS, Check, Profile, Severity, Verdict
from s3lint.graph import BPA_FLAGS
from s3lint.graph.view import View, views
from s3lint.questions.other_buckets import is_door
from s3lint.values import Fact, yes


def judge(point: View[AccessPoint]) -> Verdict:
    """Fails on a flag that is off, and on a public policy that nothing restricts (Object Lambda has no flags)."""
    node = point.node
    if node.vpc.is_set().is_yes:
        return PASS
    public = policy.is_loose(combined(point.graph, point.graph.governing(node, BucketPolicy))).fact
    flags = _flags(node)
    is_open = f"the {node.kind} is open to every AWS account"
    if node.kind == "Object Lambda access point":
        return Verdict.forbid(public, fail=is_open, undecided=f"cannot decide whether {is_open}")
    if public.is_yes and not flags.is_yes:
        return Verdict.forbid(public & ~flags, fail=is_open, undecided=f"cannot decide whether {is_open}")
    return Verdict.require(
        flags,
        fail=f"Block Public Access of the {node.kind} is incomplete and cannot be changed later",
        undecided=f"cannot decide whether all four Block Public Access settings of the {node.kind} are on",
    )


def _flags(node: AccessPoint) -> Fact:
    """Whether all four settings are on."""
    found = yes()
    for name in BPA_FLAGS:
        found = found & point_flag(node, name)
    return found


CHECK = Check(
    code="S3L109",
    name="access-point-public",
    severity=Severity.HIGH,
    profile=Profile.DEFAULT,
    subjects=lambda graph: [point for point in views(graph, AccessPoint) if not is_door(point)],
    judge=judge,
    edit="none: S3 cannot change Block Public Access of an access point, so an edit would replace it",
    fix="keep Block Public Access of the access point on, and name the principals in its policy",
    terraform="remove the public_access_block_configuration block, or set its four arguments to true",
    cloudformation="remove PublicAccessBlockConfiguration, or set its four keys to true",
    doc=__doc__,
    aliases=(
        "CKV_AWS_392", "S3.19", "S3.24", "s3-access-point-public-access-blocks", "s3-mrap-public-access-blocked",
        "s3_access_point_public_access_block", "s3_multi_region_access_point_public_access_block",
    ),
    frameworks=("cis-7:2.21",),
    references=("https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-bpa-settings.html",),
)  # fmt: skip

"""An access point accepts requests from the internet.

An access point that is bound to a VPC rejects every request from elsewhere, whatever its policy says: no policy mistake
can open it. You cannot change this after creation. If all callers are in VPCs, use this kind.

Undecided when s3lint cannot tell whether a VPC is set.

```terraform bad
resource "aws_s3_access_point" "data" { # finding
  bucket = "acme-data"
  name   = "data"
}
```
```terraform good
resource "aws_s3_access_point" "data" {
  bucket = "acme-data"
  name   = "data"
  vpc_configuration {
    vpc_id = "vpc-0a1b2c3d"
  }
}
```
```terraform unknown
variable "vpc" {}
resource "aws_s3_access_point" "data" {
  bucket = "acme-data"
  name   = "data"
  vpc_configuration {
    vpc_id = var.vpc # unknown
  }
}
```
```cloudformation bad
Resources:
  Data: # finding
    Type: AWS::S3::AccessPoint
    Properties:
      Bucket: acme-data
```
```cloudformation good
Resources:
  Data:
    Type: AWS::S3::AccessPoint
    Properties:
      Bucket: acme-data
      VpcConfiguration: {VpcId: vpc-0a1b2c3d}
```
```cloudformation unknown
Parameters:
  Vpc:
    Type: String
Resources:
  Data:
    Type: AWS::S3::AccessPoint
    Properties:
      Bucket: acme-data
      VpcConfiguration:
        VpcId: !Ref Vpc # unknown
```
"""

from __future__ import annotations

from s3lint.aws.kinds import AccessPoint
from s3lint.checks.model import Check, Profile, Severity, Verdict


def judge(point: AccessPoint) -> Verdict:
    """Passes where a VPC is named."""
    return Verdict.require(
        point.vpc.is_set(),
        fail=f"the {point.kind} accepts requests from the internet",
        undecided=f"cannot decide whether the {point.kind} is bound to a VPC",
    )


CHECK = Check(
    code="S3L704",
    name="access-point-not-vpc",
    severity=Severity.INFO,
    profile=Profile.AUDIT,
    subjects=lambda graph: [point for point in graph.of(AccessPoint) if point.kind == "access point"],
    judge=judge,
    edit="none: another network origin replaces the access point",
    fix="bind the access point to its callers' VPC",
    terraform="vpc_configuration { vpc_id = VPC_ID }",
    cloudformation="VpcConfiguration: {VpcId: VPC_ID}",
    doc=__doc__,
    aliases=("s3-access-point-in-vpc-only",),
    references=("https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-vpc.html",),
)

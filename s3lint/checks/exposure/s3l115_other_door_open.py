"""The policy of another door to S3 data gives access to everyone, or to another account without a condition.

Data of a bucket has more doors than the bucket: an S3 Files file system mounts it, access points for directory buckets
and FSx volumes serve it, S3 on Outposts and vector buckets keep it elsewhere. Each has a policy that neither the bucket
policy nor the bucket's Block Public Access limits. Where Block Public Access of the door is always on, AWS rejects a
public policy during deployment; a grant to another account takes effect.

An access point that only serves a VPC passes, since its policy cannot be public. The check skips accounts that the
configuration lists as `trusted-accounts`.

Undecided when a principal or the policy is unknown, and when a single account can be this account.

```terraform bad
resource "aws_s3_bucket" "shared" {
  bucket = "acme-shared"
}
resource "aws_s3files_file_system" "shared" {
  bucket   = aws_s3_bucket.shared.arn
  role_arn = "arn:aws:iam::111122223333:role/files"
}
resource "aws_s3files_file_system_policy" "shared" {
  file_system_id = aws_s3files_file_system.shared.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "*" } # finding
      Action    = ["s3files:ClientMount", "s3files:ClientWrite"]
      Resource  = aws_s3files_file_system.shared.arn
    }]
  })
}
```
```terraform bad
resource "aws_s3control_bucket" "plant" {
  bucket     = "plant-data"
  outpost_id = "op-01ac5d28a6a232904"
}
resource "aws_s3control_bucket_policy" "plant" {
  bucket = aws_s3control_bucket.plant.arn
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = ["444455556666", "777788889999"] } # finding
      Action    = "s3-outposts:GetObject"
      Resource  = "${aws_s3control_bucket.plant.arn}/object/*"
    }]
  })
}
```
```terraform good
data "aws_caller_identity" "me" {}
resource "aws_fsx_s3_access_point_attachment" "home" {
  name = "home"
  type = "OPENZFS"
  openzfs_configuration {
    volume_id = "fsvol-0123456789abcdef0"
    file_system_identity {
      type = "POSIX"
      posix_user {
        uid = 1001
        gid = 1001
      }
    }
  }
  s3_access_point {
    policy = jsonencode({
      Version = "2012-10-17"
      Statement = [{
        Effect    = "Allow"
        Principal = { AWS = "arn:aws:iam::${data.aws_caller_identity.me.account_id}:role/reader" }
        Action    = "s3:GetObject"
        Resource  = "*"
      }]
    })
  }
}
```
```terraform unknown
variable "reader" {}
resource "aws_s3files_file_system_policy" "shared" {
  file_system_id = "fs-0123456789abcdef0"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = var.reader } # unknown
      Action    = "s3files:ClientMount"
      Resource  = "*"
    }]
  })
}
```
```cloudformation bad
Resources:
  Fast:
    Type: AWS::S3Express::DirectoryBucket
    Properties:
      DataRedundancy: SingleAvailabilityZone
      LocationName: use1-az4
  Door:
    Type: AWS::S3Express::AccessPoint
    Properties:
      Bucket: !Ref Fast
      Policy:
        Statement:
          - Effect: Allow
            Principal: "*" # finding
            Action: s3express:CreateSession
            Resource: "*"
```
```cloudformation good
Resources:
  Shared:
    Type: AWS::S3Files::FileSystem
    Properties:
      Bucket: arn:aws:s3:::acme-shared
      RoleArn: arn:aws:iam::111122223333:role/files
  SharedPolicy:
    Type: AWS::S3Files::FileSystemPolicy
    Properties:
      FileSystemId: !GetAtt Shared.FileSystemId
      Policy:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Principal: { AWS: !Sub "arn:aws:iam::${AWS::AccountId}:root" }
            Action: s3files:ClientMount
            Resource: !GetAtt Shared.FileSystemArn
  InVpc:
    Type: AWS::FSx::S3AccessPointAttachment
    Properties:
      Name: in-vpc
      Type: OPENZFS
      S3AccessPoint:
        VpcConfiguration: { VpcId: vpc-0a1b2c3d }
        Policy:
          Statement:
            - Effect: Allow
              Principal: "*"
              Action: s3:GetObject
              Resource: "*"
```
```cloudformation unknown
Resources:
  PlantPolicy:
    Type: AWS::S3Outposts::BucketPolicy
    Properties:
      Bucket: arn:aws:s3-outposts:us-east-1:111122223333:outpost/op-01ac5d28a6a232904/bucket/plant
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Principal: { AWS: "444455556666" } # unknown
            Action: s3-outposts:GetObject
            Resource: "*"
```
"""

from __future__ import annotations

from s3lint.aws.kinds import BucketPolicy
from s3lint.checks.model import Check, Profile, Severity, Verdict
from s3lint.graph.view import View
from s3lint.questions.other_buckets import doors, lets_in_others, points_of
from s3lint.values import no


def judge(policy: View[BucketPolicy]) -> Verdict:
    """Fails on an Allow for everyone, or for another account unconditionally, unless it is for a VPC alone."""
    points = [view.node for view in points_of(policy)]
    door = points[0].kind if points else policy.node.kind
    grants = f"the policy of the {door} grants public access or unconditional cross-account access"
    fact = lets_in_others(policy, harmless=lambda statement: bool(statement.conditions))
    for point in points:
        in_vpc = point.vpc.is_set()
        fact = no(policy.header, "the access point only serves a VPC") if in_vpc.is_yes else fact & ~in_vpc
    return Verdict.forbid(fact, fail=grants, undecided=f"cannot decide whether {grants}")


CHECK = Check(
    code="S3L115",
    name="other-door-open",
    severity=Severity.HIGH,
    profile=Profile.DEFAULT,
    subjects=doors,
    judge=judge,
    edit="none: who needs access is a decision",
    fix="name principals of this account in the policy, and add a condition for other accounts",
    terraform='Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-a1b2c3d4e5" } }',
    cloudformation='Condition: {StringEquals: {"aws:PrincipalOrgID": o-a1b2c3d4e5}}',
    since="0.2.0",
    doc=__doc__,
    frameworks=("cis-7:2.21",),
    references=(
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-files-security-iam.html",
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-directory-buckets-policies.html",
        "https://docs.aws.amazon.com/AmazonS3/latest/s3-outposts/S3OutpostsBucketPolicy.html",
        "https://docs.aws.amazon.com/fsx/latest/ONTAPGuide/s3-ap-manage-access-fsxn.html",
    ),
)

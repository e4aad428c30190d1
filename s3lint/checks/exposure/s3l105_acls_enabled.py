"""Object ownership keeps access control lists in force.

With BucketOwnerEnforced, which every bucket created since April 2023 has unless told otherwise, ACLs have no effect and
the bucket's owner owns every object: one policy decides who may do what. ObjectWriter and BucketOwnerPreferred bring
ACLs back, and with them objects that belong to other accounts and that the bucket policy cannot open or protect.

Nothing stated is a pass: that is today's default.

Undecided where the ownership that is stated is not known.

```terraform bad
resource "aws_s3_bucket" "in" {
  bucket = "acme-in"
}
resource "aws_s3_bucket_ownership_controls" "in" {
  bucket = aws_s3_bucket.in.id
  rule {
    object_ownership = "ObjectWriter" # finding
  }
}
```
```terraform good
resource "aws_s3_bucket" "in" {
  bucket = "acme-in"
}
```
```terraform unknown
variable "ownership" {}
resource "aws_s3_bucket" "in" {
  bucket = "acme-in"
}
resource "aws_s3_bucket_ownership_controls" "in" {
  bucket = aws_s3_bucket.in.id
  rule {
    object_ownership = var.ownership # unknown
  }
}
```
```cloudformation bad
Resources:
  In:
    Type: AWS::S3::Bucket
    Properties:
      OwnershipControls:
        Rules:
          - ObjectOwnership: BucketOwnerPreferred # finding
```
```cloudformation good
Resources:
  In:
    Type: AWS::S3::Bucket
    Properties:
      OwnershipControls:
        Rules:
          - ObjectOwnership: BucketOwnerEnforced
```
```cloudformation unknown
Parameters:
  Ownership:
    Type: String
Resources:
  In:
    Type: AWS::S3::Bucket
    Properties:
      OwnershipControls:
        Rules:
          - ObjectOwnership: !Ref Ownership # unknown
```
"""

from __future__ import annotations

from s3lint.checks.model import Check, Profile, Severity, Verdict
from s3lint.graph import Bucket, buckets


def judge(bucket: Bucket) -> Verdict:
    """Passes where ACLs are off, by statement or by default."""
    return Verdict.require(
        bucket.acls_disabled(),
        fail="access control lists are in force on this bucket",
        undecided="cannot decide whether access control lists are in force",
    )


CHECK = Check(
    code="S3L105",
    name="acls-enabled",
    severity=Severity.MEDIUM,
    profile=Profile.DEFAULT,
    subjects=buckets,
    judge=judge,
    fix="let the bucket's owner own every object",
    terraform='object_ownership = "BucketOwnerEnforced" in aws_s3_bucket_ownership_controls',
    cloudformation="OwnershipControls: {Rules: [{ObjectOwnership: BucketOwnerEnforced}]}",
    doc=__doc__,
    aliases=("CKV2_AWS_65", "W3045", "S3.12", "s3-bucket-acl-prohibited", "s3_bucket_acl_prohibited"),
    references=("https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html",),
)

"""Versioning is not enabled.

Without versioning, an overwritten or deleted object is gone, whether a mistake, a broken job or ransomware removed it.
With versioning, you can undo both. Replication and Object Lock need it too.

Suspended and Disabled do not protect new writes. A bucket that is created with Object Lock has versioning enabled,
unless the code says otherwise; an Object Lock configuration alone does not enable it.

Undecided when the status is unknown.

```terraform bad
resource "aws_s3_bucket" "data" {
  bucket = "acme-data"
}
resource "aws_s3_bucket_versioning" "data" {
  bucket = aws_s3_bucket.data.id
  versioning_configuration {
    status = "Suspended" # finding
  }
}
```
```terraform bad
resource "aws_s3_bucket" "data" { # finding
  bucket = "acme-data"
}
resource "aws_s3_bucket_object_lock_configuration" "data" {
  bucket = aws_s3_bucket.data.id
}
```
```terraform good
resource "aws_s3_bucket" "data" {
  bucket = "acme-data"
}
resource "aws_s3_bucket_versioning" "data" {
  bucket = aws_s3_bucket.data.id
  versioning_configuration {
    status = "Enabled"
  }
}
```
```terraform good
resource "aws_s3_bucket" "data" {
  bucket              = "acme-data"
  object_lock_enabled = true
}
```
```terraform unknown
variable "versioning" {}
resource "aws_s3_bucket" "data" {
  bucket = "acme-data"
}
resource "aws_s3_bucket_versioning" "data" {
  bucket = aws_s3_bucket.data.id
  versioning_configuration {
    status = var.versioning # unknown
  }
}
```
```cloudformation bad
Resources:
  Data: # finding
    Type: AWS::S3::Bucket
```
```cloudformation bad
Resources:
  Data:
    Type: AWS::S3::Bucket
    Properties:
      ObjectLockEnabled: true
      VersioningConfiguration:
        Status: Suspended # finding
```
```cloudformation good
Resources:
  Data:
    Type: AWS::S3::Bucket
    Properties:
      VersioningConfiguration:
        Status: Enabled
```
```cloudformation unknown
Parameters:
  Versioning:
    Type: String
Resources:
  Data:
    Type: AWS::S3::Bucket
    Properties:
      VersioningConfiguration:
        Status: !Ref Versioning # unknown
```
"""

from __future__ import annotations

from s3lint.aws.kinds import Versioning
from s3lint.checks.model import Check, Profile, Severity, Verdict
from s3lint.checks.wanted import Companion, Setting, Wanted
from s3lint.graph import Bucket, buckets


def judge(bucket: Bucket) -> Verdict:
    """Passes where versioning is Enabled, or Object Lock implies it."""
    return Verdict.require(
        bucket.versioning_enabled(),
        fail="versioning is not enabled",
        undecided="cannot decide whether versioning is enabled",
        wanted=_wanted(bucket),
    )


def _wanted(bucket: Bucket) -> list[Wanted]:
    if bucket.versioning.is_absent:
        return [Companion(Versioning, {"status": "Enabled"})]
    stated = bucket.versioning.certain
    return [Setting(one, "status", True if one.status.label == "enabled" else "Enabled") for one in stated]


CHECK = Check(
    code="S3L501",
    name="versioning-disabled",
    severity=Severity.MEDIUM,
    profile=Profile.DEFAULT,
    subjects=buckets,
    judge=judge,
    edit="unsafe: noncurrent versions cost storage",
    fix="enable versioning",
    terraform='versioning_configuration { status = "Enabled" } in aws_s3_bucket_versioning',
    cloudformation="VersioningConfiguration: {Status: Enabled}",
    doc=__doc__,
    aliases=(
        "CKV_AWS_21", "AWS-0090", "568a4d22", "a227ec01", "AC_AWS_0214", "FG_R00101", "S3_BUCKET_VERSIONING_ENABLED",
        "S3BucketVersioningEnabled", "S3.14", "s3-bucket-versioning-enabled", "s3_bucket_object_versioning",
    ),
    references=("https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html",),
)  # fmt: skip

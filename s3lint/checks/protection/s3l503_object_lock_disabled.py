"""Object Lock is off.

Object Lock keeps versions from being deleted or overwritten for a time, by anyone in compliance mode. It is the answer
to ransom and to records that the law wants kept. It can be enabled on an existing bucket (since November 2023), and
never be taken off again, which is why this is advice and not a demand.

Undecided where it is not known whether Object Lock is enabled.

```terraform bad
resource "aws_s3_bucket" "records" { # finding
  bucket = "acme-records"
}
```
```terraform good
resource "aws_s3_bucket" "records" {
  bucket              = "acme-records"
  object_lock_enabled = true
}
```
```terraform unknown
variable "lock" {
  type = bool
}
resource "aws_s3_bucket" "records" {
  bucket              = "acme-records"
  object_lock_enabled = var.lock # unknown
}
```
```cloudformation bad
Resources:
  Records: # finding
    Type: AWS::S3::Bucket
```
```cloudformation good
Resources:
  Records:
    Type: AWS::S3::Bucket
    Properties:
      ObjectLockEnabled: true
```
```cloudformation unknown
Parameters:
  Lock:
    Type: String
Resources:
  Records:
    Type: AWS::S3::Bucket
    Properties:
      ObjectLockEnabled: !Ref Lock # unknown
```
"""

from __future__ import annotations

from s3lint.checks.model import Check, Profile, Severity, Verdict
from s3lint.graph import Bucket, buckets


def judge(bucket: Bucket) -> Verdict:
    """Passes where Object Lock is on, by the bucket or by its own configuration."""
    return Verdict.require(
        bucket.object_lock_on(),
        fail="Object Lock is off",
        undecided="cannot decide whether Object Lock is on",
    )


CHECK = Check(
    code="S3L503",
    name="object-lock-disabled",
    severity=Severity.INFO,
    profile=Profile.AUDIT,
    subjects=buckets,
    judge=judge,
    fix="enable Object Lock, with a default retention",
    terraform="object_lock_enabled = true",
    cloudformation="ObjectLockEnabled: true",
    doc=__doc__,
    aliases=(
        "CKV_AWS_143", "S3_BUCKET_DEFAULT_LOCK_ENABLED", "S3.15", "s3-bucket-default-lock-enabled",
        "s3_bucket_object_lock",
    ),
    references=("https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html",),
)  # fmt: skip

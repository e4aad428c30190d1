"""Object Lock is off.

Object Lock prevents the deletion and overwriting of versions for a set time; in compliance mode not even the root user
can lift it. It protects against ransomware and meets legal retention requirements. You can enable it on an existing
bucket (since November 2023) but never disable it again, so this is advice. S3 rejects an Object Lock configuration
unless versioning is enabled. A bucket to which a service delivers that takes no default retention (server access logs,
AWS Config, Redshift) passes.

Undecided when s3lint cannot tell whether Object Lock, or the versioning that it needs, is enabled.

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
```cloudformation bad
Resources:
  Records:
    Type: AWS::S3::Bucket
    Properties:
      VersioningConfiguration: {Status: Suspended} # finding
      ObjectLockConfiguration: {ObjectLockEnabled: Enabled}
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
from s3lint.checks.settled import unless
from s3lint.graph import Bucket, buckets
from s3lint.questions.roles import breaks


def judge(bucket: Bucket) -> Verdict:
    """Passes where Object Lock is on, by the bucket or by its own configuration."""
    undecided = "cannot decide whether Object Lock is on"
    verdict = Verdict.require(bucket.object_lock_on(), fail="Object Lock is off", undecided=undecided)
    return unless(verdict, lambda: breaks(bucket, "default-retention", CHECK.code), undecided)


CHECK = Check(
    code="S3L503",
    name="object-lock-disabled",
    severity=Severity.INFO,
    profile=Profile.AUDIT,
    subjects=buckets,
    judge=judge,
    edit="none: Object Lock can replace the bucket, and nobody can undo it",
    fix="enable Object Lock, with a default retention",
    terraform="object_lock_enabled = true",
    cloudformation="ObjectLockEnabled: true",
    doc=__doc__,
    aliases=(
        "CKV_AWS_143", "S3_BUCKET_DEFAULT_LOCK_ENABLED", "S3BucketDefaultLockEnabled", "S3.15",
        "s3-bucket-default-lock-enabled", "s3_bucket_object_lock",
    ),
    references=("https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html",),
)  # fmt: skip

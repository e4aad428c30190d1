"""The bucket keeps old versions forever.

In a versioned bucket, a deleted or overwritten object lives on as a noncurrent version, and an expiration rule alone
only adds a delete marker. Unless a rule expires or transitions noncurrent versions, they pile up, along with any
personal or secret data in them.

The check looks only at buckets with versioning enabled.

Undecided when versioning, or a rule's status, is unknown.

```terraform bad
resource "aws_s3_bucket" "data" { # finding
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
  bucket = "acme-data"
}
resource "aws_s3_bucket_versioning" "data" {
  bucket = aws_s3_bucket.data.id
  versioning_configuration {
    status = "Enabled"
  }
}
resource "aws_s3_bucket_lifecycle_configuration" "data" {
  bucket = aws_s3_bucket.data.id
  rule {
    id     = "old-versions"
    status = "Enabled"
    noncurrent_version_expiration {
      noncurrent_days = 90
    }
  }
}
```
```terraform unknown
variable "status" {}
resource "aws_s3_bucket" "data" {
  bucket = "acme-data"
}
resource "aws_s3_bucket_versioning" "data" {
  bucket = aws_s3_bucket.data.id
  versioning_configuration {
    status = "Enabled"
  }
}
resource "aws_s3_bucket_lifecycle_configuration" "data" {
  bucket = aws_s3_bucket.data.id
  rule {
    id     = "old-versions"
    status = var.status # unknown
    noncurrent_version_expiration {
      noncurrent_days = 90
    }
  }
}
```
```cloudformation bad
Resources:
  Data: # finding
    Type: AWS::S3::Bucket
    Properties:
      VersioningConfiguration:
        Status: Enabled
```
```cloudformation good
Resources:
  Data:
    Type: AWS::S3::Bucket
    Properties:
      VersioningConfiguration:
        Status: Enabled
      LifecycleConfiguration:
        Rules:
          - Status: Enabled
            NoncurrentVersionExpiration:
              NoncurrentDays: 90
```
```cloudformation unknown
Parameters:
  Cleanup:
    Type: String
Resources:
  Data:
    Type: AWS::S3::Bucket
    Properties:
      VersioningConfiguration:
        Status: Enabled
      LifecycleConfiguration:
        Rules:
          - Status: !Ref Cleanup # unknown
            NoncurrentVersionExpiration:
              NoncurrentDays: 90
```
"""

from __future__ import annotations

from s3lint.aws.kinds import LifecycleRule
from s3lint.checks.model import Check, Profile, Severity, Verdict
from s3lint.graph import Bucket, buckets
from s3lint.values import Fact, no


def cleans_up(rule: LifecycleRule) -> Fact:
    """Whether a rule is in force and does something about noncurrent versions."""
    return rule.enabled() & (rule.noncurrent_expiration.is_set() | rule.noncurrent_transition.is_set())


def judge(bucket: Bucket) -> Verdict:
    """Passes where versioning is off, or a rule cares for old versions."""
    rules = bucket.controls(LifecycleRule)
    cared_for = rules.ask(cleans_up, absent=no(bucket.header, "the bucket has no lifecycle rule"), any_of=True)
    if bucket.versioning_enabled().is_no:
        return Verdict.require(~bucket.versioning_enabled(), fail="", undecided="")
    fact = cared_for if bucket.versioning_enabled().is_yes else cared_for | ~bucket.versioning_enabled()
    return Verdict.require(
        fact,
        fail="versioning is on, but no enabled lifecycle rule expires or transitions noncurrent versions",
        undecided="cannot decide whether a lifecycle rule expires or transitions noncurrent versions",
    )


CHECK = Check(
    code="S3L507",
    name="noncurrent-not-expired",
    severity=Severity.LOW,
    profile=Profile.STRICT,
    subjects=buckets,
    judge=judge,
    edit="none: how long noncurrent versions are kept is a decision, and expiry deletes data",
    fix="add an enabled rule that expires noncurrent versions",
    terraform="noncurrent_version_expiration { noncurrent_days = 90 }",
    cloudformation="NoncurrentVersionExpiration: {NoncurrentDays: 90}",
    doc=__doc__,
    aliases=("S3.10", "s3-version-lifecycle-policy-check"),
    references=("https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html",),
)

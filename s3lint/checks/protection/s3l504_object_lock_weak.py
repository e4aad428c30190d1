"""Object Lock is on, but its default retention is missing or weak.

Object Lock without a default retention locks only the objects whose writer asks for it, and most writers do not. A
default retention in GOVERNANCE mode gives way to any principal with s3:BypassGovernanceRetention, so it is weak if a
policy grants that permission. Nobody can lift COMPLIANCE mode. S3 rejects a retention of neither days nor years, and
any Object Lock configuration of a bucket without versioning.

Server access logs, AWS Config and Redshift are delivered to no bucket with a default retention: there the check passes.

Undecided when the mode, versioning, or who can bypass governance mode, is unknown.

```terraform bad
resource "aws_s3_bucket" "records" { # finding
  bucket              = "acme-records"
  object_lock_enabled = true
}
```
```terraform bad
resource "aws_s3_bucket" "records" {
  bucket              = "acme-records"
  object_lock_enabled = true
}
resource "aws_s3_bucket_object_lock_configuration" "records" {
  bucket = aws_s3_bucket.records.id
  rule {
    default_retention {
      mode = "COMPLIANCE"
      days = 0 # finding
    }
  }
}
```
```terraform bad
resource "aws_s3_bucket" "records" { # finding
  bucket = "acme-records"
}
resource "aws_s3_bucket_object_lock_configuration" "records" {
  bucket = aws_s3_bucket.records.id
  rule {
    default_retention {
      mode = "COMPLIANCE"
      days = 90
    }
  }
}
```
```terraform good
resource "aws_s3_bucket" "records" {
  bucket              = "acme-records"
  object_lock_enabled = true
}
resource "aws_s3_bucket_object_lock_configuration" "records" {
  bucket = aws_s3_bucket.records.id
  rule {
    default_retention {
      mode = "COMPLIANCE"
      days = 90
    }
  }
}
```
```terraform unknown
variable "mode" {}
resource "aws_s3_bucket" "records" {
  bucket              = "acme-records"
  object_lock_enabled = true
}
resource "aws_s3_bucket_object_lock_configuration" "records" {
  bucket = aws_s3_bucket.records.id
  rule {
    default_retention {
      mode = var.mode # unknown
      days = 90
    }
  }
}
```
```cloudformation bad
Resources:
  Records: # finding
    Type: AWS::S3::Bucket
    Properties:
      ObjectLockEnabled: true
```
```cloudformation good
Resources:
  Records:
    Type: AWS::S3::Bucket
    Properties:
      ObjectLockEnabled: true
      ObjectLockConfiguration:
        ObjectLockEnabled: Enabled
        Rule:
          DefaultRetention:
            Mode: COMPLIANCE
            Days: 90
```
```cloudformation unknown
Parameters:
  Mode:
    Type: String
Resources:
  Records:
    Type: AWS::S3::Bucket
    Properties:
      ObjectLockEnabled: true
      ObjectLockConfiguration:
        ObjectLockEnabled: Enabled
        Rule:
          DefaultRetention:
            Mode: !Ref Mode # unknown
            Days: 90
```
"""

from __future__ import annotations

from s3lint.aws.kinds import ObjectLockRule
from s3lint.checks.model import PASS, Check, Profile, Severity, Verdict
from s3lint.checks.settled import unless
from s3lint.graph import Bucket, buckets
from s3lint.questions.lifted_protections import bypasses_governance
from s3lint.questions.roles import breaks
from s3lint.values import Fact, no


def judge(bucket: Bucket) -> Verdict:
    """Asked only where the code enables Object Lock."""
    on = bucket.states_object_lock()
    if on.is_no:
        return PASS
    versioned = bucket.versioning_enabled()
    if on.is_yes and versioned.is_no:
        says = "S3 rejects Object Lock on this bucket: versioning is not enabled"
        return Verdict.require(versioned, fail=says, undecided="")
    bypassed = bypasses_governance(bucket)

    def retains(lock: ObjectLockRule) -> Fact:
        compliance = lock.mode.is_any("COMPLIANCE")
        return lock.lasts() & (compliance | (lock.mode.is_any("GOVERNANCE") & ~bypassed))

    fact = versioned & bucket.controls(ObjectLockRule).ask(
        retains, absent=no(bucket.header, "the bucket has no default retention"), any_of=True
    )
    undecided = "cannot decide whether Object Lock's default retention is missing or weak"
    verdict = Verdict.require(
        fact if on.is_yes else fact | ~on,
        fail="Object Lock is on, but its default retention is missing or weak",
        undecided=undecided,
    )
    # what the bucket is for does not settle that S3 rejects Object Lock
    return unless(verdict, lambda: breaks(bucket, "default-retention", CHECK.code) & (versioned | ~on), undecided)


CHECK = Check(
    code="S3L504",
    name="object-lock-weak",
    severity=Severity.LOW,
    profile=Profile.STRICT,
    subjects=buckets,
    judge=judge,
    edit="none: nobody can shorten a retention in COMPLIANCE mode",
    fix="set a default retention in COMPLIANCE mode",
    terraform='mode = "COMPLIANCE" and days = 30 in default_retention of aws_s3_bucket_object_lock_configuration',
    cloudformation=(
        "ObjectLockConfiguration: {ObjectLockEnabled: Enabled, Rule: {DefaultRetention: {Mode: COMPLIANCE, Days: 30}}}"
    ),
    doc=__doc__,
    references=("https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html",),
)

"""No lifecycle rule aborts incomplete multipart uploads in the whole bucket.

The parts of an unfinished multipart upload stay in the bucket, do not appear in object listings, and cost money until
somebody aborts the upload. One rule without a filter aborts all of them; a rule for a prefix, a tag or a size leaves
the rest.

Undecided when a rule's status or filter is unknown and no other rule does it.

```terraform bad
resource "aws_s3_bucket" "data" {
  bucket = "acme-data"
}
resource "aws_s3_bucket_lifecycle_configuration" "data" {
  bucket = aws_s3_bucket.data.id
  rule { # finding
    id     = "abort"
    status = "Enabled"
    filter {
      prefix = "uploads/"
    }
    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
  }
}
```
```terraform good
resource "aws_s3_bucket" "data" {
  bucket = "acme-data"
}
resource "aws_s3_bucket_lifecycle_configuration" "data" {
  bucket = aws_s3_bucket.data.id
  rule {
    id     = "abort"
    status = "Enabled"
    filter {}
    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
  }
}
```
```terraform unknown
variable "prefix" {}
resource "aws_s3_bucket" "data" {
  bucket = "acme-data"
}
resource "aws_s3_bucket_lifecycle_configuration" "data" {
  bucket = aws_s3_bucket.data.id
  rule {
    id     = "abort"
    status = "Enabled"
    filter {
      prefix = var.prefix # unknown
    }
    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
  }
}
```
```cloudformation bad
Resources:
  Data: # finding
    Type: AWS::S3::Bucket
```
```cloudformation good
Resources:
  Data:
    Type: AWS::S3::Bucket
    Properties:
      LifecycleConfiguration:
        Rules:
          - Status: Enabled
            AbortIncompleteMultipartUpload:
              DaysAfterInitiation: 7
```
```cloudformation unknown
Parameters:
  Prefix:
    Type: String
Resources:
  Data:
    Type: AWS::S3::Bucket
    Properties:
      LifecycleConfiguration:
        Rules:
          - Status: Enabled
            Prefix: !Ref Prefix # unknown
            AbortIncompleteMultipartUpload:
              DaysAfterInitiation: 7
```
"""

from __future__ import annotations

from s3lint.aws.kinds import LifecycleRule
from s3lint.checks.model import Check, Profile, Severity, Verdict
from s3lint.checks.wanted import aborting_uploads
from s3lint.graph import Bucket, buckets
from s3lint.values import Fact, no


def aborts(rule: LifecycleRule) -> Fact:
    """Whether a rule is in force, for the whole bucket, and aborts uploads."""
    here = no(rule.header, "the rule covers only part of the bucket")
    whole = ~rule.narrowed
    return rule.enabled() & rule.abort_days.is_set() & (here if whole.is_no else whole)


def judge(bucket: Bucket) -> Verdict:
    """Passes where one such rule is enabled."""
    rules = bucket.controls(LifecycleRule)
    return Verdict.require(
        rules.ask(aborts, absent=no(bucket.header, "the bucket has no lifecycle rule"), any_of=True),
        fail="no enabled lifecycle rule aborts incomplete multipart uploads in the whole bucket",
        undecided="cannot decide whether a lifecycle rule aborts incomplete multipart uploads",
        wanted=[aborting_uploads()],
    )


CHECK = Check(
    code="S3L506",
    name="multipart-not-aborted",
    severity=Severity.LOW,
    profile=Profile.STRICT,
    subjects=buckets,
    judge=judge,
    edit="unsafe: uploads that take longer than seven days are aborted",
    fix="add an enabled rule without a filter that aborts incomplete multipart uploads after a few days",
    terraform="abort_incomplete_multipart_upload { days_after_initiation = 7 }",
    cloudformation="{Status: Enabled, AbortIncompleteMultipartUpload: {DaysAfterInitiation: 7}}",
    doc=__doc__,
    aliases=("CKV_AWS_300",),
    references=(
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpu-abort-incomplete-mpu-lifecycle-config.html",
    ),
)

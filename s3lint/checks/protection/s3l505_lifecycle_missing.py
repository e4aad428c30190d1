"""The bucket has no enabled lifecycle rule.

Without a lifecycle rule, the bucket keeps everything forever: data that a policy says to delete, and old versions and
upload parts that nobody sees but everybody pays for. A disabled rule does nothing and does not count, nor does one
without an action, which S3 rejects.

Undecided when a rule's status is unknown and no other rule is enabled.

```terraform bad
resource "aws_s3_bucket" "data" {
  bucket = "acme-data"
}
resource "aws_s3_bucket_lifecycle_configuration" "data" {
  bucket = aws_s3_bucket.data.id
  rule {
    id     = "expire"
    status = "Disabled" # finding
    expiration {
      days = 30
    }
  }
}
```
```terraform bad
resource "aws_s3_bucket" "data" {
  bucket = "acme-data"
}
resource "aws_s3_bucket_lifecycle_configuration" "data" {
  bucket = aws_s3_bucket.data.id
  rule { # finding
    id     = "nothing"
    status = "Enabled"
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
    id     = "expire"
    status = "Enabled"
    expiration {
      days = 30
    }
  }
}
```
```terraform unknown
variable "status" {}
resource "aws_s3_bucket" "data" {
  bucket = "acme-data"
}
resource "aws_s3_bucket_lifecycle_configuration" "data" {
  bucket = aws_s3_bucket.data.id
  rule {
    id     = "expire"
    status = var.status # unknown
    expiration {
      days = 30
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
            ExpirationInDays: 30
```
```cloudformation unknown
Parameters:
  Expiry:
    Type: String
Resources:
  Data:
    Type: AWS::S3::Bucket
    Properties:
      LifecycleConfiguration:
        Rules:
          - Status: !Ref Expiry # unknown
            ExpirationInDays: 30
```
"""

from __future__ import annotations

from s3lint.aws.kinds import LifecycleRule
from s3lint.checks.model import Check, Profile, Severity, Verdict
from s3lint.checks.wanted import aborting_uploads
from s3lint.graph import Bucket, buckets
from s3lint.values import no


def judge(bucket: Bucket) -> Verdict:
    """Passes where one rule is enabled."""
    rules = bucket.controls(LifecycleRule)
    return Verdict.require(
        rules.ask(
            lambda rule: rule.in_force(), absent=no(bucket.header, "the bucket has no lifecycle rule"), any_of=True
        ),
        fail="the bucket has no enabled lifecycle rule",
        undecided="cannot decide whether a lifecycle rule is enabled",
        wanted=[aborting_uploads()] if rules.is_absent else [],
    )


CHECK = Check(
    code="S3L505",
    name="lifecycle-missing",
    severity=Severity.LOW,
    profile=Profile.STRICT,
    subjects=buckets,
    judge=judge,
    edit=(
        "unsafe: the rule aborts multipart uploads that take longer than seven days; how long objects are "
        "kept is not edited"
    ),
    fix="add an enabled rule that expires or transitions objects that you no longer need",
    terraform='aws_s3_bucket_lifecycle_configuration with a rule of status = "Enabled"',
    cloudformation="LifecycleConfiguration: {Rules: [{Status: Enabled, ExpirationInDays: 365}]}",
    doc=__doc__,
    aliases=("CKV2_AWS_61", "S3.13", "s3-lifecycle-policy-check", "s3_bucket_lifecycle_enabled"),
    references=("https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lifecycle-mgmt.html",),
)

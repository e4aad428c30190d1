"""A directory bucket has no enabled lifecycle rule.

Directory buckets are for data in active use: storage costs more there than elsewhere, and incomplete uploads stay until
somebody aborts them. A rule that expires objects and aborts uploads keeps such a bucket small.

Undecided when a rule's status is unknown and no other rule is enabled.

```terraform bad
resource "aws_s3_directory_bucket" "work" { # finding
  bucket = "acme-work--euw1-az1--x-s3"
  location {
    name = "euw1-az1"
  }
}
```
```terraform good
resource "aws_s3_directory_bucket" "work" {
  bucket = "acme-work--euw1-az1--x-s3"
  location {
    name = "euw1-az1"
  }
}
resource "aws_s3_bucket_lifecycle_configuration" "work" {
  bucket = aws_s3_directory_bucket.work.bucket
  rule {
    id     = "expire"
    status = "Enabled"
    expiration {
      days = 7
    }
  }
}
```
```terraform unknown
variable "status" {}
resource "aws_s3_directory_bucket" "work" {
  bucket = "acme-work--euw1-az1--x-s3"
  location {
    name = "euw1-az1"
  }
}
resource "aws_s3_bucket_lifecycle_configuration" "work" {
  bucket = aws_s3_directory_bucket.work.bucket
  rule {
    id     = "expire"
    status = var.status # unknown
    expiration {
      days = 7
    }
  }
}
```
```cloudformation bad
Resources:
  Work: # finding
    Type: AWS::S3Express::DirectoryBucket
    Properties: {DataRedundancy: SingleAvailabilityZone, LocationName: euw1-az1}
```
```cloudformation good
Resources:
  Work:
    Type: AWS::S3Express::DirectoryBucket
    Properties:
      DataRedundancy: SingleAvailabilityZone
      LocationName: euw1-az1
      LifecycleConfiguration:
        Rules:
          - Status: Enabled
            ExpirationInDays: 7
```
```cloudformation unknown
Parameters:
  Status:
    Type: String
Resources:
  Work:
    Type: AWS::S3Express::DirectoryBucket
    Properties:
      DataRedundancy: SingleAvailabilityZone
      LocationName: euw1-az1
      LifecycleConfiguration:
        Rules:
          - Status: !Ref Status # unknown
            ExpirationInDays: 7
```
"""

from __future__ import annotations

from s3lint.aws.kinds import LifecycleRule, OtherBucket
from s3lint.checks.model import Check, Profile, Severity, Verdict
from s3lint.graph.view import View, views
from s3lint.values import no


def judge(bucket: View[OtherBucket]) -> Verdict:
    """Passes where one rule is enabled."""
    rules = bucket.graph.governing(bucket.node, LifecycleRule)
    return Verdict.require(
        rules.ask(
            lambda rule: rule.in_force(), absent=no(bucket.header, "the bucket has no lifecycle rule"), any_of=True
        ),
        fail="the directory bucket has no enabled lifecycle rule",
        undecided="cannot decide whether the directory bucket has an enabled lifecycle rule",
    )


CHECK = Check(
    code="S3L804",
    name="express-lifecycle",
    severity=Severity.LOW,
    profile=Profile.AUDIT,
    subjects=lambda graph: [view for view in views(graph, OtherBucket) if view.node.kind == "directory"],
    judge=judge,
    edit="none: how long objects are kept is a decision, and expiry deletes data",
    fix="add an enabled rule that expires objects and aborts incomplete uploads",
    terraform='aws_s3_bucket_lifecycle_configuration with a rule of status = "Enabled"',
    cloudformation="LifecycleConfiguration: {Rules: [{Status: Enabled, ExpirationInDays: 7}]}",
    doc=__doc__,
    aliases=("S3.25", "s3express-dir-bucket-lifecycle-rules-check"),
    references=("https://docs.aws.amazon.com/AmazonS3/latest/userguide/directory-buckets-objects-lifecycle.html",),
)

"""The bucket has no enabled replication rule.

A copy in another region or account survives what destroys the bucket: a regional outage, a compromised account or an
accidental deletion. Most buckets do not need one, so this is advice.

Undecided when a rule's status is unknown and no other rule is enabled.

```terraform bad
resource "aws_s3_bucket" "data" { # finding
  bucket = "acme-data"
}
```
```terraform good
resource "aws_s3_bucket" "data" {
  bucket = "acme-data"
}
resource "aws_s3_bucket_replication_configuration" "data" {
  bucket = aws_s3_bucket.data.id
  role   = "arn:aws:iam::111122223333:role/replication"
  rule {
    status = "Enabled"
    destination {
      bucket = "arn:aws:s3:::acme-data-copy"
    }
  }
}
```
```terraform unknown
variable "status" {}
resource "aws_s3_bucket" "data" {
  bucket = "acme-data"
}
resource "aws_s3_bucket_replication_configuration" "data" {
  bucket = aws_s3_bucket.data.id
  role   = "arn:aws:iam::111122223333:role/replication"
  rule {
    status = var.status # unknown
    destination {
      bucket = "arn:aws:s3:::acme-data-copy"
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
      ReplicationConfiguration:
        Role: arn:aws:iam::111122223333:role/replication
        Rules:
          - Status: Enabled
            Destination:
              Bucket: arn:aws:s3:::acme-data-copy
```
```cloudformation unknown
Parameters:
  Copy:
    Type: String
Resources:
  Data:
    Type: AWS::S3::Bucket
    Properties:
      ReplicationConfiguration:
        Role: arn:aws:iam::111122223333:role/replication
        Rules:
          - Status: !Ref Copy # unknown
            Destination:
              Bucket: arn:aws:s3:::acme-data-copy
```
"""

from __future__ import annotations

from s3lint.aws.kinds import ReplicationRule
from s3lint.checks.model import Check, Profile, Severity, Verdict
from s3lint.graph import Bucket, buckets
from s3lint.values import no


def judge(bucket: Bucket) -> Verdict:
    """Passes where one rule is enabled."""
    rules = bucket.controls(ReplicationRule)
    return Verdict.require(
        rules.ask(
            lambda rule: rule.enabled(), absent=no(bucket.header, "the bucket has no replication rule"), any_of=True
        ),
        fail="the bucket has no enabled replication rule",
        undecided="cannot decide whether a replication rule is enabled",
    )


CHECK = Check(
    code="S3L508",
    name="replication-disabled",
    severity=Severity.INFO,
    profile=Profile.AUDIT,
    subjects=buckets,
    judge=judge,
    edit="none: where to replicate, and at what cost, is a decision",
    fix="replicate the bucket to another region or account if losing it would matter",
    terraform='aws_s3_bucket_replication_configuration with a rule of status = "Enabled"',
    cloudformation="ReplicationConfiguration with a rule of Status: Enabled",
    doc=__doc__,
    aliases=(
        "CKV_AWS_144", "FG_R00275", "S3_BUCKET_REPLICATION_ENABLED", "S3BucketReplicationEnabled", "S3.7",
        "s3-bucket-cross-region-replication-enabled", "s3-bucket-replication-enabled",
        "s3_bucket_cross_region_replication",
    ),
    references=("https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication.html",),
)  # fmt: skip

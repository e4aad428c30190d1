"""KMS default encryption does not use an S3 Bucket Key.

Without a bucket key, every read and write of an object costs a request to KMS. That costs money, and a busy bucket can
exhaust the account's KMS quota, so that KMS throttles requests. A bucket key serves many objects with one data key.
`aws:kms:dsse` does not support bucket keys, so it passes.

Undecided when the algorithm or the bucket key setting is unknown.

```terraform bad
resource "aws_s3_bucket" "data" {
  bucket = "acme-data"
}
resource "aws_s3_bucket_server_side_encryption_configuration" "data" {
  bucket = aws_s3_bucket.data.id
  rule {
    bucket_key_enabled = false # finding
    apply_server_side_encryption_by_default {
      sse_algorithm = "aws:kms"
    }
  }
}
```
```terraform good
resource "aws_s3_bucket" "data" {
  bucket = "acme-data"
}
resource "aws_s3_bucket_server_side_encryption_configuration" "data" {
  bucket = aws_s3_bucket.data.id
  rule {
    bucket_key_enabled = true
    apply_server_side_encryption_by_default {
      sse_algorithm = "aws:kms"
    }
  }
}
```
```terraform unknown
variable "bucket_key" {
  type = bool
}
resource "aws_s3_bucket" "data" {
  bucket = "acme-data"
}
resource "aws_s3_bucket_server_side_encryption_configuration" "data" {
  bucket = aws_s3_bucket.data.id
  rule {
    bucket_key_enabled = var.bucket_key # unknown
    apply_server_side_encryption_by_default {
      sse_algorithm = "aws:kms"
    }
  }
}
```
```cloudformation bad
Resources:
  Data:
    Type: AWS::S3::Bucket
    Properties:
      BucketEncryption:
        ServerSideEncryptionConfiguration:
          - BucketKeyEnabled: false # finding
            ServerSideEncryptionByDefault:
              SSEAlgorithm: aws:kms
```
```cloudformation good
Resources:
  Data:
    Type: AWS::S3::Bucket
    Properties:
      BucketEncryption:
        ServerSideEncryptionConfiguration:
          - BucketKeyEnabled: true
            ServerSideEncryptionByDefault:
              SSEAlgorithm: aws:kms
```
```cloudformation unknown
Parameters:
  BucketKey:
    Type: String
Resources:
  Data:
    Type: AWS::S3::Bucket
    Properties:
      BucketEncryption:
        ServerSideEncryptionConfiguration:
          - BucketKeyEnabled: !Ref BucketKey # unknown
            ServerSideEncryptionByDefault:
              SSEAlgorithm: aws:kms
```
"""

from __future__ import annotations

from s3lint.checks.model import Check, Profile, Severity, Verdict
from s3lint.checks.wanted import Setting
from s3lint.graph import Bucket, buckets
from s3lint.values import yes


def judge(bucket: Bucket) -> Verdict:
    """Fails where aws:kms is used without a bucket key."""
    fact = bucket.encryption.ask(
        lambda rule: rule.bucket_key.is_true() | ~rule.algorithm.is_any("aws:kms"),
        absent=yes(bucket.header, "the bucket has no KMS default encryption"),
    )
    return Verdict.require(
        fact,
        fail="KMS default encryption does not use an S3 Bucket Key",
        undecided="cannot decide whether KMS default encryption uses an S3 Bucket Key",
        wanted=[Setting(rule, "bucket_key", True) for rule in bucket.encryption.certain],
    )


CHECK = Check(
    code="S3L303",
    name="bucket-key-disabled",
    severity=Severity.LOW,
    profile=Profile.STRICT,
    subjects=buckets,
    judge=judge,
    edit="safe: access and encryption stay as they are",
    fix="enable the S3 Bucket Key",
    terraform="bucket_key_enabled = true",
    cloudformation="BucketKeyEnabled: true",
    doc=__doc__,
    references=("https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html",),
)

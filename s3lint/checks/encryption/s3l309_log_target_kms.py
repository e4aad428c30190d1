"""A bucket that receives server access logs has KMS default encryption.

S3 delivers access logs only to buckets with SSE-S3 default encryption. With a KMS default, delivery fails silently:
logging appears to be on, but no logs arrive.

Undecided when the algorithm is unknown, or when s3lint cannot tell whether logs arrive here.

```terraform bad
resource "aws_s3_bucket" "app" {
  bucket = "acme-app"
}
resource "aws_s3_bucket" "audit" {
  bucket = "acme-audit"
}
resource "aws_s3_bucket_logging" "app" {
  bucket        = aws_s3_bucket.app.id
  target_bucket = aws_s3_bucket.audit.id
  target_prefix = "app/"
}
resource "aws_s3_bucket_server_side_encryption_configuration" "audit" {
  bucket = aws_s3_bucket.audit.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "aws:kms" # finding
    }
  }
}
```
```terraform good
resource "aws_s3_bucket" "app" {
  bucket = "acme-app"
}
resource "aws_s3_bucket" "audit" {
  bucket = "acme-audit"
}
resource "aws_s3_bucket_logging" "app" {
  bucket        = aws_s3_bucket.app.id
  target_bucket = aws_s3_bucket.audit.id
  target_prefix = "app/"
}
```
```terraform unknown
variable "algorithm" {}
resource "aws_s3_bucket" "app" {
  bucket = "acme-app"
}
resource "aws_s3_bucket" "audit" {
  bucket = "acme-audit"
}
resource "aws_s3_bucket_logging" "app" {
  bucket        = aws_s3_bucket.app.id
  target_bucket = aws_s3_bucket.audit.id
  target_prefix = "app/"
}
resource "aws_s3_bucket_server_side_encryption_configuration" "audit" {
  bucket = aws_s3_bucket.audit.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = var.algorithm # unknown
    }
  }
}
```
```cloudformation bad
Resources:
  App:
    Type: AWS::S3::Bucket
    Properties:
      LoggingConfiguration:
        DestinationBucketName: !Ref Audit
  Audit:
    Type: AWS::S3::Bucket
    Properties:
      BucketEncryption:
        ServerSideEncryptionConfiguration:
          - ServerSideEncryptionByDefault:
              SSEAlgorithm: aws:kms # finding
```
```cloudformation good
Resources:
  App:
    Type: AWS::S3::Bucket
    Properties:
      LoggingConfiguration:
        DestinationBucketName: !Ref Audit
  Audit:
    Type: AWS::S3::Bucket
```
```cloudformation unknown
Parameters:
  Algorithm:
    Type: String
Resources:
  App:
    Type: AWS::S3::Bucket
    Properties:
      LoggingConfiguration:
        DestinationBucketName: !Ref Audit
  Audit:
    Type: AWS::S3::Bucket
    Properties:
      BucketEncryption:
        ServerSideEncryptionConfiguration:
          - ServerSideEncryptionByDefault:
              SSEAlgorithm: !Ref Algorithm # unknown
```
"""

from __future__ import annotations

from s3lint.checks.model import PASS, Check, Profile, Severity, Verdict
from s3lint.graph import Bucket, buckets
from s3lint.values import no


def judge(bucket: Bucket) -> Verdict:
    """Asked only of buckets that receive access logs."""
    receives = bucket.receives_access_logs()
    if receives.is_no:
        return PASS
    by_kms = bucket.encryption.ask(
        lambda rule: rule.uses_kms(), absent=no(bucket.header, "the bucket uses SSE-S3 by default")
    )
    fact = by_kms if receives.is_yes else by_kms & receives
    return Verdict.forbid(
        fact,
        fail="the log bucket does not accept access-log delivery: its default encryption is KMS",
        undecided="cannot decide whether the log bucket accepts access-log delivery",
    )


CHECK = Check(
    code="S3L309",
    name="log-target-kms",
    severity=Severity.HIGH,
    profile=Profile.DEFAULT,
    subjects=buckets,
    judge=judge,
    fix="use SSE-S3 default encryption for a bucket that receives access logs",
    terraform='sse_algorithm = "AES256"',
    cloudformation="SSEAlgorithm: AES256",
    doc=__doc__,
    references=("https://docs.aws.amazon.com/AmazonS3/latest/userguide/troubleshooting-server-access-logging.html",),
)

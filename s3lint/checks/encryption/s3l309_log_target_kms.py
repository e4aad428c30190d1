"""A destination of server access logs has KMS default encryption.

S3 delivers access logs only into buckets whose default encryption is SSE-S3. With a KMS default the delivery fails
without a word: logging looks switched on everywhere and nothing arrives.

Undecided where the algorithm, or whether logs arrive here, is not known.

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
    by_kms = bucket.encryption.ask(lambda rule: rule.uses_kms(), absent=no(bucket.header, "SSE-S3 by default"))
    fact = by_kms if receives.is_yes else by_kms & receives
    return Verdict.forbid(
        fact,
        fail="access logs cannot be delivered here: the default encryption is KMS",
        undecided="cannot decide whether access logs can be delivered here",
    )


CHECK = Check(
    code="S3L309",
    name="log-target-kms",
    severity=Severity.HIGH,
    profile=Profile.DEFAULT,
    subjects=buckets,
    judge=judge,
    fix="encrypt a bucket that receives access logs with SSE-S3",
    terraform='sse_algorithm = "AES256"',
    cloudformation="SSEAlgorithm: AES256",
    doc=__doc__,
    references=("https://docs.aws.amazon.com/AmazonS3/latest/userguide/troubleshooting-server-access-logging.html",),
)

"""Uploads can override the bucket's KMS encryption.

A bucket's default encryption applies only if the request asks for none: a client that sends `AES256`, or another key,
gets that instead. Only a Deny on the encryption header keeps every object under the bucket's key. With a `Null`
condition, as below, uploads without the header still succeed and get the default; without it, the Deny rejects them
too. The check looks only at buckets with KMS default encryption.

Undecided when the default encryption, or a value in the Deny, is unknown.

```terraform bad
resource "aws_s3_bucket" "data" { # finding
  bucket = "acme-data"
}
resource "aws_s3_bucket_server_side_encryption_configuration" "data" {
  bucket = aws_s3_bucket.data.id
  rule {
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
    apply_server_side_encryption_by_default {
      sse_algorithm = "aws:kms"
    }
  }
}
resource "aws_s3_bucket_policy" "data" {
  bucket = aws_s3_bucket.data.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:PutObject"
      Resource  = "${aws_s3_bucket.data.arn}/*"
      Condition = {
        StringNotEquals = { "s3:x-amz-server-side-encryption" = "aws:kms" }
        Null            = { "s3:x-amz-server-side-encryption" = "false" }
      }
    }]
  })
}
```
```terraform unknown
variable "algorithm" {}
resource "aws_s3_bucket" "data" {
  bucket = "acme-data"
}
resource "aws_s3_bucket_server_side_encryption_configuration" "data" {
  bucket = aws_s3_bucket.data.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = var.algorithm # unknown
    }
  }
}
```
```cloudformation bad
Resources:
  Data: # finding
    Type: AWS::S3::Bucket
    Properties:
      BucketEncryption:
        ServerSideEncryptionConfiguration:
          - ServerSideEncryptionByDefault:
              SSEAlgorithm: aws:kms
```
```cloudformation good
Resources:
  Data:
    Type: AWS::S3::Bucket
    Properties:
      BucketEncryption:
        ServerSideEncryptionConfiguration:
          - ServerSideEncryptionByDefault:
              SSEAlgorithm: AES256
```
```cloudformation unknown
Parameters:
  Algorithm:
    Type: String
Resources:
  Data:
    Type: AWS::S3::Bucket
    Properties:
      BucketEncryption:
        ServerSideEncryptionConfiguration:
          - ServerSideEncryptionByDefault:
              SSEAlgorithm: !Ref Algorithm # unknown
```
"""

from __future__ import annotations

from s3lint.access.decisions import access
from s3lint.checks.model import PASS, Check, Outcome, Profile, Severity, Verdict
from s3lint.checks.statements import policy_place
from s3lint.graph import Bucket, buckets
from s3lint.policy.uploads import put_with_other_encryption
from s3lint.values import Evidence, no


def judge(bucket: Bucket) -> Verdict:
    """Fails on an upload with AES256 that meets no Deny, where the default is KMS."""
    keyed = bucket.encryption.ask(lambda rule: rule.uses_kms(), absent=no())
    if keyed.is_no:
        return PASS
    known = access(bucket)
    fact = keyed & put_with_other_encryption(known.document, known.subject).fact
    if fact.is_yes:
        says = "no statement denies an upload with x-amz-server-side-encryption: AES256"
        return Verdict(
            Outcome.FAIL, "uploads can override the bucket's KMS encryption", (Evidence(policy_place(bucket), says),)
        )
    return Verdict.forbid(
        fact, fail="", undecided="cannot decide whether uploads can override the bucket's KMS encryption"
    )


CHECK = Check(
    code="S3L209",
    name="unencrypted-put-allowed",
    severity=Severity.LOW,
    profile=Profile.STRICT,
    subjects=buckets,
    judge=judge,
    edit="none: which encryption uploads may request is a decision",
    fix="deny uploads that request another encryption",
    terraform=(
        '{ Effect = "Deny", Principal = "*", Action = "s3:PutObject", Resource = "${aws_s3_bucket.NAME.arn}/*", '
        'Condition = { StringNotEquals = { "s3:x-amz-server-side-encryption" = "aws:kms" }, Null = { '
        '"s3:x-amz-server-side-encryption" = "false" } } }'
    ),
    cloudformation=(
        '{Effect: Deny, Principal: "*", Action: "s3:PutObject", Resource: !Sub "${NAME.Arn}/*", Condition: '
        '{StringNotEquals: {"s3:x-amz-server-side-encryption": "aws:kms"}, Null: '
        '{"s3:x-amz-server-side-encryption": "false"}}}'
    ),
    doc=__doc__,
    references=("https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html",),
)

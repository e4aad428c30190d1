"""The default encryption names no algorithm that S3 knows.

Since January 2023 S3 encrypts every new object, with SSE-S3 where nothing else is said, so a bucket without an
encryption configuration is not unencrypted and passes here. A configuration that is present must say `AES256`,
`aws:kms` or `aws:kms:dsse`; anything else is refused when it is applied, and the bucket keeps what it had.

Undecided where the algorithm is not known.

```terraform bad
resource "aws_s3_bucket" "data" {
  bucket = "acme-data"
}
resource "aws_s3_bucket_server_side_encryption_configuration" "data" {
  bucket = aws_s3_bucket.data.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "aes-256" # finding
    }
  }
}
```
```terraform good
resource "aws_s3_bucket" "data" {
  bucket = "acme-data"
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
  Data:
    Type: AWS::S3::Bucket
    Properties:
      BucketEncryption:
        ServerSideEncryptionConfiguration:
          - ServerSideEncryptionByDefault:
              SSEAlgorithm: kms # finding
```
```cloudformation good
Resources:
  Data:
    Type: AWS::S3::Bucket
    Properties:
      BucketEncryption:
        ServerSideEncryptionConfiguration:
          - ServerSideEncryptionByDefault:
              SSEAlgorithm: aws:kms:dsse
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

from s3lint.aws.kinds import Encryption
from s3lint.checks.model import Check, Profile, Severity, Verdict
from s3lint.graph import Bucket, buckets
from s3lint.values import Fact, yes


def valid(rule: Encryption) -> Fact:
    """A rule may leave the default out (it then sets a bucket key or blocks a type); what it says S3 must know."""
    return rule.is_valid() if rule.algorithm.value is not None else yes(rule.header)


def judge(bucket: Bucket) -> Verdict:
    """Fails on an algorithm that S3 does not know."""
    return Verdict.require(
        bucket.encryption.ask(valid, absent=yes(bucket.header, "S3 encrypts with SSE-S3 by default")),
        fail="the default encryption is not one that S3 knows",
        undecided="cannot decide which default encryption the bucket has",
    )


CHECK = Check(
    code="S3L301",
    name="default-encryption-invalid",
    severity=Severity.MEDIUM,
    profile=Profile.DEFAULT,
    subjects=buckets,
    judge=judge,
    fix="use AES256, aws:kms or aws:kms:dsse",
    terraform='sse_algorithm = "aws:kms"',
    cloudformation="SSEAlgorithm: aws:kms",
    doc=__doc__,
    aliases=(
        "CKV_AWS_19", "AWS-0088", "b2e8752c", "6726dcc0", "FG_R00099", "W41",
        "S3_BUCKET_SERVER_SIDE_ENCRYPTION_ENABLED", "S3.4", "s3-bucket-server-side-encryption-enabled",
        "s3_bucket_default_encryption",
    ),
    references=(
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-encryption-faq.html",
        "https://docs.aws.amazon.com/AmazonS3/latest/API/API_ServerSideEncryptionByDefault.html",
    ),
)  # fmt: skip

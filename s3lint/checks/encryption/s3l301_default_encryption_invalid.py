"""The default encryption uses an algorithm that S3 does not support.

S3 has encrypted every new object since January 2023, with SSE-S3 by default, so a bucket without an encryption
configuration is encrypted and passes. If a configuration is present, it must use `AES256`, `aws:kms` or `aws:kms:dsse`;
S3 rejects anything else during deployment, and the bucket keeps its previous encryption.

Undecided when the algorithm is unknown.

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
        fail="S3 does not support the algorithm of the default encryption",
        undecided="cannot decide whether S3 supports the algorithm of the default encryption",
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
        "S3_BUCKET_SERVER_SIDE_ENCRYPTION_ENABLED", "AwsSolutions-S3", "S3BucketServerSideEncryptionEnabled", "S3.4",
        "s3-bucket-server-side-encryption-enabled", "s3_bucket_default_encryption",
    ),
    references=(
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-encryption-faq.html",
        "https://docs.aws.amazon.com/AmazonS3/latest/API/API_ServerSideEncryptionByDefault.html",
    ),
)  # fmt: skip

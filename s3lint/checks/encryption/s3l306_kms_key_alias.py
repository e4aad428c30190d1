"""The default encryption refers to its key by alias.

S3 resolves an alias in the account of the requester, not of the bucket owner. A writer in another account then encrypts
with a key of that account, or gets an error. Repointing the alias silently changes the key of every new object. A key
ARN always means the same key.

Undecided when the key is unknown: it may be an alias.

```terraform bad
resource "aws_s3_bucket" "data" {
  bucket = "acme-data"
}
resource "aws_s3_bucket_server_side_encryption_configuration" "data" {
  bucket = aws_s3_bucket.data.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = "alias/acme-data" # finding
    }
  }
}
```
```terraform good
resource "aws_kms_key" "data" {}
resource "aws_s3_bucket" "data" {
  bucket = "acme-data"
}
resource "aws_s3_bucket_server_side_encryption_configuration" "data" {
  bucket = aws_s3_bucket.data.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.data.arn
    }
  }
}
```
```terraform unknown
variable "key" {}
resource "aws_s3_bucket" "data" {
  bucket = "acme-data"
}
resource "aws_s3_bucket_server_side_encryption_configuration" "data" {
  bucket = aws_s3_bucket.data.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = var.key # unknown
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
              SSEAlgorithm: aws:kms
              KMSMasterKeyID: alias/acme-data # finding
```
```cloudformation good
Resources:
  Key:
    Type: AWS::KMS::Key
    Properties:
      KeyPolicy: {}
  Data:
    Type: AWS::S3::Bucket
    Properties:
      BucketEncryption:
        ServerSideEncryptionConfiguration:
          - ServerSideEncryptionByDefault:
              SSEAlgorithm: aws:kms
              KMSMasterKeyID: !GetAtt Key.Arn
```
```cloudformation unknown
Parameters:
  Key:
    Type: String
Resources:
  Data:
    Type: AWS::S3::Bucket
    Properties:
      BucketEncryption:
        ServerSideEncryptionConfiguration:
          - ServerSideEncryptionByDefault:
              SSEAlgorithm: aws:kms
              KMSMasterKeyID: !Ref Key # unknown
```
"""

from __future__ import annotations

from s3lint.aws.kinds import Encryption
from s3lint.checks.model import Check, Profile, Severity, Verdict
from s3lint.graph import Bucket, buckets
from s3lint.questions.kms_keys import is_customer_managed, is_named_by_alias
from s3lint.values import Fact, yes


def judge(bucket: Bucket) -> Verdict:
    """Fails on an alias, other than that of the AWS managed key (S3L302 speaks of that)."""

    def aliased(rule: Encryption) -> Fact:
        return is_named_by_alias(bucket.graph, rule.key) & is_customer_managed(bucket.graph, rule.key)

    return Verdict.require(
        bucket.encryption.ask(lambda rule: ~aliased(rule), absent=yes(bucket.header, "no KMS key is set")),
        fail="the default encryption refers to its KMS key by alias",
        undecided="cannot decide whether the default encryption refers to its KMS key by alias",
    )


CHECK = Check(
    code="S3L306",
    name="kms-key-alias",
    severity=Severity.LOW,
    profile=Profile.STRICT,
    subjects=buckets,
    judge=judge,
    edit="none: which key the alias stands for may change outside of the code",
    fix="refer to the key by its ARN",
    terraform="kms_master_key_id = aws_kms_key.NAME.arn",
    cloudformation="KMSMasterKeyID: !GetAtt NAME.Arn",
    doc=__doc__,
    references=("https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-encryption.html",),
)

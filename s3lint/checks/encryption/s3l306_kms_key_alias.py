"""The default encryption names its key by an alias.

S3 resolves an alias in the account of whoever sends the request, not in the bucket owner's. A writer from another
account then encrypts with a key of that account, or is refused; and changing what the alias points at changes the key
of every new object unseen. The ARN of the key says which one is meant.

Undecided where the key's name is not known: it may be an alias.

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
        bucket.encryption.ask(lambda rule: ~aliased(rule), absent=yes(bucket.header, "no key is named")),
        fail="the default encryption names its KMS key by an alias",
        undecided="cannot decide whether the default encryption names its KMS key by an alias",
    )


CHECK = Check(
    code="S3L306",
    name="kms-key-alias",
    severity=Severity.LOW,
    profile=Profile.STRICT,
    subjects=buckets,
    judge=judge,
    fix="name the key by its ARN",
    terraform="kms_master_key_id = aws_kms_key.NAME.arn",
    cloudformation="KMSMasterKeyID: !GetAtt NAME.Arn",
    doc=__doc__,
    references=("https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-encryption.html",),
)

"""The default encryption does not use a customer-managed key.

With SSE-S3 or the AWS managed key `alias/aws/s3`, every principal of the account that can read an object can also
decrypt it. A customer-managed KMS key adds a second layer with its own policy, a log entry for every use and an off
switch: the key can cut off access even if the bucket's permissions are wrong. Objects that other accounts read need
such a key, because nobody can change the policy of the AWS managed key.

The check passes, with the reason, where such a key would break what the bucket is for. Server access logs, the logs of
Application and Classic Load Balancers and the audit logs of Redshift are delivered under SSE-S3 only. Objects under KMS
cannot be read without a signed request, so anonymous readers and website endpoints cannot have them, nor can a
CloudFront origin access identity. Who writes to a bucket is told by the resources that name it and by its policy, never
by its name.

Undecided when the key is unknown, as it may be the AWS managed key, and when an unknown policy may let everyone read or
logs be delivered.

```terraform bad
resource "aws_s3_bucket" "data" {
  bucket = "acme-data"
}
resource "aws_s3_bucket_server_side_encryption_configuration" "data" {
  bucket = aws_s3_bucket.data.id
  rule {
    apply_server_side_encryption_by_default { # finding
      sse_algorithm = "aws:kms"
    }
  }
}
```
```terraform good
resource "aws_kms_key" "data" {
  enable_key_rotation = true
}
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
  Data: # finding
    Type: AWS::S3::Bucket
```
```cloudformation good
Resources:
  Key:
    Type: AWS::KMS::Key
    Properties:
      EnableKeyRotation: true
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
from s3lint.checks.settled import unless
from s3lint.graph import Bucket, buckets
from s3lint.questions.kms_keys import is_customer_managed
from s3lint.questions.roles import breaks
from s3lint.values import Fact, no


def judge(bucket: Bucket) -> Verdict:
    """Passes with KMS and a customer-managed key, or where such a key would break what the bucket is for."""

    def with_own_key(rule: Encryption) -> Fact:
        return rule.uses_kms() & is_customer_managed(bucket.graph, rule.key)

    fact = bucket.encryption.ask(with_own_key, absent=no(bucket.header, "no default encryption is configured"))
    undecided = "cannot decide whether the default encryption uses a customer-managed KMS key"
    verdict = Verdict.require(
        fact, fail="the default encryption does not use a customer-managed KMS key", undecided=undecided
    )
    return unless(verdict, lambda: breaks(bucket, "customer-key", CHECK.code), undecided)


CHECK = Check(
    code="S3L302",
    name="encryption-without-cmk",
    severity=Severity.LOW,
    profile=Profile.DEFAULT,
    subjects=buckets,
    judge=judge,
    edit="none: which key to use, what it costs and who can use it are decisions",
    fix="use KMS default encryption with the ARN of a customer-managed key",
    terraform='sse_algorithm = "aws:kms", kms_master_key_id = aws_kms_key.NAME.arn',
    cloudformation="ServerSideEncryptionByDefault: {SSEAlgorithm: aws:kms, KMSMasterKeyID: !GetAtt NAME.Arn}",
    doc=__doc__,
    aliases=(
        "CKV_AWS_145", "AWS-0132", "AC_AWS_0207", "S3_DEFAULT_ENCRYPTION_KMS", "S3DefaultEncryptionKMS", "S3.17",
        "s3-default-encryption-kms", "s3_bucket_kms_encryption",
    ),
    references=(
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html",
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html",
    ),
)  # fmt: skip

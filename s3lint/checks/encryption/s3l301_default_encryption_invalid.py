"""The default encryption uses an algorithm, or a key, that S3 cannot use.

S3 has encrypted every new object since January 2023, with SSE-S3 by default, so a bucket without an encryption
configuration is encrypted and passes. If a configuration is present, it must use `AES256`, `aws:kms` or `aws:kms:dsse`;
S3 rejects anything else during deployment, and the bucket keeps its previous encryption.

A KMS key has to be in the bucket's region. S3 does not check this during deployment: each upload that relies on the
default fails.

Undecided when the algorithm is unknown, and when the key or the bucket may be in another region. A key that is given
from outside passes here (S3L302 says that it is unknown), and so does any key where the code leaves the region to who
deploys it.

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
```terraform bad
provider "aws" {
  region = "eu-west-1"
}
resource "aws_s3_bucket" "data" {
  bucket = "acme-data"
}
resource "aws_s3_bucket_server_side_encryption_configuration" "data" {
  bucket = aws_s3_bucket.data.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab" # finding
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
from s3lint.checks.wanted import Setting
from s3lint.graph import Bucket, buckets
from s3lint.questions.kms_keys import is_in_region_of
from s3lint.values import Fact, yes


def valid(rule: Encryption) -> Fact:
    """A rule may leave the default out (it then sets a bucket key or blocks a type); what it says S3 must know."""
    return rule.is_valid() if rule.algorithm.value is not None else yes(rule.header)


def judge(bucket: Bucket) -> Verdict:
    """Fails on an algorithm that S3 does not know, and on a key that it cannot reach."""
    by_default = yes(bucket.header, "S3 encrypts with SSE-S3 by default")
    known = bucket.encryption.ask(valid, absent=by_default)
    near = bucket.encryption.ask(
        lambda rule: is_in_region_of(bucket.graph, rule.key, bucket.resource) | ~rule.uses_kms(), absent=by_default
    )
    if known.is_no or near.is_yes:
        return Verdict.require(
            known,
            fail="S3 does not support the algorithm of the default encryption",
            undecided="cannot decide whether S3 supports the algorithm of the default encryption",
            wanted=[
                Setting(rule, "algorithm", "AES256" if rule.key.value is None else "aws:kms")
                for rule in bucket.encryption.certain
                if valid(rule).is_no
            ],
        )
    return Verdict.require(
        near,
        fail="the KMS key of the default encryption is in another region than the bucket: uploads fail",
        undecided="cannot decide whether the KMS key of the default encryption is in the bucket's region",
        fix="use a KMS key in the bucket's region",
    )


CHECK = Check(
    code="S3L301",
    name="default-encryption-invalid",
    severity=Severity.MEDIUM,
    profile=Profile.DEFAULT,
    subjects=buckets,
    judge=judge,
    edit="safe: S3 rejects the value that is there; which key to use in place of one in another region is a decision",
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

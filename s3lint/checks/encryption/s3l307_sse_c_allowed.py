"""The bucket explicitly allows SSE-C.

With SSE-C, the caller supplies the key and AWS does not store it. An attacker with write access can encrypt every
object with their own key and demand a ransom, without any malware. Since April 2026 new buckets block SSE-C (in all
regions except Bahrain and the UAE), so a bucket is exposed only if somebody lifts the block. This check reports that.

Undecided when the blocked encryption types are unknown.

```terraform bad
resource "aws_s3_bucket" "data" {
  bucket = "acme-data"
}
resource "aws_s3_bucket_server_side_encryption_configuration" "data" {
  bucket = aws_s3_bucket.data.id
  rule {
    blocked_encryption_types = ["NONE"] # finding
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
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
    blocked_encryption_types = ["SSE-C"]
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}
```
```terraform unknown
variable "blocked" {}
resource "aws_s3_bucket" "data" {
  bucket = "acme-data"
}
resource "aws_s3_bucket_server_side_encryption_configuration" "data" {
  bucket = aws_s3_bucket.data.id
  rule {
    blocked_encryption_types = [var.blocked] # unknown
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
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
          - BlockedEncryptionTypes:
              EncryptionType: [NONE] # finding
```
```cloudformation good
Resources:
  Data:
    Type: AWS::S3::Bucket
    Properties:
      BucketEncryption:
        ServerSideEncryptionConfiguration:
          - BlockedEncryptionTypes:
              EncryptionType: [SSE-C]
```
```cloudformation unknown
Parameters:
  Blocked:
    Type: String
Resources:
  Data:
    Type: AWS::S3::Bucket
    Properties:
      BucketEncryption:
        ServerSideEncryptionConfiguration:
          - BlockedEncryptionTypes:
              EncryptionType: [!Ref Blocked] # unknown
```
"""

from __future__ import annotations

from s3lint.checks.model import Check, Profile, Severity, Verdict
from s3lint.graph import Bucket, buckets
from s3lint.values import no


def judge(bucket: Bucket) -> Verdict:
    """Fails where NONE is among the blocked types: it lifts the block."""
    return Verdict.forbid(
        bucket.encryption.ask(
            lambda rule: rule.blocked_types.lists("NONE"),
            absent=no(bucket.header, "new buckets block SSE-C by default"),
            any_of=True,
        ),
        fail="the bucket explicitly allows uploads with customer-provided keys (SSE-C)",
        undecided="cannot decide whether the bucket allows SSE-C",
    )


CHECK = Check(
    code="S3L307",
    name="sse-c-allowed",
    severity=Severity.MEDIUM,
    profile=Profile.STRICT,
    subjects=buckets,
    judge=judge,
    edit="none: uploads with customer-provided keys may be in use",
    fix="block SSE-C, or remove the setting to keep S3's default",
    terraform='blocked_encryption_types = ["SSE-C"]',
    cloudformation="BlockedEncryptionTypes: {EncryptionType: [SSE-C]}",
    doc=__doc__,
    references=("https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-s3-c-encryption-setting-faq.html",),
)

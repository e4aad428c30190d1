"""One customer key encrypts buckets that should not share one.

A key's policy and its off-switch act on everything under it. Where one key holds public assets and customer data, who
may read the one may decrypt the other, and shutting the key for an incident takes both down. The sensitivity of a
bucket is read from the tag that `sensitivity-tag` names; without tags, only the number of buckets counts
(`buckets-per-key`).

Reported only where it is certain: a bucket whose key or tag is not known is not counted.

```terraform bad
resource "aws_kms_key" "all" { # finding
  enable_key_rotation = true
}
resource "aws_s3_bucket" "open" {
  tags = { Sensitivity = "public" }
}
resource "aws_s3_bucket" "closed" {
  tags = { Sensitivity = "restricted" }
}
resource "aws_s3_bucket_server_side_encryption_configuration" "open" {
  bucket = aws_s3_bucket.open.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.all.arn
    }
  }
}
resource "aws_s3_bucket_server_side_encryption_configuration" "closed" {
  bucket = aws_s3_bucket.closed.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.all.arn
    }
  }
}
```
```terraform good
resource "aws_kms_key" "one" {
  enable_key_rotation = true
}
resource "aws_s3_bucket" "closed" {
  tags = { Sensitivity = "restricted" }
}
resource "aws_s3_bucket_server_side_encryption_configuration" "closed" {
  bucket = aws_s3_bucket.closed.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.one.arn
    }
  }
}
```
```cloudformation bad
Resources:
  Key: # finding
    Type: AWS::KMS::Key
    Properties: {KeyPolicy: {}}
  Open:
    Type: AWS::S3::Bucket
    Properties:
      Tags: [{Key: Sensitivity, Value: public}]
      BucketEncryption:
        ServerSideEncryptionConfiguration:
          - ServerSideEncryptionByDefault: {SSEAlgorithm: "aws:kms", KMSMasterKeyID: !Ref Key}
  Closed:
    Type: AWS::S3::Bucket
    Properties:
      Tags: [{Key: Sensitivity, Value: restricted}]
      BucketEncryption:
        ServerSideEncryptionConfiguration:
          - ServerSideEncryptionByDefault: {SSEAlgorithm: "aws:kms", KMSMasterKeyID: !Ref Key}
```
```cloudformation good
Resources:
  Key:
    Type: AWS::KMS::Key
    Properties: {KeyPolicy: {}}
  Closed:
    Type: AWS::S3::Bucket
    Properties:
      BucketEncryption:
        ServerSideEncryptionConfiguration:
          - ServerSideEncryptionByDefault: {SSEAlgorithm: "aws:kms", KMSMasterKeyID: !Ref Key}
```
"""

from __future__ import annotations

from s3lint.aws.kinds import KmsKey
from s3lint.checks.model import PASS, Check, Outcome, Profile, Severity, Verdict
from s3lint.graph.view import View, views
from s3lint.questions.kms_keys import buckets_under
from s3lint.questions.tags import tag
from s3lint.values import Evidence


def judge(key: View[KmsKey]) -> Verdict:
    """Fails on two different sensitivities, or on more buckets than configured."""
    context = key.graph.context
    buckets = buckets_under(key.graph, key.node)
    marks = {bucket.address: tag(bucket.node.tags, context.sensitivity_tag) for bucket in buckets}
    kinds = sorted({mark for mark in marks.values() if mark})
    evidence = (
        Evidence(key.header, f"encrypts {len(buckets)} buckets"),
        *(Evidence(bucket.header, f"{bucket.address}: {marks[bucket.address] or 'not marked'}") for bucket in buckets),
    )
    if len(kinds) > 1:
        text = f"the key encrypts buckets of different sensitivity: {', '.join(kinds)}"
        return Verdict(Outcome.FAIL, text, evidence)
    if len(buckets) > context.buckets_per_key:
        text = f"the key encrypts {len(buckets)} buckets, more than {context.buckets_per_key}"
        return Verdict(Outcome.FAIL, text, evidence)
    return PASS


CHECK = Check(
    code="S3L304",
    name="kms-key-shared",
    severity=Severity.LOW,
    profile=Profile.AUDIT,
    subjects=lambda graph: views(graph, KmsKey),
    judge=judge,
    fix="make a key for each sensitivity",
    terraform="an aws_kms_key of its own for each value of the tag",
    cloudformation="an AWS::KMS::Key of its own for each value of the tag",
    doc=__doc__,
    references=("https://docs.aws.amazon.com/kms/latest/developerguide/best-practices.html",),
)

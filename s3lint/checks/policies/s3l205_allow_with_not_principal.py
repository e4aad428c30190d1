"""A policy allows everyone except the listed principals.

NotPrincipal with Allow grants access to everyone else in the world, including unsigned requests. AWS does not support
the combination. To exclude a principal, deny it.

Undecided when the policy is unknown, or when a statement depends on an unknown value.

```terraform bad
resource "aws_s3_bucket" "data" {
  bucket = "acme-data"
}
resource "aws_s3_bucket_policy" "data" {
  bucket = aws_s3_bucket.data.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect       = "Allow"
      NotPrincipal = { AWS = "arn:aws:iam::111122223333:root" } # finding
      Action       = "s3:GetObject"
      Resource     = "${aws_s3_bucket.data.arn}/*"
    }]
  })
}
```
```terraform good
resource "aws_s3_bucket" "data" {
  bucket = "acme-data"
}
resource "aws_s3_bucket_policy" "data" {
  bucket = aws_s3_bucket.data.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect       = "Deny"
      NotPrincipal = { AWS = ["arn:aws:iam::111122223333:role/app", "arn:aws:iam::111122223333:root"] }
      Action       = "s3:GetObject"
      Resource     = "${aws_s3_bucket.data.arn}/*"
    }]
  })
}
```
```terraform unknown
variable "policy" {}
resource "aws_s3_bucket" "data" {
  bucket = "acme-data"
}
resource "aws_s3_bucket_policy" "data" {
  bucket = aws_s3_bucket.data.id
  policy = var.policy # unknown
}
```
```cloudformation bad
Resources:
  Data:
    Type: AWS::S3::Bucket
  DataPolicy:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Data
      PolicyDocument:
        Statement:
          - Effect: Allow
            NotPrincipal: { AWS: !Ref AWS::AccountId } # finding
            Action: s3:ListBucket
            Resource: !GetAtt Data.Arn
```
```cloudformation good
Resources:
  Data:
    Type: AWS::S3::Bucket
  DataPolicy:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Data
      PolicyDocument:
        Statement:
          - Effect: Allow
            Principal: { AWS: !Ref AWS::AccountId }
            Action: s3:ListBucket
            Resource: !GetAtt Data.Arn
```
```cloudformation unknown
Parameters:
  Policy:
    Type: String
Resources:
  Data:
    Type: AWS::S3::Bucket
  DataPolicy:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Data
      PolicyDocument: !Ref Policy # unknown
```
"""

from __future__ import annotations

from collections.abc import Iterator

from s3lint.checks.model import Check, Profile, Severity, Verdict
from s3lint.checks.statements import judge_inverse
from s3lint.graph import Bucket, opened_buckets


def judge(bucket: Bucket) -> Iterator[Verdict]:
    """Fails on each such statement."""
    return judge_inverse(
        bucket,
        "Principal",
        "allows everyone except the listed principals",
        "cannot decide whether the policy allows everyone except the listed principals",
    )


CHECK = Check(
    code="S3L205",
    name="allow-with-not-principal",
    severity=Severity.HIGH,
    profile=Profile.DEFAULT,
    subjects=opened_buckets,
    judge=judge,
    edit="none: which principals need access is a decision",
    fix="list the allowed principals",
    terraform='Principal = { AWS = "arn:aws:iam::111122223333:role/reader" }',
    cloudformation='Principal: {AWS: "arn:aws:iam::111122223333:role/reader"}',
    doc=__doc__,
    aliases=("F9", "S3_BUCKETPOLICY_NO_ALLOW_PLUS_NOTPRINCIPAL"),
    references=("https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html",),
)

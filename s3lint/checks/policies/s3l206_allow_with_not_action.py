"""A policy allows every action except the listed ones.

NotAction with Allow grants everything else, including actions that AWS adds later. List the actions that you want to
allow, or deny the ones that you do not.

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
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::111122223333:role/app" }
      NotAction = "s3:DeleteBucket" # finding
      Resource  = "${aws_s3_bucket.data.arn}/*"
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
      Effect    = "Deny"
      Principal = "*"
      NotAction = ["s3:GetObject", "s3:PutBucketPolicy"]
      Resource  = "${aws_s3_bucket.data.arn}/*"
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
            Principal: { AWS: !Ref AWS::AccountId }
            NotAction: s3:DeleteBucket # finding
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
        "Action",
        "allows every action except the listed ones",
        "cannot decide whether the policy allows every action except the listed ones",
    )


CHECK = Check(
    code="S3L206",
    name="allow-with-not-action",
    severity=Severity.MEDIUM,
    profile=Profile.DEFAULT,
    subjects=opened_buckets,
    judge=judge,
    edit="none: which actions are needed is a decision",
    fix="list the allowed actions",
    terraform='Action = ["s3:GetObject"]',
    cloudformation='Action: ["s3:GetObject"]',
    doc=__doc__,
    aliases=("W20", "S3_BUCKET_POLICY_NO_ALLOW_PLUS_NOT_ACTION"),
    references=("https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html",),
)

"""Only the account's root user can still change the bucket policy.

A Deny of `s3:PutBucketPolicy` and `s3:DeleteBucketPolicy` without an exemption, or with an exemption that matches no
one, freezes the policy, even for administrators. Only the account's root user can then remove it.

Exempt an administrator role with `ArnNotLike` on `aws:PrincipalArn`, or leave the two actions out of the Deny.

Undecided when the actions or exemptions of the Deny are unknown.

```terraform bad
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
      Action    = "s3:*" # finding
      Resource  = [aws_s3_bucket.data.arn, "${aws_s3_bucket.data.arn}/*"]
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
      Action    = "s3:*"
      Resource  = [aws_s3_bucket.data.arn, "${aws_s3_bucket.data.arn}/*"]
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
  })
}
```
```terraform unknown
variable "denied" {}
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
      Action    = var.denied # unknown
      Resource  = aws_s3_bucket.data.arn
    }]
  })
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
          - Effect: Deny
            Principal: "*"
            Action: s3:*BucketPolicy # finding
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
          - Effect: Deny
            Principal: "*"
            Action: s3:*
            Resource: !Sub "${Data.Arn}/*"
```
```cloudformation unknown
Parameters:
  Admin:
    Type: String
Resources:
  Data:
    Type: AWS::S3::Bucket
  DataPolicy:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Data
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Deny
            Principal: "*"
            Action: s3:*
            Resource: !GetAtt Data.Arn
            Condition:
              ArnNotLike: { "aws:PrincipalArn": !Ref Admin } # unknown
```
"""

from __future__ import annotations

from s3lint.access.decisions import access
from s3lint.access.policies import statements
from s3lint.checks.model import Check, Outcome, Profile, Severity, Verdict
from s3lint.graph import Bucket, opened_buckets
from s3lint.policy.glob import NO
from s3lint.policy.targets import covers_action
from s3lint.values import Evidence


def judge(bucket: Bucket) -> Verdict:
    """Fails where every way to put or delete the policy meets a Deny."""
    known = access(bucket)
    fact = known.lockout.fact
    evidence = tuple(
        Evidence(statement.place("Action", "NotAction"), f"{statement.name} denies changing the policy")
        for statement, _ in statements(known.document)
        if not statement.is_allow and covers_action(statement, "s3:PutBucketPolicy") != NO
    )
    if fact.is_yes:
        text = "only the account's root user can still change the bucket policy"
        return Verdict(Outcome.FAIL, text, evidence)
    return Verdict.forbid(
        fact, fail="", undecided="cannot decide whether only the root user can still change the bucket policy"
    )


CHECK = Check(
    code="S3L203",
    name="policy-lockout",
    severity=Severity.HIGH,
    profile=Profile.DEFAULT,
    subjects=opened_buckets,
    judge=judge,
    edit="none: who administers the bucket is a decision",
    fix="exempt the administrators' role, or leave s3:PutBucketPolicy and s3:DeleteBucketPolicy out of the Deny",
    terraform='Condition = { ArnNotLike = { "aws:PrincipalArn" = "arn:aws:iam::111122223333:role/admin" } }',
    cloudformation='Condition: {ArnNotLike: {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/admin"}}',
    doc=__doc__,
    aliases=("CKV_AWS_93",),
    references=("https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html",),
)

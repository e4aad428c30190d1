"""A policy statement matches no request to this bucket.

Such a statement neither protects nor grants anything. Common causes are the ARN of another bucket, an object action on
the bucket's own ARN (or the reverse), an action that does not exist, and conditions that contradict each other, such as
a source address and a VPC endpoint.

Undecided when s3lint cannot tell whether the statement exists. The check does not report a statement with an unknown
value, because that value may give it an effect.

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
      Action    = "s3:GetObject"
      Resource  = aws_s3_bucket.data.arn # finding
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
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::111122223333:role/app" }
      Action    = ["s3:GetObject", "s3:ListBucket"]
      Resource  = [aws_s3_bucket.data.arn, "${aws_s3_bucket.data.arn}/*"]
    }]
  })
}
```
```terraform unknown
variable "stage" {}
resource "aws_s3_bucket" "data" {
  bucket = "acme-data"
}
data "aws_iam_policy_document" "data" {
  statement {
    principals {
      type        = "AWS"
      identifiers = ["111122223333"]
    }
    actions   = ["s3:ListBucket"]
    resources = [aws_s3_bucket.data.arn]
  }
  dynamic "statement" {
    for_each = var.stage == "prod" ? ["prod"] : []
    content {
      principals {
        type        = "AWS"
        identifiers = ["111122223333"]
      }
      actions   = ["s3:GetObject"]
      resources = [aws_s3_bucket.data.arn] # unknown
    }
  }
}
resource "aws_s3_bucket_policy" "data" {
  bucket = aws_s3_bucket.data.id
  policy = data.aws_iam_policy_document.data.json
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
            Action: s3:*
            Resource: arn:aws:s3:::another-bucket/* # finding
            Condition:
              Bool:
                aws:SecureTransport: "false"
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
            Resource: !Sub "${Data.Arn}*"
            Condition:
              Bool:
                aws:SecureTransport: "false"
```
```cloudformation unknown
Parameters:
  Stage:
    Type: String
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
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
          - Effect: Allow
            Principal: { AWS: !Ref AWS::AccountId }
            Action: s3:ListBucket
            Resource: !GetAtt Data.Arn
          - !If
            - IsProd
            - Effect: Allow
              Principal: { AWS: !Ref AWS::AccountId }
              Action: s3:GetObject
              Resource: !GetAtt Data.Arn # unknown
            - !Ref AWS::NoValue
```
"""

from __future__ import annotations

from collections.abc import Iterator

from s3lint.access.decisions import access
from s3lint.access.policies import statements
from s3lint.checks.model import Check, Outcome, Profile, Severity, Verdict
from s3lint.graph import Bucket, opened_buckets
from s3lint.policy import Statement
from s3lint.policy.dead import dead_statements
from s3lint.source import Span
from s3lint.values import Evidence, yes


def judge(bucket: Bucket) -> Iterator[Verdict]:
    """One verdict for each statement that does nothing for certain; undecided where it may not be there."""
    known = access(bucket)
    there = {_key(statement): fact for statement, fact in statements(known.document)}
    for dead in dead_statements(known.document, known.subject):
        name, evidence = dead.statement.name, (Evidence(dead.span, dead.why),)
        exists = there.get(_key(dead.statement), yes())
        if not dead.fact.is_yes:
            text = f"cannot decide whether {name} has an effect"
            yield Verdict(Outcome.UNKNOWN, text, evidence, (*dead.fact.reasons, *exists.reasons))
        elif exists.is_yes:
            what = dead.statement.sid or str(dead.statement.index)
            yield Verdict(Outcome.FAIL, f"{name} has no effect: {dead.why}", evidence, what=what)
        else:
            text = f"cannot decide whether {name} exists; if it does, it has no effect: {dead.why}"
            yield Verdict(Outcome.UNKNOWN, text, evidence, exists.reasons)


def _key(statement: Statement) -> tuple[Span | None, int]:
    return statement.span, statement.index


CHECK = Check(
    code="S3L208",
    name="statement-without-effect",
    severity=Severity.MEDIUM,
    profile=Profile.DEFAULT,
    subjects=opened_buckets,
    judge=judge,
    edit="none: what the statement was meant to say is a decision",
    fix="correct the statement, or remove it",
    doc=__doc__,
    references=("https://docs.aws.amazon.com/AmazonS3/latest/userguide/security_iam_service-with-iam.html",),
)

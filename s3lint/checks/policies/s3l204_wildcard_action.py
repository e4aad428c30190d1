"""A bucket or access point policy allows every S3 action.

`s3:*` and `*` grant control over the bucket along with its data: the principal can change the policy, suspend
versioning and delete the bucket.

The check does not report smaller wildcards such as `s3:Get*`: the code does not show which of those actions are needed,
and the other policy checks judge what each action allows.

Undecided when an action, or a part of the policy, is unknown.

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
      Action    = "s3:*" # finding
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
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::111122223333:role/app" }
      Action    = ["s3:GetObject", "s3:PutObject"]
      Resource  = "${aws_s3_bucket.data.arn}/*"
    }]
  })
}
```
```terraform unknown
variable "actions" {
  type = list(string)
}
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
      Action    = var.actions # unknown
      Resource  = "${aws_s3_bucket.data.arn}/*"
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
          - Effect: Allow
            Principal: { AWS: !Ref AWS::AccountId }
            Action: "*" # finding
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
  Action:
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
          - Effect: Allow
            Principal: { AWS: !Ref AWS::AccountId }
            Action: !Ref Action # unknown
            Resource: !GetAtt Data.Arn
```
"""

from __future__ import annotations

from collections.abc import Iterator

from s3lint.checks.model import Check, Profile, Severity, Verdict
from s3lint.checks.statements import judge_each
from s3lint.graph import Bucket, opened_buckets
from s3lint.policy import Statement
from s3lint.policy.granted import is_everything
from s3lint.policy.placeholders import is_any_text
from s3lint.values import Fact, no, unknown, yes


def judge(bucket: Bucket) -> Iterator[Verdict]:
    """Fails on each Allow of everything."""
    return judge_each(
        bucket, _is_wide, "allows every S3 action", "cannot decide whether the policy allows every S3 action", "Action"
    )


def _is_wide(statement: Statement) -> Fact:
    if not statement.is_allow or statement.not_action:
        return no()
    if is_everything(statement):
        return yes(statement.place("Action"))
    loose = [term for term in statement.actions if is_any_text(term.text)]
    return unknown(*(r for term in loose for r in term.reasons)) if loose else no()


CHECK = Check(
    code="S3L204",
    name="wildcard-action",
    severity=Severity.MEDIUM,
    profile=Profile.STRICT,
    subjects=opened_buckets,
    judge=judge,
    edit="none: which actions are needed is a decision",
    fix="list the actions that are needed",
    terraform='Action = ["s3:GetObject", "s3:PutObject"]',
    cloudformation='Action: ["s3:GetObject", "s3:PutObject"]',
    doc=__doc__,
    aliases=("a4966c4f", "4ae8af91", "AC_AWS_0217", "FG_R00210", "F15", "S3_BUCKET_POLICY_NO_WILDCARD_ACTION"),
    references=("https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html",),
)

"""An AWS service can be used on behalf of any AWS account.

A service acts for every customer that asks it to. Without `aws:SourceArn`, `aws:SourceAccount`, `aws:SourceOrgID` or
`aws:SourceOrgPaths`, another customer can make the service write its trail, logs or inventory into this bucket, or read
from it.

Undecided when the value of the condition is unknown, as it may be a wildcard, and when it is unknown whether the
principal is a service.

```terraform bad
resource "aws_s3_bucket" "logs" {
  bucket = "acme-logs"
}
resource "aws_s3_bucket_policy" "logs" {
  bucket = aws_s3_bucket.logs.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "cloudtrail.amazonaws.com" } # finding
      Action    = "s3:PutObject"
      Resource  = "${aws_s3_bucket.logs.arn}/*"
    }]
  })
}
```
```terraform good
resource "aws_s3_bucket" "logs" {
  bucket = "acme-logs"
}
resource "aws_s3_bucket_policy" "logs" {
  bucket = aws_s3_bucket.logs.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "cloudtrail.amazonaws.com" }
      Action    = "s3:PutObject"
      Resource  = "${aws_s3_bucket.logs.arn}/*"
      Condition = { StringEquals = { "aws:SourceAccount" = "111122223333" } }
    }]
  })
}
```
```terraform unknown
variable "source_arn" {}
resource "aws_s3_bucket" "logs" {
  bucket = "acme-logs"
}
resource "aws_s3_bucket_policy" "logs" {
  bucket = aws_s3_bucket.logs.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "cloudtrail.amazonaws.com" } # unknown
      Action    = "s3:PutObject"
      Resource  = "${aws_s3_bucket.logs.arn}/*"
      Condition = { ArnLike = { "aws:SourceArn" = var.source_arn } }
    }]
  })
}
```
```cloudformation bad
Resources:
  Logs:
    Type: AWS::S3::Bucket
  LogsPolicy:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Logs
      PolicyDocument:
        Statement:
          - Effect: Allow
            Principal: { Service: logging.s3.amazonaws.com } # finding
            Action: s3:PutObject
            Resource: !Sub "${Logs.Arn}/*"
```
```cloudformation good
Resources:
  Logs:
    Type: AWS::S3::Bucket
  LogsPolicy:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Logs
      PolicyDocument:
        Statement:
          - Effect: Allow
            Principal: { Service: logging.s3.amazonaws.com }
            Action: s3:PutObject
            Resource: !Sub "${Logs.Arn}/*"
            Condition:
              StringEquals:
                aws:SourceAccount: !Ref AWS::AccountId
```
```cloudformation unknown
Parameters:
  Account:
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
            Principal: { Service: cloudtrail.amazonaws.com } # unknown
            Action: s3:PutObject
            Resource: !Sub "${Data.Arn}/*"
            Condition:
              StringLike: { "aws:SourceAccount": !Ref Account }
```
"""

from __future__ import annotations

from collections.abc import Iterator

from s3lint.access.decisions import access
from s3lint.access.policies import open_reasons
from s3lint.checks.model import Check, Outcome, Profile, Severity, Verdict
from s3lint.graph import Bucket, opened_buckets
from s3lint.policy.granted import supplies_source
from s3lint.values import Evidence


def judge(bucket: Bucket) -> Iterator[Verdict]:
    """One verdict for each service that may come on behalf of anybody."""
    for party in access(bucket).services:
        fact = party.fact
        if fact.is_no or not supplies_source(party.name):
            continue
        evidence = tuple(Evidence(s.place("Principal"), f"{s.name} allows {party.name}") for s in party.statements)
        foreign = f"{party.name} can be used on behalf of any AWS account"
        if fact.is_yes:
            text = f"{foreign} (no condition limits aws:SourceArn or aws:SourceAccount)"
            yield Verdict(Outcome.FAIL, text, evidence, what=party.name)
        else:
            text = f"cannot decide whether {foreign}"
            yield Verdict(Outcome.UNKNOWN, text, evidence, fact.reasons, what=party.name)
    stated = access(bucket).document
    if reasons := open_reasons(stated):
        text = "cannot decide whether a service that the policy allows can be used on behalf of any AWS account"
        yield Verdict(Outcome.UNKNOWN, text, (Evidence(stated.span, "the policy has unknown statements"),), reasons)


CHECK = Check(
    code="S3L207",
    name="service-confused-deputy",
    severity=Severity.MEDIUM,
    profile=Profile.STRICT,
    subjects=opened_buckets,
    judge=judge,
    edit="none: which source the service acts for is a decision",
    fix="add a condition on aws:SourceArn or aws:SourceAccount",
    terraform='Condition = { StringEquals = { "aws:SourceAccount" = "111122223333" } }',
    cloudformation='Condition: {StringEquals: {"aws:SourceAccount": !Ref AWS::AccountId}}',
    doc=__doc__,
    references=("https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html",),
)

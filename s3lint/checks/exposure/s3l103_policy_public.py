"""The bucket policy is public by S3's own definition.

S3 calls a policy public unless every Allow is limited to fixed values: named principals, an organization, an account, a
source VPC or VPC endpoint, or narrow address ranges. One public statement makes the whole policy public. With
RestrictPublicBuckets on, the accounts that other statements name then lose access too.

The finding points at each condition that does not count, and says why: it also holds if the key is missing, its value
has a wildcard, or whoever makes the request sets the key.

This check looks at the policy alone, even if Block Public Access masks it. S3L101 decides who can reach the bucket.

Undecided when an unknown value limits an Allow: the value may be a wildcard.

```terraform bad
resource "aws_s3_bucket" "data" {
  bucket = "acme-data"
}
resource "aws_s3_bucket_policy" "data" {
  bucket = aws_s3_bucket.data.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "Read"
      Effect    = "Allow"
      Principal = { AWS = "*" } # finding
      Action    = "s3:GetObject"
      Resource  = "${aws_s3_bucket.data.arn}/*"
      Condition = { StringLike = { "aws:SourceVpce" = "vpce-*" } }
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
      Principal = { AWS = "*" }
      Action    = "s3:GetObject"
      Resource  = "${aws_s3_bucket.data.arn}/*"
      Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-a1b2c3d4e5" } }
    }]
  })
}
```
```terraform unknown
variable "endpoint" {}
resource "aws_s3_bucket" "data" {
  bucket = "acme-data"
}
resource "aws_s3_bucket_policy" "data" {
  bucket = aws_s3_bucket.data.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = "*"
      Action    = "s3:GetObject"
      Resource  = "${aws_s3_bucket.data.arn}/*"
      Condition = { StringLike = { "aws:SourceVpce" = var.endpoint } } # unknown
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
            Principal: "*" # finding
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
            Principal: { AWS: !Sub "arn:aws:iam::${AWS::AccountId}:root" }
            Action: s3:ListBucket
            Resource: !GetAtt Data.Arn
```
```cloudformation unknown
Parameters:
  Endpoint:
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
            Principal: "*"
            Action: s3:ListBucket
            Resource: !GetAtt Data.Arn
            Condition:
              StringLike: { "aws:SourceVpce": !Ref Endpoint } # unknown
```
"""

from __future__ import annotations

from s3lint.access.decisions import Access, access
from s3lint.access.explanations import why_not_public
from s3lint.checks.model import Check, Outcome, Profile, Severity, Verdict
from s3lint.checks.settled import unless
from s3lint.graph import Bucket, opened_buckets
from s3lint.policy import Answer
from s3lint.policy.limits import loose
from s3lint.questions.roles import meant_for_everyone


def judge(bucket: Bucket) -> Verdict:
    """Fails on a statement that S3 calls public."""
    known = access(bucket)
    answer = known.policy_public
    if answer.fact.is_no:
        return Verdict(Outcome.PASS, why=why_not_public(known))
    meant, declared = meant_for_everyone(bucket, CHECK.code)
    beyond = known.policy_public_beyond(meant) if not declared.is_no else answer
    if not beyond.fact.is_no:
        return _verdict(known, beyond)
    return unless(_verdict(known, answer), lambda: declared, "cannot decide whether the policy is meant to be public")


def _verdict(known: Access, answer: Answer) -> Verdict:
    fact = answer.fact
    says = next((e.says for e in fact.evidence if e.says), "")
    mask = " (masked: restrict_public_buckets is on)" if known.subject.restrict_public_buckets.is_yes else ""
    return Verdict.forbid(
        fact,
        fail=f"the bucket policy is public: {says}{mask}",
        undecided="cannot decide whether the bucket policy is public",
        fix=_fix(answer) if fact.is_yes else "",
    )


def _fix(answer: Answer) -> str:
    """What makes a limit of a condition that the statement has; empty where none can be one."""
    found = (limit.fix for statement in answer.statements for _, limit in loose(statement))
    return next(filter(None, found), "")


CHECK = Check(
    code="S3L103",
    name="policy-public",
    severity=Severity.HIGH,
    profile=Profile.DEFAULT,
    subjects=opened_buckets,
    judge=judge,
    edit="none: who needs access is a decision",
    fix="name the principals, or limit the statement to an organization, account, VPC endpoint or address range",
    terraform=(
        'Principal = { AWS = "arn:aws:iam::111122223333:root" }, or Condition = { StringEquals = { '
        '"aws:PrincipalOrgID" = "o-a1b2c3d4e5" } }'
    ),
    cloudformation=(
        'Principal: {AWS: "arn:aws:iam::111122223333:root"}, or Condition: {StringEquals: '
        '{"aws:PrincipalOrgID": o-a1b2c3d4e5}}'
    ),
    doc=__doc__,
    aliases=(
        "CKV_AWS_70", "CKV_AWS_283", "7af43613", "7772bb8c", "66c6f96f", "faa8fddf", "1df37f4b", "f97b7d23",
        "d24c0755", "f6397a20", "ffdf4b37", "acc78859", "456b00a3", "AC_AWS_0217", "AC_AWS_0218", "AC_AWS_0219",
        "AC_AWS_0220", "AC_AWS_0221", "AC_AWS_0224", "FG_R00210", "FG_R00211", "F16",
        "S3_BUCKET_POLICY_NO_WILDCARD_PRINCIPAL", "AwsSolutions-S5", "S3.2", "S3.3",
        "s3-bucket-policy-not-more-permissive", "s3_bucket_policy_public_write_access",
    ),
    frameworks=("cis-7:2.21",),
    references=("https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html",),
)  # fmt: skip

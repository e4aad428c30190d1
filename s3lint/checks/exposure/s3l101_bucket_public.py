"""Somebody who is not named can reach the bucket.

Public is decided as S3 decides it: the bucket policy with its denials and conditions, the ACL, object ownership, Block
Public Access of bucket and account, and the policies of access points, all taken together. A condition only helps where
it holds outsiders back: a source VPC endpoint does, a referer, a user agent or HTTPS does not.

The finding names a request that gets through. Where no Block Public Access is declared at any level the answer depends
on when the bucket was made: since April 2023 S3 turns it on for new buckets, and older ones may be without it.

Undecided where a value that decides is not known, and where something public is granted and no Block Public Access is
declared.

```terraform bad
resource "aws_s3_bucket" "site" {
  bucket = "acme-site"
}
resource "aws_s3_bucket_public_access_block" "site" {
  bucket = aws_s3_bucket.site.id
}
resource "aws_s3_bucket_policy" "site" {
  bucket = aws_s3_bucket.site.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = "*" # finding
      Action    = "s3:GetObject"
      Resource  = "${aws_s3_bucket.site.arn}/*"
      Condition = { StringLike = { "aws:Referer" = "https://acme.example/*" } }
    }]
  })
}
```
```terraform good
resource "aws_s3_bucket" "site" {
  bucket = "acme-site"
}
resource "aws_s3_bucket_public_access_block" "site" {
  bucket                  = aws_s3_bucket.site.id
  restrict_public_buckets = true
}
resource "aws_s3_bucket_policy" "site" {
  bucket = aws_s3_bucket.site.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = "*"
      Action    = "s3:GetObject"
      Resource  = "${aws_s3_bucket.site.arn}/*"
    }]
  })
}
```
```terraform unknown
resource "aws_s3_bucket" "site" {
  bucket = "acme-site"
}
resource "aws_s3_bucket_policy" "site" {
  bucket = aws_s3_bucket.site.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = "*" # unknown
      Action    = "s3:GetObject"
      Resource  = "${aws_s3_bucket.site.arn}/*"
    }]
  })
}
```
```cloudformation bad
Resources:
  Site:
    Type: AWS::S3::Bucket
    Properties:
      PublicAccessBlockConfiguration:
        RestrictPublicBuckets: false
  SitePolicy:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Site
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Principal: "*" # finding
            Action: s3:GetObject
            Resource: !Sub "${Site.Arn}/*"
```
```cloudformation good
Resources:
  Site:
    Type: AWS::S3::Bucket
  SitePolicy:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Site
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Principal: "*"
            Action: s3:GetObject
            Resource: !Sub "${Site.Arn}/*"
            Condition:
              StringEquals:
                aws:SourceVpce: vpce-0a1b2c3d
```
```cloudformation unknown
Resources:
  Site:
    Type: AWS::S3::Bucket
  SitePolicy:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Site
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Principal: "*" # unknown
            Action: s3:GetObject
            Resource: !Sub "${Site.Arn}/*"
```
"""

from __future__ import annotations

from s3lint.access.decisions import access
from s3lint.checks.model import PASS, Check, Outcome, Profile, Severity, Verdict
from s3lint.graph import Bucket, governed_buckets
from s3lint.policy import Answer
from s3lint.values import Evidence


def judge(bucket: Bucket) -> Verdict:
    """Fails on a request by an outsider that succeeds."""
    answer = access(bucket).exposure.answer
    if answer.fact.is_no:
        return PASS
    evidence = (*_lets_in(answer), *answer.fact.evidence)
    if answer.fact.is_yes:
        by = answer.statements[0].name if answer.statements else "the policy"
        return Verdict(Outcome.FAIL, f"anyone can reach the bucket: {answer.witness} (by {by})", evidence)
    text = "cannot decide whether outsiders can reach the bucket"
    message = f"{text}: {answer.witness}" if answer.witness else text
    return Verdict(Outcome.UNKNOWN, message, evidence, answer.fact.reasons)


def _lets_in(answer: Answer) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(statement.place("Principal", "NotPrincipal"), f"{statement.name} lets the request through")
        for statement in answer.statements
    )


CHECK = Check(
    code="S3L101",
    name="bucket-public",
    severity=Severity.CRITICAL,
    profile=Profile.DEFAULT,
    subjects=governed_buckets,
    judge=judge,
    fix="name who may do this, or let Block Public Access shut the public out",
    terraform=(
        "block_public_acls, ignore_public_acls, block_public_policy and restrict_public_buckets = true in "
        "aws_s3_bucket_public_access_block"
    ),
    cloudformation=(
        "PublicAccessBlockConfiguration: {BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: "
        "true, RestrictPublicBuckets: true}"
    ),
    doc=__doc__,
    aliases=(
        "AC_AWS_0496", "FG_R00277", "S3.2", "S3.3", "s3-bucket-public-read-prohibited",
        "s3-bucket-public-write-prohibited", "s3_bucket_public_access",
    ),
    references=("https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html",),
)  # fmt: skip

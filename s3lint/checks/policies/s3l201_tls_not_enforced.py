"""The bucket or its objects accept plain HTTP.

S3 answers HTTP as well as HTTPS. Only a Deny on `aws:SecureTransport` false rejects HTTP, and only as far as the
statement reaches: it must cover every principal, every S3 action, and both the bucket and its objects. A further
condition in the same statement narrows it. An Allow on HTTPS does not help, because it denies nothing.

The finding shows a request that no Deny statement matches.

A website endpoint of S3 answers plain HTTP only, so such a Deny takes the site down. Where static website hosting is on
and the policy lets everyone read, the check passes with that reason: HTTPS takes CloudFront in front of the site
(S3L110).

Undecided when the policy, or a value in its Deny statement, is unknown.

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
      Action    = "s3:*"
      Resource  = aws_s3_bucket.data.arn # finding
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
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
  Data: # finding
    Type: AWS::S3::Bucket
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
            Resource:
              - !GetAtt Data.Arn
              - !Sub "${Data.Arn}/*"
            Condition:
              Bool:
                aws:SecureTransport: "false"
```
```cloudformation unknown
Parameters:
  Secure:
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
            Resource: [!GetAtt Data.Arn, !Sub "${Data.Arn}/*"]
            Condition:
              Bool: { "aws:SecureTransport": !Ref Secure } # unknown
```
"""

from __future__ import annotations

from s3lint.access.decisions import access
from s3lint.access.explanations import why_no_plain_http, why_plain_http
from s3lint.access.policies import statements
from s3lint.aws.kinds import Website
from s3lint.checks.model import PASS, Check, Outcome, Profile, Severity, Verdict
from s3lint.checks.settled import unless
from s3lint.checks.statements import judge_refusal
from s3lint.checks.wanted import Denial
from s3lint.graph import Bucket, opened_buckets
from s3lint.questions.roles import breaks
from s3lint.source import Span


def judge(bucket: Bucket) -> Verdict:
    """Fails on a plain-HTTP request that meets no Deny."""
    if bucket.node.existing and bucket.policy.is_absent:
        return PASS  # its policy is somebody else's
    known = access(bucket)
    answer = known.plain_http
    if answer.fact.is_no:
        return Verdict(Outcome.PASS, why=why_no_plain_http(known))
    undecided = "cannot decide whether the policy denies every plain-HTTP request"
    verdict = judge_refusal(
        bucket,
        answer,
        fail=f"plain HTTP is allowed: {answer.witness}",
        undecided=undecided,
        place=_attempt(bucket),
        why=why_plain_http(known),
        wanted=(Denial("plain HTTP", "DenyPlainHttp", ("Bool", "aws:SecureTransport", "false")),),
    )
    return unless(
        verdict, lambda: breaks(bucket, "https-only", CHECK.code) & bucket.controls(Website).presence(), undecided
    )


def _attempt(bucket: Bucket) -> Span | None:
    """The statement that means to refuse HTTP."""
    for statement, _ in statements(access(bucket).document):
        if any(c.key.lower() == "aws:securetransport" for c in statement.conditions):
            return statement.place("Resource", "NotResource")
    return None


CHECK = Check(
    code="S3L201",
    name="tls-not-enforced",
    severity=Severity.MEDIUM,
    profile=Profile.DEFAULT,
    subjects=opened_buckets,
    judge=judge,
    edit="unsafe: clients that use plain HTTP are denied",
    fix="add a statement that denies plain HTTP to everyone, on the bucket and its objects",
    terraform=(
        '{ Effect = "Deny", Principal = "*", Action = "s3:*", Resource = [aws_s3_bucket.NAME.arn, '
        '"${aws_s3_bucket.NAME.arn}/*"], Condition = { Bool = { "aws:SecureTransport" = "false" } } }'
    ),
    cloudformation=(
        '{Effect: Deny, Principal: "*", Action: "s3:*", Resource: [!GetAtt NAME.Arn, !Sub "${NAME.Arn}/*"], '
        'Condition: {Bool: {"aws:SecureTransport": "false"}}}'
    ),
    doc=__doc__,
    aliases=(
        "CKV_AWS_379", "4bc4dd4c", "38c64e76", "FG_R00100", "S3_BUCKET_SSL_REQUESTS_ONLY", "AwsSolutions-S10",
        "S3BucketSSLRequestsOnly", "S3.5", "s3-bucket-ssl-requests-only", "s3_bucket_secure_transport_policy",
    ),
    references=(
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies.html#example-bucket-policies-HTTP-HTTPS",
    ),
)  # fmt: skip

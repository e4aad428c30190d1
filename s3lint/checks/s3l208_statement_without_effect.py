"""A statement can match no request to this bucket.

It does nothing: it protects nobody, or grants nothing. Common causes are another bucket's ARN, an object action on the
bucket's own ARN (or the reverse), an action that does not exist, and conditions that cannot hold together, such as a
source address and a VPC endpoint.

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
"""

from __future__ import annotations

from collections.abc import Iterator

from s3lint.checks.model import Check, Outcome, Profile, Severity, Verdict
from s3lint.graph import Bucket
from s3lint.graph.access import access
from s3lint.policy.dead import dead_statements
from s3lint.values import Evidence


def judge(bucket: Bucket) -> Iterator[Verdict]:
    """One verdict for each statement that does nothing for certain."""
    known = access(bucket)
    for dead in dead_statements(known.document, known.subject):
        text = f"{dead.statement.name} has no effect: {dead.why}"
        what = dead.statement.sid or str(dead.statement.index)
        yield Verdict(Outcome.FAIL, text, (Evidence(dead.span, dead.why),), what=what)


CHECK = Check(
    code="S3L208",
    name="statement-without-effect",
    severity=Severity.MEDIUM,
    profile=Profile.DEFAULT,
    subjects=lambda graph: graph.governed_buckets,
    judge=judge,
    fix="correct the statement, or remove it",
    doc=__doc__,
    references=("https://docs.aws.amazon.com/AmazonS3/latest/userguide/security_iam_service-with-iam.html",),
)

"""Principals that can delete objects can also delete their versions.

Versioning protects against deletion because a delete only hides the object. `s3:DeleteObjectVersion` undoes that: the
same credentials can remove the data permanently. The check looks at buckets with versioning enabled: at the bucket
policy, and at the identity policies in this code that cover its objects.

The check reports only certain cases: versioning is on and a statement grants both permissions.

```terraform bad
resource "aws_s3_bucket" "data" {
  bucket = "acme-data"
}
resource "aws_s3_bucket_versioning" "data" {
  bucket = aws_s3_bucket.data.id
  versioning_configuration {
    status = "Enabled"
  }
}
resource "aws_iam_policy" "app" {
  name = "app"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "s3:Delete*", Resource = "${aws_s3_bucket.data.arn}/*" }] # finding
  })
}
```
```terraform good
resource "aws_s3_bucket" "data" {
  bucket = "acme-data"
}
resource "aws_s3_bucket_versioning" "data" {
  bucket = aws_s3_bucket.data.id
  versioning_configuration {
    status = "Enabled"
  }
}
resource "aws_iam_policy" "app" {
  name = "app"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "s3:DeleteObject", Resource = "${aws_s3_bucket.data.arn}/*" }]
  })
}
```
```cloudformation bad
Resources:
  Data:
    Type: AWS::S3::Bucket
    Properties:
      VersioningConfiguration:
        Status: Enabled
  DataPolicy:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Data
      PolicyDocument:
        Statement:
          - Effect: Allow
            Principal: { AWS: !Ref AWS::AccountId }
            Action: [s3:DeleteObject, s3:DeleteObjectVersion] # finding
            Resource: !Sub "${Data.Arn}/*"
```
```cloudformation good
Resources:
  Data:
    Type: AWS::S3::Bucket
    Properties:
      VersioningConfiguration:
        Status: Enabled
```
"""

from __future__ import annotations

from collections.abc import Iterator

from s3lint.access.decisions import access
from s3lint.access.policies import read
from s3lint.aws.kinds import IdentityPolicy
from s3lint.checks.model import Check, Outcome, Profile, Severity, Verdict
from s3lint.graph import Bucket, buckets
from s3lint.policy import Document
from s3lint.policy.glob import YES, like
from s3lint.policy.identity import deletes_versions
from s3lint.values import Evidence


def judge(bucket: Bucket) -> Iterator[Verdict]:
    """One verdict for each statement that gives both."""
    if not bucket.versioning_enabled().is_yes:
        return
    known = access(bucket)
    yield from _each(known.document, bucket.address, known.subject.arn)
    for node in bucket.graph.of(IdentityPolicy):
        if node.document is not None:
            stated = read(bucket.graph, node.document, resource_policy=False)
            yield from _each(stated, node.address, known.subject.arn)


def _each(document: Document, address: str, arn: str) -> Iterator[Verdict]:
    for statement in deletes_versions(document):
        reaches = any(like(t.text, f"{arn}/key") == YES for t in statement.resources) and not statement.not_resource
        if statement.certain and reaches:
            says = f"{statement.name} of {address} allows s3:DeleteObjectVersion along with s3:DeleteObject"
            what = f"{address} {statement.sid or statement.index}"
            yield Verdict(Outcome.FAIL, says, (Evidence(statement.place("Action"), says),), what=what)


CHECK = Check(
    code="S3L511",
    name="delete-version-granted",
    severity=Severity.MEDIUM,
    profile=Profile.STRICT,
    subjects=buckets,
    judge=judge,
    fix="grant s3:DeleteObjectVersion to a separate role only, or use lifecycle rules",
    terraform='Action = ["s3:DeleteObject"]',
    cloudformation='Action: ["s3:DeleteObject"]',
    doc=__doc__,
    references=("https://docs.aws.amazon.com/AmazonS3/latest/userguide/DeletingObjectVersions.html",),
)

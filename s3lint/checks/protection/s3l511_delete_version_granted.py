"""Principals that can delete objects can also delete their versions.

Versioning protects against deletion because a delete only hides the object. `s3:DeleteObjectVersion` undoes that: the
same credentials can remove the data permanently. The check looks at buckets with versioning enabled: at the bucket
policy, and at the identity policies in this code that cover its objects.

Undecided when versioning, a statement, its actions or its resources are unknown.

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
from dataclasses import replace

from s3lint.access.decisions import access
from s3lint.access.policies import open_reasons, read, statements
from s3lint.aws.kinds import IdentityPolicy
from s3lint.checks.model import Check, Profile, Severity, Verdict
from s3lint.graph import Bucket, buckets
from s3lint.policy import Document, Statement
from s3lint.policy.stated import covers, reaches
from s3lint.values import Evidence, Fact, no, unknown


def judge(bucket: Bucket) -> Iterator[Verdict]:
    """One verdict for each statement that gives both."""
    versioned = bucket.versioning_enabled()
    if versioned.is_no:
        return
    known = access(bucket)
    yield from _each(known.document, bucket.address, known.subject.arn, versioned)
    for node in bucket.graph.of(IdentityPolicy):
        if node.document is not None:
            stated = read(bucket.graph, node.document, resource_policy=False)
            yield from _each(stated, node.address, known.subject.arn, versioned)


def _each(document: Document, address: str, arn: str, versioned: Fact) -> Iterator[Verdict]:
    for statement, there in statements(document):
        fact = versioned & there & _gives_both(statement, arn)
        says = f"{statement.name} of {address} allows s3:DeleteObjectVersion along with s3:DeleteObject"
        evidence = Evidence(statement.place("Action"), says)
        if not fact.is_no:
            what = f"{address} {statement.sid or statement.index}"
            yield _verdict(Fact(fact.truth, (evidence,), fact.reasons), says, what)
    if opened := open_reasons(document):
        says = f"a statement of {address} allows s3:DeleteObjectVersion along with s3:DeleteObject"
        yield _verdict(unknown(*opened, span=document.span), says, address)


def _gives_both(statement: Statement, arn: str) -> Fact:
    if not statement.is_allow or statement.not_resource:
        return no()
    both = covers(statement, "s3:DeleteObject") & covers(statement, "s3:DeleteObjectVersion")
    return both & reaches(statement, f"{arn}/key")


def _verdict(fact: Fact, says: str, what: str) -> Verdict:
    return replace(Verdict.forbid(fact, fail=says, undecided=f"cannot decide whether {says}"), what=what)


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

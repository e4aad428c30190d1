"""Presigned URLs of a shared bucket can stay valid for a week.

A presigned URL grants its signer's permissions until it expires, for up to seven days. If the policy allows reads from
outside the account, a Deny on `s3:signatureAge` shortens that time.

Undecided when it is unknown whether the bucket is shared (S3L101 and S3L202 say why), or whether the Deny covers it.

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
      Principal = { AWS = ["111122223333", "444455556666"] } # finding
      Action    = "s3:GetObject"
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
    Statement = [
      {
        Effect    = "Allow"
        Principal = { AWS = ["111122223333", "444455556666"] }
        Action    = "s3:GetObject"
        Resource  = "${aws_s3_bucket.data.arn}/*"
      },
      {
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:GetObject"
        Resource  = "${aws_s3_bucket.data.arn}/*"
        Condition = { NumericGreaterThan = { "s3:signatureAge" = "600000" } }
      },
    ]
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
            Principal: { AWS: ["111122223333", "444455556666"] } # finding
            Action: s3:GetObject
            Resource: !Sub "${Data.Arn}/*"
```
```cloudformation good
Resources:
  Data:
    Type: AWS::S3::Bucket
```
"""

from __future__ import annotations

from s3lint.access.decisions import access
from s3lint.checks.model import Check, Profile, Severity, Verdict
from s3lint.graph import Bucket, opened_buckets
from s3lint.policy import Party, crosses_accounts
from s3lint.policy.answers import restricted
from s3lint.policy.stated import covers
from s3lint.policy.uploads import old_signature_undenied
from s3lint.record import replace
from s3lint.values import Evidence, Fact, no


def judge(bucket: Bucket) -> Verdict:
    """Fails where others may read, and no Deny refuses a week-old signature."""
    known = access(bucket)
    readers = tuple(replace(p, answer=restricted(p.answer, ~_reads(p))) for p in known.accounts)
    shared = crosses_accounts(readers) | known.exposure.policy.fact
    fact = shared & old_signature_undenied(known.document, known.subject).fact
    if fact.is_yes:
        statements = [s for p in readers for s in p.statements] or list(known.exposure.policy.statements)
        fact = Fact(
            fact.truth, tuple(Evidence(s.place("Principal"), f"{s.name} allows others to read") for s in statements)
        )
    return Verdict.forbid(
        fact,
        fail="the bucket is shared, but no s3:signatureAge condition limits its presigned URLs",
        undecided="cannot decide whether the bucket is shared without a limit on its presigned URLs",
    )


def _reads(party: Party) -> Fact:
    """Whether a party may read objects, as far as its statements are known."""
    found = no()
    for statement in party.statements:
        found = found | covers(statement, "s3:GetObject")
    return found if party.statements else party.answer.fact


CHECK = Check(
    code="S3L212",
    name="presigned-url-unbounded",
    severity=Severity.INFO,
    profile=Profile.AUDIT,
    subjects=opened_buckets,
    judge=judge,
    edit="none: how long signed requests may live is a decision",
    fix="deny requests whose signature is older than your limit, in milliseconds",
    terraform='Condition = { NumericGreaterThan = { "s3:signatureAge" = "600000" } }',
    cloudformation='Condition: {NumericGreaterThan: {"s3:signatureAge": "600000"}}',
    doc=__doc__,
    references=("https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-presigned-url.html",),
)

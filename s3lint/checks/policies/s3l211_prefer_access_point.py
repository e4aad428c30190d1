"""The bucket policy grants another account direct access instead of using an access point.

A single policy for every partner grows until nobody can read it. With an access point for each partner, each has a
small policy of its own, and the bucket policy only delegates to the account's access points.

Undecided when a principal, or whether its account is another one, is unknown.

```terraform bad
provider "aws" {
  allowed_account_ids = ["111122223333"]
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
    Statement = [{
      Effect    = "Allow"
      Principal = "*"
      Action    = "s3:GetObject"
      Resource  = "${aws_s3_bucket.data.arn}/*"
      Condition = { StringEquals = { "s3:DataAccessPointAccount" = "111122223333" } }
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
from s3lint.policy import crosses_accounts
from s3lint.policy.document import Statement
from s3lint.values import Evidence, Fact


def judge(bucket: Bucket) -> Verdict:
    """Fails where an account other than the owner is granted directly."""
    parties = [p for p in access(bucket).accounts if not p.statements or not all(map(_delegates, p.statements))]
    fact = crosses_accounts(tuple(parties))
    names = ", ".join(party.name for party in parties)
    if fact.is_yes:
        named = [(party.name, statement) for party in parties for statement in party.statements]
        fact = Fact(fact.truth, tuple(Evidence(s.place("Principal"), f"{s.name} names {name}") for name, s in named))
    return Verdict.forbid(
        fact,
        fail=f"the bucket policy grants {names} direct access",
        undecided="cannot decide whether the bucket policy grants another account direct access",
    )


def _delegates(statement: Statement) -> bool:
    return any(c.key.lower().startswith("s3:dataaccesspoint") for c in statement.conditions)


CHECK = Check(
    code="S3L211",
    name="prefer-access-point",
    severity=Severity.INFO,
    profile=Profile.AUDIT,
    subjects=opened_buckets,
    judge=judge,
    edit="none: what each partner needs is a decision",
    fix="give each partner an access point, and delegate to the account's access points",
    terraform='Condition = { StringEquals = { "s3:DataAccessPointAccount" = "111122223333" } }',
    cloudformation='Condition: {StringEquals: {"s3:DataAccessPointAccount": !Ref AWS::AccountId}}',
    doc=__doc__,
    references=("https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points.html",),
)

"""The policy grants access to another account.

The other account's administrators decide who uses the grant. The check skips accounts that the configuration lists as
`trusted-accounts`. The severity is higher if the grant allows changing permissions, or everything without a condition.

s3lint knows this account from `account-id` in the configuration, from the provider, or by identity. If it does not, a
single account may be this account (undecided), but of two accounts at least one is another account.

Undecided when a principal is unknown, and when a single account may be this account.

```terraform bad
data "aws_caller_identity" "me" {}
resource "aws_s3_bucket" "data" {
  bucket = "acme-data"
}
resource "aws_s3_bucket_policy" "data" {
  bucket = aws_s3_bucket.data.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = ["arn:aws:iam::111122223333:root", "arn:aws:iam::444455556666:root"] } # finding
      Action    = "s3:GetObject"
      Resource  = "${aws_s3_bucket.data.arn}/*"
    }]
  })
}
```
```terraform good
data "aws_caller_identity" "me" {}
resource "aws_s3_bucket" "data" {
  bucket = "acme-data"
}
resource "aws_s3_bucket_policy" "data" {
  bucket = aws_s3_bucket.data.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::${data.aws_caller_identity.me.account_id}:root" }
      Action    = "s3:GetObject"
      Resource  = "${aws_s3_bucket.data.arn}/*"
    }]
  })
}
```
```terraform unknown
resource "aws_s3_bucket" "data" {
  bucket = "acme-data"
}
resource "aws_s3_bucket_policy" "data" {
  bucket = aws_s3_bucket.data.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "111122223333" } # unknown
      Action    = "s3:GetObject"
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
            Principal: { AWS: ["111122223333", "444455556666"] } # finding
            Action: s3:PutObject
            Resource: !Sub "${Data.Arn}/*"
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
            Action: s3:PutObject
            Resource: !Sub "${Data.Arn}/*"
```
```cloudformation unknown
Parameters:
  Partner:
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
            Principal: { AWS: !Ref Partner } # unknown
            Action: s3:GetObject
            Resource: !Sub "${Data.Arn}/*"
```
"""

from __future__ import annotations

from s3lint.access.decisions import access
from s3lint.access.explanations import why_no_account
from s3lint.checks.model import Check, Outcome, Profile, Severity, Verdict
from s3lint.graph import Bucket, opened_buckets
from s3lint.policy import Party
from s3lint.policy.placeholders import account_shown, has_hole, shown
from s3lint.values import Evidence


def judge(bucket: Bucket) -> list[Verdict]:
    """One verdict for each account that is let in, or may be."""
    known = access(bucket)
    parties = known.accounts
    found = [_failing(party) for party in parties if party.fact.is_yes]
    if found:
        return found
    fact = known.crosses_accounts
    if fact.is_yes:
        return [_one_of(parties)]
    if fact.is_unknown:
        names = ", ".join(dict.fromkeys(shown(party.name) for party in parties))
        text = f"cannot decide whether the policy grants access to another account: {names}"
        evidence = tuple(e for party in parties for e in _evidence(party))
        return [Verdict(Outcome.UNKNOWN, text, evidence, fact.reasons)]
    return [Verdict(Outcome.PASS, why=why_no_account(known))]


def _one_of(parties: tuple[Party, ...]) -> Verdict:
    """That some account is another one, where it is not known which is let in, or which is the bucket's."""
    literal = [party for party in parties if party.answer.fact.is_yes and not has_hole(party.name)]
    names = ", ".join(dict.fromkeys(shown(party.name) for party in literal or parties))
    text = f"the policy grants access to the accounts {names}, and at least one of them is another account"
    if not literal:
        text = f"the policy grants access to another account, whichever it is: {names}"
    last = (literal or parties)[-1]
    return Verdict(Outcome.FAIL, text, _evidence(last), severity=_severity(last))


def _failing(party: Party) -> Verdict:
    can = "do everything" if party.unlimited else "change permissions" if party.manages else "access the bucket"
    text = f"{account_shown(party.name)} can {can}: {party.answer.witness}".removesuffix(": ")
    return Verdict(Outcome.FAIL, text, _evidence(party), severity=_severity(party), what=party.name)


def _severity(party: Party) -> Severity:
    return Severity.HIGH if party.manages or party.unlimited else Severity.MEDIUM


def _evidence(party: Party) -> tuple[Evidence, ...]:
    statements = party.statements or party.answer.statements
    if not statements:
        return party.answer.fact.evidence
    return tuple(
        Evidence(s.place("Principal", "Condition"), f"{s.name} allows {shown(party.name)}") for s in statements
    )


CHECK = Check(
    code="S3L202",
    name="cross-account-access",
    severity=Severity.MEDIUM,
    profile=Profile.DEFAULT,
    subjects=opened_buckets,
    judge=judge,
    edit="none: which accounts to trust is a decision",
    fix="remove the account, or list it in trusted-accounts",
    doc=__doc__,
    aliases=(
        "S3_BUCKET_POLICY_GRANTEE_CHECK", "S3.6", "s3-bucket-blacklisted-actions-prohibited",
        "s3-bucket-policy-grantee-check", "s3_bucket_cross_account_access",
    ),
    references=("https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-6",),
)  # fmt: skip

"""The bucket is publicly accessible.

s3lint decides this the way S3 does: it evaluates the bucket policy with its Deny statements and conditions, the ACL,
Object Ownership, Block Public Access of the bucket and the account, and access point policies together. A condition
helps only if it keeps outsiders away: a source VPC endpoint does; a referer, a user agent or HTTPS does not.

The finding shows a request that succeeds. If the code declares no Block Public Access at any level, the answer depends
on when the bucket was created: S3 turns it on for buckets created since April 2023, and older buckets may lack it.

Where the configuration declares that a bucket is a public site or public content (`[[bucket]]`), reads by everyone pass
with its reason; writes by everyone, and whatever else it does not mean, still fail.

Undecided when a value that matters is unknown, and when a policy or ACL grants public access and the code declares no
Block Public Access.

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

from collections.abc import Iterator

from s3lint.access.acls import public_uses
from s3lint.access.decisions import access
from s3lint.access.explanations import why_no_outsider
from s3lint.checks.model import Check, Outcome, Profile, Severity, Verdict
from s3lint.checks.settled import unless
from s3lint.graph import Bucket, opened_buckets
from s3lint.policy import Answer
from s3lint.policy.limits import loose_evidence
from s3lint.questions.roles import meant_for_everyone
from s3lint.values import Evidence


def judge(bucket: Bucket) -> Verdict:
    """Fails on a request by an outsider that succeeds."""
    known = access(bucket)
    answer = known.exposure.answer
    if answer.fact.is_no:
        return Verdict(Outcome.PASS, why=why_no_outsider(known))
    meant, declared = meant_for_everyone(bucket, CHECK.code)
    beyond = known.exposure_beyond(meant).answer if not declared.is_no else answer
    if not beyond.fact.is_no:
        return _verdict(bucket, beyond)
    undecided = "cannot decide whether the bucket is meant to be publicly accessible"
    return unless(_verdict(bucket, answer), lambda: declared, undecided)


def _verdict(bucket: Bucket, answer: Answer) -> Verdict:
    evidence = (*_allowing(answer), *answer.fact.evidence)
    parts = tuple(_parts(bucket, answer))
    if answer.fact.is_yes:
        by = answer.statements[0].name if answer.statements else "the policy"
        return Verdict(
            Outcome.FAIL,
            f"the bucket is publicly accessible: {answer.witness} (allowed by {by})",
            evidence,
            parts=parts,
        )
    text = f"cannot decide whether {answer.witness or 'the bucket is publicly accessible'}"
    return Verdict(Outcome.UNKNOWN, text, evidence, answer.fact.reasons, parts=parts)


def _parts(bucket: Bucket, answer: Answer) -> Iterator[str]:
    """What makes the bucket public: its ACL, by reading or writing, or a policy."""
    for by_acl in sorted({statement.is_grant for statement in answer.statements}):
        yield from (f"acl {use}" for use in sorted(public_uses(bucket.acl.all))) if by_acl else ("policy",)


def _allowing(answer: Answer) -> Iterator[Evidence]:
    """The statements that let the request through, and why their conditions do not keep it out."""
    for statement in answer.statements:
        yield Evidence(statement.place("Principal", "NotPrincipal"), f"{statement.name} allows the request")
        yield from loose_evidence(statement)


CHECK = Check(
    code="S3L101",
    name="bucket-public",
    severity=Severity.CRITICAL,
    profile=Profile.DEFAULT,
    subjects=opened_buckets,
    judge=judge,
    edit="none: who needs access is a decision; S3L102, S3L103 and S3L104 edit what makes the bucket public",
    fix="name the principals that need access, or turn on Block Public Access",
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
    frameworks=("cis-7:2.21",),
    references=("https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html",),
)  # fmt: skip

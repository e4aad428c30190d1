"""The bucket's ACL grants public access.

A grant to AllUsers opens the bucket to the internet. A grant to AuthenticatedUsers opens it to every AWS account in the
world, not just to this account's users. READ lists the bucket, WRITE adds objects, and READ_ACP and WRITE_ACP read and
change the ACL itself, which amounts to full access.

This check looks at what the code declares. If Block Public Access or BucketOwnerEnforced masks the grant, the message
says so and the severity is low instead of high (S3L101 decides who can reach the bucket). A masked grant is one mistake
away from taking effect.

Undecided when the canned ACL or a grantee is unknown.

```terraform bad
resource "aws_s3_bucket" "site" {
  bucket = "acme-site"
}
resource "aws_s3_bucket_acl" "site" {
  bucket = aws_s3_bucket.site.id
  acl    = "public-read" # finding
}
```
```terraform good
resource "aws_s3_bucket" "site" {
  bucket = "acme-site"
}
resource "aws_s3_bucket_acl" "site" {
  bucket = aws_s3_bucket.site.id
  acl    = "log-delivery-write"
}
```
```terraform unknown
variable "acl" {}
resource "aws_s3_bucket" "site" {
  bucket = "acme-site"
}
resource "aws_s3_bucket_acl" "site" {
  bucket = aws_s3_bucket.site.id
  acl    = var.acl # unknown
}
```
```cloudformation bad
Resources:
  Site:
    Type: AWS::S3::Bucket
    Properties:
      AccessControl: AuthenticatedRead # finding
```
```cloudformation good
Resources:
  Site:
    Type: AWS::S3::Bucket
    Properties:
      AccessControl: Private
```
```cloudformation unknown
Parameters:
  Access:
    Type: String
Resources:
  Site:
    Type: AWS::S3::Bucket
    Properties:
      AccessControl: !Ref Access # unknown
```
"""

from __future__ import annotations

from s3lint.access.acls import public_grant, public_grant_of_more, public_uses
from s3lint.access.subject import acls_enabled, flag
from s3lint.checks.acl_edits import private
from s3lint.checks.model import Check, Outcome, Profile, Severity, Verdict
from s3lint.checks.settled import unless
from s3lint.graph import Bucket, opened_buckets
from s3lint.questions.roles import meant_for_everyone
from s3lint.record import replace
from s3lint.values import Evidence, no

_LISTS = "s3:ListBucket"  # what READ of a bucket allows


def judge(bucket: Bucket) -> Verdict:
    """Fails on a public canned ACL or grant, and says what masks it."""
    meant, declared = meant_for_everyone(bucket, CHECK.code)
    verdict = _verdict(bucket)
    if _LISTS not in meant or not bucket.acl.ask(public_grant_of_more, absent=no(bucket.header), any_of=True).is_no:
        return verdict
    return unless(verdict, lambda: declared, "cannot decide whether the ACL is meant to be public")


def _verdict(bucket: Bucket) -> Verdict:
    verdict = Verdict.forbid(
        bucket.acl.ask(public_grant, absent=no(bucket.header, "no ACL is set"), any_of=True),
        fail="the ACL grants public access",
        undecided="cannot decide whether the ACL grants public access",
        wanted=private(bucket),
    )
    if verdict.outcome is not Outcome.FAIL:
        return verdict
    mask = _mask(bucket)
    parts = tuple(sorted(public_uses(bucket.acl.all)))
    says = next((e.says for e in verdict.evidence if e.says), "")
    message = f"the ACL is public: {says}" if says else verdict.message
    if mask is None:
        return replace(verdict, message=message, parts=parts)
    masked = f"{message} (masked: {mask.says})"
    evidence = (*verdict.evidence, mask)
    return replace(verdict, message=masked, evidence=evidence, severity=Severity.LOW, parts=parts)


def _mask(bucket: Bucket) -> Evidence | None:
    """What takes the grant's effect away for certain: what the code states, not what S3 does for new buckets alone."""
    for fact in (~acls_enabled(bucket), flag(bucket, "ignore_public_acls")):
        if fact.is_yes:
            return next(iter(fact.evidence), None)
    return None


CHECK = Check(
    code="S3L104",
    name="acl-public",
    severity=Severity.HIGH,
    profile=Profile.DEFAULT,
    subjects=opened_buckets,
    judge=judge,
    edit="unsafe: it ends access that the ACL grants",
    fix="remove the grant, and use the bucket policy to share the bucket",
    terraform='acl = "private" in aws_s3_bucket_acl, or no aws_s3_bucket_acl',
    cloudformation="AccessControl: Private, or no AccessControl",
    doc=__doc__,
    aliases=(
        "CKV_AWS_20", "CKV_AWS_57", "CKV_AWS_375", "CKV2_AWS_43", "AWS-0092", "38c5ee0d", "219f4c95", "07dda8de",
        "57b9893d", "835d5497", "64a222aa", "bf878b1a", "AC_AWS_0210", "AC_AWS_0211", "AC_AWS_0212", "AC_AWS_0213",
        "FG_R00279", "W31", "F14", "S3_BUCKET_NO_PUBLIC_RW_ACL", "S3_BUCKET_PUBLIC_READ_ACL",
        "S3BucketPublicReadProhibited", "S3BucketPublicWriteProhibited", "S3.2", "S3.3", "s3_bucket_public_list_acl",
        "s3_bucket_public_write_acl",
    ),
    references=("https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html",),
)  # fmt: skip

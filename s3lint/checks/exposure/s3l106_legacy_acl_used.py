"""The bucket sets an ACL.

ACLs are older than policies: they are coarse, they apply to each object separately, and they are easy to get wrong.
Today's default (BucketOwnerEnforced) disables them, and AWS recommends keeping it. Code that sets an ACL needs
ownership controls that enable ACLs again. `private` only repeats the default, so it passes. So does the ACL of a bucket
that receives standard logs (legacy) of CloudFront, which are delivered through it.

Undecided when the ACL is unknown: it may be `private`.

```terraform bad
resource "aws_s3_bucket" "logs" {
  bucket = "acme-logs"
}
resource "aws_s3_bucket_acl" "logs" {
  bucket = aws_s3_bucket.logs.id
  acl    = "log-delivery-write" # finding
}
```
```terraform good
resource "aws_s3_bucket" "logs" {
  bucket = "acme-logs"
}
resource "aws_s3_bucket_acl" "logs" {
  bucket = aws_s3_bucket.logs.id
  acl    = "private"
}
```
```terraform unknown
variable "acl" {}
resource "aws_s3_bucket" "logs" {
  bucket = "acme-logs"
}
resource "aws_s3_bucket_acl" "logs" {
  bucket = aws_s3_bucket.logs.id
  acl    = var.acl # unknown
}
```
```cloudformation bad
Resources:
  Logs:
    Type: AWS::S3::Bucket
    Properties:
      AccessControl: LogDeliveryWrite # finding
```
```cloudformation good
Resources:
  Logs:
    Type: AWS::S3::Bucket
```
```cloudformation unknown
Parameters:
  Access:
    Type: String
Resources:
  Logs:
    Type: AWS::S3::Bucket
    Properties:
      AccessControl: !Ref Access # unknown
```
"""

from __future__ import annotations

from s3lint.aws.kinds import Acl
from s3lint.checks.acl_edits import private as private_list
from s3lint.checks.model import Check, Profile, Severity, Verdict
from s3lint.checks.settled import unless
from s3lint.graph import Bucket, buckets
from s3lint.questions.roles import breaks
from s3lint.values import Fact, yes


def private(acl: Acl) -> Fact:
    """Whether a list says no more than what is so without it."""
    if acl.canned.value is not None:
        return acl.is_canned("private")
    return ~yes(acl.header, "an access control policy is set")


def judge(bucket: Bucket) -> Verdict:
    """Passes without a list, and with `private`."""
    undecided = "cannot decide whether the bucket sets an ACL"
    verdict = Verdict.require(
        bucket.acl.ask(private, absent=yes(bucket.header, "no ACL is set")),
        fail="the bucket sets an ACL",
        undecided=undecided,
        wanted=private_list(bucket),
    )
    return unless(verdict, lambda: breaks(bucket, "acls-disabled", CHECK.code), undecided)


CHECK = Check(
    code="S3L106",
    name="legacy-acl-used",
    severity=Severity.LOW,
    profile=Profile.STRICT,
    subjects=buckets,
    judge=judge,
    edit="unsafe: it ends access that the ACL grants",
    fix="grant access in the bucket policy instead of an ACL",
    terraform="remove aws_s3_bucket_acl, or the bucket's acl and grant arguments",
    cloudformation="remove AccessControl",
    doc=__doc__,
    aliases=("W3045", "S3.12", "s3-bucket-acl-prohibited", "s3_bucket_acl_prohibited"),
    references=("https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html",),
)

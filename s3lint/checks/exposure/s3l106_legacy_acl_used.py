"""The bucket states an access control list.

ACLs are the older way to share, from before policies: coarse, per object, and easy to get wrong. Today's default
(BucketOwnerEnforced) leaves them without effect, and AWS advises to keep it so. Code that states one needs ownership
controls that bring ACLs back. `private` says what is so anyway, and passes.

Undecided where the ACL is not known: it may be `private`.

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
from s3lint.checks.model import Check, Profile, Severity, Verdict
from s3lint.graph import Bucket, buckets
from s3lint.values import Fact, yes


def private(acl: Acl) -> Fact:
    """Whether a list says no more than what is so without it."""
    if acl.canned.value is not None:
        return acl.is_canned("private")
    return ~yes(acl.header, "an access control policy is stated")


def judge(bucket: Bucket) -> Verdict:
    """Passes without a list, and with `private`."""
    return Verdict.require(
        bucket.acl.ask(private, absent=yes(bucket.header, "no ACL is stated")),
        fail="the bucket states an access control list",
        undecided="cannot decide whether the bucket uses an access control list",
    )


CHECK = Check(
    code="S3L106",
    name="legacy-acl-used",
    severity=Severity.LOW,
    profile=Profile.STRICT,
    subjects=buckets,
    judge=judge,
    fix="leave the ACL out and grant access by the bucket policy",
    terraform="remove aws_s3_bucket_acl, or the bucket's acl and grant arguments",
    cloudformation="remove AccessControl",
    doc=__doc__,
    aliases=("E3045", "W3045", "S3.12", "s3-bucket-acl-prohibited", "s3_bucket_acl_prohibited"),
    references=("https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html",),
)

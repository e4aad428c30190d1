"""S3 rejects an ACL, because object ownership disables ACLs.

With BucketOwnerEnforced, S3 answers a request that sets an ACL with AccessControlListNotSupported, so the deployment
fails. S3 also rejects `private` where a separate resource sets it. In the bucket itself, `private` and
`bucket-owner-full-control` are accepted, since they grant nothing beyond the owner.

Without declared object ownership the bucket's age decides: BucketOwnerEnforced is the default for buckets created since
April 2023, and older ones accept ACLs. The check is undecided then. S3L105 reports object ownership that enables ACLs.

Undecided when the object ownership or the ACL is unknown or object ownership is not declared.

```terraform bad
resource "aws_s3_bucket" "logs" {
  bucket = "acme-logs"
}
resource "aws_s3_bucket_ownership_controls" "logs" {
  bucket = aws_s3_bucket.logs.id
  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}
resource "aws_s3_bucket_acl" "logs" {
  bucket = aws_s3_bucket.logs.id
  acl    = "log-delivery-write" # finding
}
```
```terraform good
resource "aws_s3_bucket" "logs" {
  bucket = "acme-logs"
  acl    = "private"
}
resource "aws_s3_bucket_ownership_controls" "logs" {
  bucket = aws_s3_bucket.logs.id
  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}
```
```terraform unknown
resource "aws_s3_bucket" "logs" {
  bucket = "acme-logs"
}
resource "aws_s3_bucket_acl" "logs" {
  bucket = aws_s3_bucket.logs.id
  acl    = "log-delivery-write" # unknown
}
```
```cloudformation bad
Resources:
  Logs:
    Type: AWS::S3::Bucket
    Properties:
      AccessControl: LogDeliveryWrite # finding
      OwnershipControls:
        Rules:
          - ObjectOwnership: BucketOwnerEnforced
```
```cloudformation good
Resources:
  Logs:
    Type: AWS::S3::Bucket
    Properties:
      AccessControl: LogDeliveryWrite
      OwnershipControls:
        Rules:
          - ObjectOwnership: ObjectWriter
  Data:
    Type: AWS::S3::Bucket
    Properties:
      AccessControl: Private
```
```cloudformation unknown
Resources:
  Logs:
    Type: AWS::S3::Bucket
    Properties:
      AccessControl: LogDeliveryWrite # unknown
```
"""

from __future__ import annotations

from s3lint.access.subject import acls_enabled
from s3lint.aws.kinds import Acl
from s3lint.checks.acl_edits import none
from s3lint.checks.model import Check, Profile, Severity, Verdict
from s3lint.graph import Bucket, governed_buckets
from s3lint.record import replace
from s3lint.values import Fact, no, unknown, yes


def judge(bucket: Bucket) -> Verdict:
    """Fails on an ACL that S3 rejects beside BucketOwnerEnforced."""
    asks = bucket.acl.ask(lambda acl: _asks_for_acls(bucket, acl), absent=no(bucket.header), any_of=True)
    refused = ~acls_enabled(bucket)
    place = asks.evidence if asks.is_yes else ()
    return Verdict.forbid(
        asks & replace(refused, evidence=(*place, *refused.evidence)),
        fail="S3 rejects the ACL, because object ownership disables ACLs",
        undecided="cannot decide whether S3 rejects the ACL",
        wanted=none(bucket),
    )


def _asks_for_acls(bucket: Bucket, acl: Acl) -> Fact:
    """Whether S3 takes a list only where ACLs are enabled."""
    says = yes(acl.canned.span, "an ACL is set")
    if acl.grants or acl.open or acl.resource is not bucket.resource:
        return says if not acl.open else unknown(*acl.open)
    return says & ~acl.is_canned("private", "bucket-owner-full-control")


CHECK = Check(
    code="S3L513",
    name="configuration-refused",
    severity=Severity.MEDIUM,
    profile=Profile.DEFAULT,
    subjects=governed_buckets,
    judge=judge,
    edit="unsafe: a bucket from before April 2023 can still use the ACL",
    fix="remove the ACL and grant access in the bucket policy",
    terraform="remove aws_s3_bucket_acl",
    cloudformation="remove AccessControl",
    since="0.2.0",
    doc=__doc__,
    aliases=("E3045",),
    references=(
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html",
        "https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html",
    ),
)

"""Object Ownership keeps ACLs enabled.

With BucketOwnerEnforced, the default for buckets created since April 2023, ACLs have no effect and the bucket owner
owns every object: policies alone decide who can do what. ObjectWriter and BucketOwnerPreferred enable ACLs again, and
with them objects that other accounts own and that the bucket policy can neither open nor protect.

A bucket that configures no Object Ownership passes, because BucketOwnerEnforced is today's default. So does one that
receives standard logs (legacy) of CloudFront, which are delivered through the bucket's ACL. Server access logs can be
delivered by the bucket policy instead, which has to allow them before ACLs are disabled.

Undecided when the configured ownership is unknown.

```terraform bad
resource "aws_s3_bucket" "in" {
  bucket = "acme-in"
}
resource "aws_s3_bucket_ownership_controls" "in" {
  bucket = aws_s3_bucket.in.id
  rule {
    object_ownership = "ObjectWriter" # finding
  }
}
```
```terraform good
resource "aws_s3_bucket" "in" {
  bucket = "acme-in"
}
```
```terraform unknown
variable "ownership" {}
resource "aws_s3_bucket" "in" {
  bucket = "acme-in"
}
resource "aws_s3_bucket_ownership_controls" "in" {
  bucket = aws_s3_bucket.in.id
  rule {
    object_ownership = var.ownership # unknown
  }
}
```
```cloudformation bad
Resources:
  In:
    Type: AWS::S3::Bucket
    Properties:
      OwnershipControls:
        Rules:
          - ObjectOwnership: BucketOwnerPreferred # finding
```
```cloudformation good
Resources:
  In:
    Type: AWS::S3::Bucket
    Properties:
      OwnershipControls:
        Rules:
          - ObjectOwnership: BucketOwnerEnforced
```
```cloudformation unknown
Parameters:
  Ownership:
    Type: String
Resources:
  In:
    Type: AWS::S3::Bucket
    Properties:
      OwnershipControls:
        Rules:
          - ObjectOwnership: !Ref Ownership # unknown
```
"""

from __future__ import annotations

from s3lint.checks.acl_edits import owned
from s3lint.checks.model import Check, Profile, Severity, Verdict
from s3lint.checks.settled import unless
from s3lint.graph import Bucket, buckets
from s3lint.questions.access_logs import SERVICE, lets_in_by_acl
from s3lint.questions.roles import breaks, plays

_LOGS_FIRST = (
    f"allow {SERVICE} to put objects in the bucket policy, then remove the log delivery grant and disable ACLs"
)


def judge(bucket: Bucket) -> Verdict:
    """Passes where ACLs are off, by statement or by default, and where the bucket needs them."""
    undecided = "cannot decide whether ACLs are enabled on this bucket"
    verdict = Verdict.require(
        bucket.acls_disabled(),
        fail="ACLs are enabled on this bucket",
        undecided=undecided,
        fix=_LOGS_FIRST if _takes_logs_by_acl(bucket) else "",
        wanted=owned(bucket),
    )
    return unless(verdict, lambda: breaks(bucket, "acls-disabled", CHECK.code), undecided)


def _takes_logs_by_acl(bucket: Bucket) -> bool:
    """Whether server access logs arrive through its ACL: without it, and without a policy, they are lost."""
    return not plays(bucket, "access-logs").is_no and lets_in_by_acl(bucket).is_yes


CHECK = Check(
    code="S3L105",
    name="acls-enabled",
    severity=Severity.MEDIUM,
    profile=Profile.DEFAULT,
    subjects=buckets,
    judge=judge,
    edit="unsafe: it ends access that ACLs grant, and S3 rejects uploads that set one",
    fix="disable ACLs, so that the bucket owner owns every object",
    terraform='object_ownership = "BucketOwnerEnforced" in aws_s3_bucket_ownership_controls',
    cloudformation="OwnershipControls: {Rules: [{ObjectOwnership: BucketOwnerEnforced}]}",
    doc=__doc__,
    aliases=("CKV2_AWS_65", "W3045", "S3.12", "s3-bucket-acl-prohibited", "s3_bucket_acl_prohibited"),
    references=("https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html",),
)

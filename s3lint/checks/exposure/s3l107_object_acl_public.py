"""An object has a public ACL.

An object's ACL opens the object whatever the bucket's own ACL and policy say, as long as ACLs are enabled and Block
Public Access does not ignore them. It is easy to miss, because nobody reviews objects one by one.

CloudFormation has no resource for objects.

Undecided when the object's ACL is unknown.

```terraform bad
resource "aws_s3_object" "page" {
  bucket = "acme-site"
  key    = "index.html"
  acl    = "public-read" # finding
}
```
```terraform good
resource "aws_s3_object" "page" {
  bucket = "acme-site"
  key    = "index.html"
}
```
```terraform unknown
variable "acl" {}
resource "aws_s3_object" "page" {
  bucket = "acme-site"
  key    = "index.html"
  acl    = var.acl # unknown
}
```
"""

from __future__ import annotations

from s3lint.access.acls import PUBLIC_CANNED, is_public
from s3lint.aws.kinds import StoredObject
from s3lint.checks.model import Check, Profile, Severity, Verdict


def judge(stored: StoredObject) -> Verdict:
    """Fails on a public canned word, or a grant to everyone."""
    fact = stored.canned.is_any(*PUBLIC_CANNED)
    for grant in stored.grants:
        fact = fact | is_public(grant.grantee)
    return Verdict.forbid(
        fact,
        fail="the object's ACL is public",
        undecided="cannot decide whether the object's ACL is public",
    )


CHECK = Check(
    code="S3L107",
    name="object-acl-public",
    severity=Severity.HIGH,
    profile=Profile.DEFAULT,
    subjects=lambda graph: graph.of(StoredObject),
    judge=judge,
    fix="grant access in the bucket policy instead of an object ACL",
    terraform="remove acl from the object",
    doc=__doc__,
    aliases=("s3_bucket_object_public",),
    references=("https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html",),
)

"""Nothing keeps the bucket when the code that makes it goes.

`force_destroy` makes Terraform delete every object, with all versions, when the bucket is removed or replaced: a rename
in a pull request is enough. In CloudFormation the defaults of DeletionPolicy and UpdateReplacePolicy are Delete: when
the stack goes, or a change replaces the bucket, CloudFormation deletes it. It cannot delete a bucket that holds
objects, so that fails half-way, unless something empties the bucket first. Retain keeps it in every case.

Buckets that are meant to be short-lived can be named in the configuration (`short-lived`).

Undecided where the value that decides is not known.

```terraform bad
resource "aws_s3_bucket" "data" {
  bucket        = "acme-data"
  force_destroy = true # finding
}
```
```terraform good
resource "aws_s3_bucket" "data" {
  bucket = "acme-data"
}
```
```terraform unknown
variable "destroy" {
  type = bool
}
resource "aws_s3_bucket" "data" {
  bucket        = "acme-data"
  force_destroy = var.destroy # unknown
}
```
```cloudformation bad
Resources:
  Data: # finding
    Type: AWS::S3::Bucket
```
```cloudformation good
Resources:
  Data:
    Type: AWS::S3::Bucket
    DeletionPolicy: Retain
    UpdateReplacePolicy: Retain
```
"""

from __future__ import annotations

from fnmatch import fnmatchcase

from s3lint.checks.model import PASS, Check, Profile, Severity, Verdict
from s3lint.graph import Bucket, buckets


def judge(bucket: Bucket) -> Verdict:
    """Asked of all buckets but those that the configuration calls short-lived."""
    names = (bucket.address, bucket.node.name.text() or "")
    if any(fnmatchcase(name, pattern) for pattern in bucket.graph.context.short_lived for name in names):
        return PASS
    retained = bucket.is_retained()
    return Verdict.require(
        retained,
        fail="nothing keeps the bucket when the code that makes it goes",
        undecided="cannot decide whether the bucket is kept when the code that makes it goes",
    )


CHECK = Check(
    code="S3L510",
    name="force-destroy",
    severity=Severity.LOW,
    profile=Profile.STRICT,
    subjects=buckets,
    judge=judge,
    fix="keep the bucket when the code that makes it goes",
    terraform="remove force_destroy",
    cloudformation="DeletionPolicy: Retain and UpdateReplacePolicy: Retain beside Type",
    doc=__doc__,
    references=(
        "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-deletionpolicy.html",
        "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/s3_bucket#force_destroy",
    ),
)

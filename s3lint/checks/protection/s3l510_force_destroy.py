"""The bucket is deleted when its code is removed.

`force_destroy` makes Terraform delete every object, with all versions, when the bucket is removed or replaced: a rename
in a pull request is enough. CloudFormation deletes the bucket by default when the stack is deleted or a change replaces
the bucket. It cannot delete a bucket with objects, so the operation fails half-way unless something empties the bucket
first. Set DeletionPolicy and UpdateReplacePolicy to Retain to keep the bucket in every case.

List short-lived buckets in the configuration (`short-lived`).

Undecided when the setting is unknown.

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
from s3lint.checks.wanted import Kept
from s3lint.graph import Bucket, buckets


def judge(bucket: Bucket) -> Verdict:
    """Asked of all buckets but those that the configuration calls short-lived."""
    names = (bucket.address, bucket.node.name.text() or "")
    if any(fnmatchcase(name, pattern) for pattern in bucket.graph.context.short_lived for name in names):
        return PASS
    retained = bucket.is_retained()
    return Verdict.require(
        retained,
        fail="the bucket is deleted when its code is removed",
        undecided="cannot decide whether the bucket is deleted when its code is removed",
        wanted=[Kept(bucket.node)],
    )


CHECK = Check(
    code="S3L510",
    name="force-destroy",
    severity=Severity.LOW,
    profile=Profile.STRICT,
    subjects=buckets,
    judge=judge,
    edit="safe: nothing changes until the code of the bucket is removed",
    fix="keep the bucket when its code is removed",
    terraform="remove force_destroy",
    cloudformation="DeletionPolicy: Retain and UpdateReplacePolicy: Retain next to Type",
    doc=__doc__,
    references=(
        "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-deletionpolicy.html",
        "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/s3_bucket#force_destroy",
    ),
)

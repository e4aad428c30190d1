"""An object is stored with weaker encryption than its bucket's default.

An upload that names its own encryption wins over the bucket's default: an object that says AES256 in a bucket with a
customer-managed key is outside of the key's policy and of its off-switch, and nobody sees that from the bucket.

CloudFormation has no resource for objects.

Undecided where the object's encryption, or the bucket's default, is not known.

```terraform bad
resource "aws_kms_key" "data" {}
resource "aws_s3_bucket" "data" {
  bucket = "acme-data"
}
resource "aws_s3_bucket_server_side_encryption_configuration" "data" {
  bucket = aws_s3_bucket.data.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.data.arn
    }
  }
}
resource "aws_s3_object" "report" {
  bucket                 = aws_s3_bucket.data.id
  key                    = "report.csv"
  server_side_encryption = "AES256" # finding
}
```
```terraform good
resource "aws_s3_bucket" "data" {
  bucket = "acme-data"
}
resource "aws_s3_object" "report" {
  bucket = aws_s3_bucket.data.id
  key    = "report.csv"
}
```
```terraform unknown
variable "encryption" {}
resource "aws_kms_key" "data" {}
resource "aws_s3_bucket" "data" {
  bucket = "acme-data"
}
resource "aws_s3_bucket_server_side_encryption_configuration" "data" {
  bucket = aws_s3_bucket.data.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.data.arn
    }
  }
}
resource "aws_s3_object" "report" {
  bucket                 = aws_s3_bucket.data.id
  key                    = "report.csv"
  server_side_encryption = var.encryption # unknown
}
```
"""

from __future__ import annotations

from s3lint.aws.kinds import BucketNode, StoredObject
from s3lint.checks.model import PASS, Check, Profile, Severity, Verdict
from s3lint.graph import bucket_of
from s3lint.graph.view import View, views
from s3lint.values import no


def judge(stored: View[StoredObject]) -> Verdict:
    """Asked of objects that name their encryption, in buckets of this code."""
    graph, node = stored.graph, stored.node
    weaker = node.algorithm.is_any("AES256")
    buckets = [target for target, _ in graph.network.out_of(node, "stored-in") if isinstance(target, BucketNode)]
    if weaker.is_no or not buckets:
        return PASS
    rules = bucket_of(graph, buckets[0]).encryption
    by_kms = rules.ask(lambda rule: rule.uses_kms(), absent=no(node.header, "SSE-S3 by default"))
    return Verdict.forbid(
        weaker & by_kms,
        fail="the object is stored with SSE-S3 in a bucket whose default is KMS",
        undecided="cannot decide whether the object is stored with weaker encryption than its bucket's default",
    )


CHECK = Check(
    code="S3L308",
    name="object-encryption-downgrade",
    severity=Severity.MEDIUM,
    profile=Profile.STRICT,
    subjects=lambda graph: views(graph, StoredObject),
    judge=judge,
    fix="leave the object's encryption out, so that the bucket's default holds",
    terraform="remove server_side_encryption from the object",
    doc=__doc__,
    aliases=("CKV_AWS_186", "CKV_AWS_181", "5fb49a69", "AC_AWS_0498"),
    references=("https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-encryption.html",),
)

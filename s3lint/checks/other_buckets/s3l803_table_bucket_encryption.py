"""A table or vector bucket, a table or a vector index is not encrypted with a customer-managed key.

S3 Tables and S3 Vectors encrypt with a key that S3 manages by default. A customer-managed key adds its own policy, a
log entry for each use and an off switch, as it does for general purpose buckets. A table or an index is encrypted like
its bucket, unless it has an encryption configuration of its own.

Undecided when the algorithm or the key is unknown.

```terraform bad
resource "aws_s3tables_table_bucket" "lake" { # finding
  name = "lake"
}
```
```terraform good
resource "aws_kms_key" "lake" {}
resource "aws_s3tables_table_bucket" "lake" {
  name = "lake"
  encryption_configuration = {
    sse_algorithm = "aws:kms"
    kms_key_arn   = aws_kms_key.lake.arn
  }
}
```
```terraform bad
resource "aws_kms_key" "lake" {}
resource "aws_s3tables_table_bucket" "lake" {
  name = "lake"
  encryption_configuration = {
    sse_algorithm = "aws:kms"
    kms_key_arn   = aws_kms_key.lake.arn
  }
}
resource "aws_s3tables_table" "orders" {
  name             = "orders"
  namespace        = "sales"
  table_bucket_arn = aws_s3tables_table_bucket.lake.arn
  format           = "ICEBERG"
  encryption_configuration = {
    sse_algorithm = "AES256" # finding
    kms_key_arn   = null
  }
}
```
```terraform unknown
variable "key" {}
resource "aws_s3tables_table_bucket" "lake" {
  name = "lake"
  encryption_configuration = {
    sse_algorithm = "aws:kms"
    kms_key_arn   = var.key # unknown
  }
}
```
```cloudformation bad
Resources:
  Lake: # finding
    Type: AWS::S3Tables::TableBucket
    Properties:
      TableBucketName: lake
```
```cloudformation good
Resources:
  Key:
    Type: AWS::KMS::Key
    Properties: {KeyPolicy: {}}
  Lake:
    Type: AWS::S3Tables::TableBucket
    Properties:
      TableBucketName: lake
      EncryptionConfiguration:
        SSEAlgorithm: aws:kms
        KMSKeyArn: !GetAtt Key.Arn
```
```cloudformation unknown
Parameters:
  Key:
    Type: String
Resources:
  Lake:
    Type: AWS::S3Tables::TableBucket
    Properties:
      TableBucketName: lake
      EncryptionConfiguration:
        SSEAlgorithm: aws:kms
        KMSKeyArn: !Ref Key # unknown
```
"""

from __future__ import annotations

from s3lint.aws.kinds import BucketPart, OtherBucket
from s3lint.checks.model import Check, Profile, Severity, Verdict
from s3lint.graph.graph import Graph
from s3lint.graph.view import View, views
from s3lint.questions.kms_keys import is_customer_managed

Encrypted = View[OtherBucket] | View[BucketPart]


def judge(subject: Encrypted) -> Verdict:
    """Passes with KMS and a customer-managed key."""
    node = subject.node
    what = f"{node.kind} bucket" if isinstance(node, OtherBucket) else node.kind
    return Verdict.require(
        node.algorithm.is_any("aws:kms") & is_customer_managed(subject.graph, node.key),
        fail=f"the {what} is not encrypted with a customer-managed key",
        undecided=f"cannot decide whether the {what} is encrypted with a customer-managed key",
    )


def _subjects(graph: Graph) -> list[Encrypted]:
    """The buckets, and what has an encryption configuration of its own beside them."""
    found: list[Encrypted] = [view for view in views(graph, OtherBucket) if view.node.kind in ("table", "vector")]
    parts = views(graph, BucketPart)
    return found + [v for v in parts if v.node.algorithm.value is not None or v.node.key.value is not None]


CHECK = Check(
    code="S3L803",
    name="table-bucket-encryption",
    severity=Severity.LOW,
    profile=Profile.STRICT,
    subjects=_subjects,
    judge=judge,
    edit="none: which key to use is a decision",
    fix="encrypt with aws:kms and the ARN of a customer-managed key",
    terraform='encryption_configuration = { sse_algorithm = "aws:kms", kms_key_arn = aws_kms_key.NAME.arn }',
    cloudformation="EncryptionConfiguration: {SSEAlgorithm: aws:kms, KMSKeyArn: !GetAtt NAME.Arn}",
    doc=__doc__,
    references=("https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-tables-kms-encryption.html",),
)

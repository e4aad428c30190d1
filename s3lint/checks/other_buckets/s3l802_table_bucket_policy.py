"""A table bucket's policy, or a table's, grants access to everyone, or to another account without a condition.

Block Public Access of table buckets rejects public policies, so a public policy fails during deployment; a grant to
another account takes effect.

Undecided when a principal or the policy is unknown.

```terraform bad
resource "aws_s3tables_table_bucket" "sales" {
  name = "sales"
}
resource "aws_s3tables_table_bucket_policy" "sales" {
  table_bucket_arn = aws_s3tables_table_bucket.sales.arn
  resource_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = "*" # finding
      Action    = "s3tables:GetTableData"
      Resource  = "${aws_s3tables_table_bucket.sales.arn}/*"
    }]
  })
}
```
```terraform good
data "aws_caller_identity" "me" {}
resource "aws_s3tables_table_bucket" "sales" {
  name = "sales"
}
resource "aws_s3tables_table_bucket_policy" "sales" {
  table_bucket_arn = aws_s3tables_table_bucket.sales.arn
  resource_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::${data.aws_caller_identity.me.account_id}:role/app" }
      Action    = "s3tables:GetTableData"
      Resource  = "${aws_s3tables_table_bucket.sales.arn}/*"
    }]
  })
}
```
```terraform unknown
variable "partner" {}
resource "aws_s3tables_table_bucket" "sales" {
  name = "sales"
}
resource "aws_s3tables_table_bucket_policy" "sales" {
  table_bucket_arn = aws_s3tables_table_bucket.sales.arn
  resource_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = var.partner } # unknown
      Action    = "s3tables:GetTableData"
      Resource  = "${aws_s3tables_table_bucket.sales.arn}/*"
    }]
  })
}
```
```cloudformation bad
Resources:
  Sales:
    Type: AWS::S3Tables::TableBucket
    Properties:
      TableBucketName: sales
  SalesPolicy:
    Type: AWS::S3Tables::TableBucketPolicy
    Properties:
      TableBucketARN: !GetAtt Sales.TableBucketARN
      ResourcePolicy:
        Statement:
          - Effect: Allow
            Principal: { AWS: ["111122223333", "444455556666"] } # finding
            Action: s3tables:*
            Resource: "*"
```
```cloudformation good
Resources:
  Sales:
    Type: AWS::S3Tables::TableBucket
    Properties:
      TableBucketName: sales
```
```cloudformation unknown
Parameters:
  Partner:
    Type: String
Resources:
  Sales:
    Type: AWS::S3Tables::TableBucket
    Properties:
      TableBucketName: sales
  SalesPolicy:
    Type: AWS::S3Tables::TableBucketPolicy
    Properties:
      TableBucketARN: !GetAtt Sales.TableBucketARN
      ResourcePolicy:
        Statement:
          - Effect: Allow
            Principal: { AWS: !Ref Partner } # unknown
            Action: s3tables:*
            Resource: "*"
```
"""

from __future__ import annotations

from s3lint.aws.kinds import OtherBucket
from s3lint.checks.model import Check, Profile, Severity, Verdict
from s3lint.policy.elsewhere import Door
from s3lint.questions.other_buckets import Governed, buckets_and_policies, lets_in


def judge(subject: Governed) -> Verdict:
    """Fails on an Allow for anybody, or for another account unconditionally."""
    whose = "table bucket" if isinstance(subject.node, OtherBucket) else subject.node.kind
    grants = f"the {whose}'s policy grants public access or unconditional cross-account access"
    fact = lets_in(subject, Door("table bucket"))
    return Verdict.forbid(fact, fail=grants, undecided=f"cannot decide whether {grants}")


CHECK = Check(
    code="S3L802",
    name="table-bucket-policy",
    severity=Severity.HIGH,
    profile=Profile.DEFAULT,
    subjects=lambda graph: buckets_and_policies(graph, "table", "table bucket", "table"),
    judge=judge,
    edit="none: who needs access is a decision",
    fix="name the principals that can use the tables, and add a condition for other accounts",
    terraform='Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-a1b2c3d4e5" } }',
    cloudformation='Condition: {StringEquals: {"aws:PrincipalOrgID": o-a1b2c3d4e5}}',
    doc=__doc__,
    references=("https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-tables-resource-based-policies.html",),
)

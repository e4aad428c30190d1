"""A directory bucket's policy grants public access, or allows another account to write.

A caller needs only `s3express:CreateSession`: the session can read and write every object, unless the policy limits
`s3express:SessionMode` to ReadOnly. Block Public Access is always on for directory buckets, so S3 rejects a public
policy during deployment; a grant to another account takes effect.

Undecided when a principal or the policy is unknown.

```terraform bad
resource "aws_s3_directory_bucket" "fast" {
  bucket = "acme-fast--use1-az4--x-s3"
  location {
    name = "use1-az4"
  }
}
resource "aws_s3_bucket_policy" "fast" {
  bucket = aws_s3_directory_bucket.fast.bucket
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = "*" # finding
      Action    = "s3express:CreateSession"
      Resource  = aws_s3_directory_bucket.fast.arn
    }]
  })
}
```
```terraform good
data "aws_caller_identity" "me" {}
resource "aws_s3_directory_bucket" "fast" {
  bucket = "acme-fast--use1-az4--x-s3"
  location {
    name = "use1-az4"
  }
}
resource "aws_s3_bucket_policy" "fast" {
  bucket = aws_s3_directory_bucket.fast.bucket
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = data.aws_caller_identity.me.account_id }
      Action    = "s3express:CreateSession"
      Resource  = aws_s3_directory_bucket.fast.arn
    }]
  })
}
```
```terraform unknown
variable "partner" {}
resource "aws_s3_directory_bucket" "fast" {
  bucket = "acme-fast--use1-az4--x-s3"
  location {
    name = "use1-az4"
  }
}
resource "aws_s3_bucket_policy" "fast" {
  bucket = aws_s3_directory_bucket.fast.bucket
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = var.partner } # unknown
      Action    = "s3express:CreateSession"
      Resource  = aws_s3_directory_bucket.fast.arn
    }]
  })
}
```
```cloudformation bad
Resources:
  Fast:
    Type: AWS::S3Express::DirectoryBucket
    Properties:
      DataRedundancy: SingleAvailabilityZone
      LocationName: use1-az4
  FastPolicy:
    Type: AWS::S3Express::BucketPolicy
    Properties:
      Bucket: !Ref Fast
      PolicyDocument:
        Statement:
          - Effect: Allow
            Principal: { AWS: ["111122223333", "444455556666"] } # finding
            Action: s3express:CreateSession
            Resource: !GetAtt Fast.Arn
```
```cloudformation good
Resources:
  Fast:
    Type: AWS::S3Express::DirectoryBucket
    Properties:
      DataRedundancy: SingleAvailabilityZone
      LocationName: use1-az4
  FastPolicy:
    Type: AWS::S3Express::BucketPolicy
    Properties:
      Bucket: !Ref Fast
      PolicyDocument:
        Statement:
          - Effect: Allow
            Principal: { AWS: ["111122223333", "444455556666"] }
            Action: s3express:CreateSession
            Resource: !GetAtt Fast.Arn
            Condition:
              StringEquals:
                s3express:SessionMode: ReadOnly
```
```cloudformation unknown
Parameters:
  Partner:
    Type: String
Resources:
  Fast:
    Type: AWS::S3Express::DirectoryBucket
    Properties:
      DataRedundancy: SingleAvailabilityZone
      LocationName: use1-az4
  FastPolicy:
    Type: AWS::S3Express::BucketPolicy
    Properties:
      Bucket: !Ref Fast
      PolicyDocument:
        Statement:
          - Effect: Allow
            Principal: { AWS: !Ref Partner } # unknown
            Action: s3express:CreateSession
            Resource: !GetAtt Fast.Arn
```
"""

from __future__ import annotations

from s3lint.checks.model import Check, Profile, Severity, Verdict
from s3lint.policy.elsewhere import Door
from s3lint.questions.other_buckets import Governed, buckets_and_policies, lets_in

_WRITING = Door(
    "directory bucket",
    frozenset({"s3express:CreateSession"}),
    (("s3express:sessionmode", "ReadWrite"),),
    any_condition=True,
)


def judge(subject: Governed) -> Verdict:
    """Fails on an Allow for anybody, or on one that lets another account write."""
    grants = "the directory bucket's policy grants public access or cross-account write access"
    fact = lets_in(subject, _WRITING)
    return Verdict.forbid(fact, fail=grants, undecided=f"cannot decide whether {grants}")


CHECK = Check(
    code="S3L801",
    name="directory-bucket-policy",
    severity=Severity.HIGH,
    profile=Profile.DEFAULT,
    subjects=lambda graph: buckets_and_policies(graph, "directory", "directory"),
    judge=judge,
    edit="none: who needs access is a decision",
    fix="name the principals that can create sessions, and allow other accounts to read only",
    terraform='Condition = { StringEquals = { "s3express:SessionMode" = "ReadOnly" } }',
    cloudformation='Condition: {StringEquals: {"s3express:SessionMode": ReadOnly}}',
    doc=__doc__,
    references=(
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-express-security-iam-example-bucket-policies.html",
    ),
)

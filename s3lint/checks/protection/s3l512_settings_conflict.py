"""Two resources write the same setting of one bucket.

S3 keeps one bucket policy, one lifecycle configuration, one notification configuration and so on for a bucket, and a
write replaces the whole of it. With two resources for one setting, each deployment undoes what the other one wrote, so
the bucket has one setting today and the other one tomorrow. In Terraform this also happens where the bucket has an
argument such as `policy` or `versioning` beside the separate resource, unless `ignore_changes` names the argument.

Where both write the very same, nothing changes until one of them is removed, which removes the setting: a finding of
severity low.

Undecided when one of them exists only under an unknown condition. Resources whose conditions exclude each other do not
conflict.

```terraform bad
resource "aws_s3_bucket" "data" {
  bucket = "acme-data"
}
resource "aws_s3_bucket_notification" "index" {
  bucket = aws_s3_bucket.data.id
  lambda_function {
    lambda_function_arn = "arn:aws:lambda:eu-central-1:111122223333:function:index"
    events              = ["s3:ObjectCreated:*"]
  }
}
resource "aws_s3_bucket_notification" "bridge" { # finding
  bucket      = aws_s3_bucket.data.id
  eventbridge = true
}
```
```terraform bad
resource "aws_s3_bucket" "data" {
  bucket = "acme-data"
  versioning {
    enabled = false
  }
}
resource "aws_s3_bucket_versioning" "data" { # finding
  bucket = aws_s3_bucket.data.id
  versioning_configuration {
    status = "Enabled"
  }
}
```
```terraform bad
resource "aws_s3_bucket" "data" {
  bucket = "acme-data"
}
resource "aws_s3_bucket_versioning" "data" {
  bucket = aws_s3_bucket.data.id
  versioning_configuration {
    status = "Enabled"
  }
}
resource "aws_s3_bucket_versioning" "again" { # finding
  bucket = aws_s3_bucket.data.bucket
  versioning_configuration {
    status = "Enabled"
  }
}
```
```terraform good
variable "shared" {
  type = bool
}
resource "aws_s3_bucket" "data" {
  bucket = "acme-data"
}
resource "aws_s3_bucket_policy" "shared" {
  count  = var.shared ? 1 : 0
  bucket = aws_s3_bucket.data.id
  policy = jsonencode({ Statement = [] })
}
resource "aws_s3_bucket_policy" "private" {
  count  = var.shared ? 0 : 1
  bucket = aws_s3_bucket.data.id
  policy = jsonencode({ Statement = [] })
}
```
```terraform unknown
variable "tls" {
  type = bool
}
resource "aws_s3_bucket" "data" {
  bucket = "acme-data"
}
resource "aws_s3_bucket_policy" "data" {
  bucket = aws_s3_bucket.data.id
  policy = jsonencode({ Statement = [] })
}
resource "aws_s3_bucket_policy" "tls" { # unknown
  count  = var.tls ? 1 : 0
  bucket = aws_s3_bucket.data.id
  policy = jsonencode({ Statement = [] })
}
```
```cloudformation bad
Resources:
  Data:
    Type: AWS::S3::Bucket
  Readers:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Data
      PolicyDocument:
        Statement:
          - Effect: Allow
            Principal: { AWS: !Ref AWS::AccountId }
            Action: s3:GetObject
            Resource: !Sub "${Data.Arn}/*"
  Tls: # finding
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Data
      PolicyDocument:
        Statement:
          - Effect: Deny
            Principal: "*"
            Action: s3:*
            Resource: !Sub "${Data.Arn}*"
            Condition: { Bool: { "aws:SecureTransport": "false" } }
```
```cloudformation good
Resources:
  Data:
    Type: AWS::S3::Bucket
  DataPolicy:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Data
      PolicyDocument:
        Statement:
          - Effect: Deny
            Principal: "*"
            Action: s3:*
            Resource: !Sub "${Data.Arn}*"
            Condition: { Bool: { "aws:SecureTransport": "false" } }
```
```cloudformation unknown
Parameters:
  Stage:
    Type: String
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
Resources:
  Data:
    Type: AWS::S3::Bucket
  Always:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Data
      PolicyDocument:
        Statement:
          - Effect: Allow
            Principal: { AWS: !Ref AWS::AccountId }
            Action: s3:GetObject
            Resource: !Sub "${Data.Arn}/*"
  InProd: # unknown
    Type: AWS::S3::BucketPolicy
    Condition: IsProd
    Properties:
      Bucket: !Ref Data
      PolicyDocument:
        Statement:
          - Effect: Allow
            Principal: { AWS: !Ref AWS::AccountId }
            Action: s3:PutObject
            Resource: !Sub "${Data.Arn}/*"
```
"""

from __future__ import annotations

from collections.abc import Iterator

from s3lint.checks.model import Check, Outcome, Profile, Severity, Verdict
from s3lint.graph import Bucket, governed_buckets
from s3lint.questions.conflicts import Conflict, conflicts
from s3lint.values import Evidence


def judge(bucket: Bucket) -> Iterator[Verdict]:
    """One verdict for each setting that two resources write."""
    for conflict in conflicts(bucket):
        first, second = conflict.first.address, conflict.second.address
        if conflict.fact.is_yes and conflict.is_repeated:
            text = f"{first} and {second} both write {conflict.setting}, and the same: without one, it is gone for both"
            yield Verdict(
                Outcome.FAIL,
                text,
                _places(conflict),
                severity=Severity.LOW,
                fix="keep one of the two resources",
                what=conflict.setting,
            )
        elif conflict.fact.is_yes:
            text = f"{first} and {second} both write {conflict.setting}: each deployment undoes one of them"
            yield Verdict(Outcome.FAIL, text, _places(conflict), what=conflict.setting)
        else:
            text = f"cannot decide whether {first} and {second} both write {conflict.setting}"
            yield Verdict(Outcome.UNKNOWN, text, _places(conflict), conflict.fact.reasons, what=conflict.setting)


def _places(conflict: Conflict) -> tuple[Evidence, ...]:
    """The second writer, then the first."""
    first, second = conflict.first, conflict.second
    return (
        Evidence(second.resource.header, f"{second.address} writes it"),
        Evidence(first.header, f"{first.address} writes it"),
    )


CHECK = Check(
    code="S3L512",
    name="settings-conflict",
    severity=Severity.MEDIUM,
    profile=Profile.DEFAULT,
    subjects=governed_buckets,
    judge=judge,
    edit="none: which of the two is meant is a decision",
    fix="write the setting in one resource, with everything that both say",
    since="0.2.0",
    doc=__doc__,
    references=(
        "https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html",
        "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/s3_bucket_notification",
    ),
)

"""An intruder can empty a bucket that receives CloudTrail logs without being noticed.

An intruder with permissions looks for the trail first. Its bucket needs versioning, so that you can undo a deletion; a
policy that denies deleting objects and changing the policy; and access logs, which show who accessed it.

Undecided when versioning, logging or the policy is unknown, and nothing else is missing.

```terraform bad
resource "aws_s3_bucket" "trail" { # finding
  bucket = "acme-trail"
}
resource "aws_cloudtrail" "main" {
  name           = "main"
  s3_bucket_name = aws_s3_bucket.trail.id
}
```
```terraform good
resource "aws_s3_bucket" "trail" {
  bucket = "acme-trail"
}
resource "aws_s3_bucket_versioning" "trail" {
  bucket = aws_s3_bucket.trail.id
  versioning_configuration {
    status = "Enabled"
  }
}
resource "aws_s3_bucket_logging" "trail" {
  bucket        = aws_s3_bucket.trail.id
  target_bucket = "acme-audit"
  target_prefix = "trail/"
}
resource "aws_s3_bucket_policy" "trail" {
  bucket = aws_s3_bucket.trail.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Deny"
      Principal = "*"
      Action    = ["s3:DeleteObject", "s3:DeleteObjectVersion", "s3:PutBucketPolicy", "s3:DeleteBucketPolicy"]
      Resource  = [aws_s3_bucket.trail.arn, "${aws_s3_bucket.trail.arn}/*"]
      Condition = { ArnNotLike = { "aws:PrincipalArn" = "arn:aws:iam::*:role/break-glass" } }
    }]
  })
}
resource "aws_cloudtrail" "main" {
  name           = "main"
  s3_bucket_name = aws_s3_bucket.trail.id
}
```
```terraform unknown
variable "versioning" {}
resource "aws_s3_bucket" "trail" {
  bucket = "acme-trail"
}
resource "aws_s3_bucket_versioning" "trail" {
  bucket = aws_s3_bucket.trail.id
  versioning_configuration {
    status = var.versioning # unknown
  }
}
resource "aws_s3_bucket_logging" "trail" {
  bucket        = aws_s3_bucket.trail.id
  target_bucket = "acme-audit"
  target_prefix = "trail/"
}
resource "aws_s3_bucket_policy" "trail" {
  bucket = aws_s3_bucket.trail.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Deny"
      Principal = "*"
      Action    = ["s3:DeleteObject", "s3:DeleteObjectVersion", "s3:PutBucketPolicy", "s3:DeleteBucketPolicy"]
      Resource  = [aws_s3_bucket.trail.arn, "${aws_s3_bucket.trail.arn}/*"]
      Condition = { ArnNotLike = { "aws:PrincipalArn" = "arn:aws:iam::*:role/break-glass" } }
    }]
  })
}
resource "aws_cloudtrail" "main" {
  name           = "main"
  s3_bucket_name = aws_s3_bucket.trail.id
}
```
```cloudformation bad
Resources:
  Logs: # finding
    Type: AWS::S3::Bucket
  Trail:
    Type: AWS::CloudTrail::Trail
    Properties:
      IsLogging: true
      S3BucketName: !Ref Logs
```
```cloudformation good
Resources:
  Logs:
    Type: AWS::S3::Bucket
    Properties:
      VersioningConfiguration: {Status: Enabled}
      LoggingConfiguration: {DestinationBucketName: acme-audit}
  Policy:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Logs
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Deny
            Principal: "*"
            Action: ["s3:DeleteObject*", "s3:PutBucketPolicy", "s3:DeleteBucketPolicy"]
            Resource: [!GetAtt Logs.Arn, !Sub "${Logs.Arn}/*"]
            Condition: {ArnNotLike: {"aws:PrincipalArn": "arn:aws:iam::*:role/break-glass"}}
  Trail:
    Type: AWS::CloudTrail::Trail
    Properties:
      IsLogging: true
      S3BucketName: !Ref Logs
```
```cloudformation unknown
Parameters:
  Versioning:
    Type: String
Resources:
  Logs:
    Type: AWS::S3::Bucket
    Properties:
      VersioningConfiguration: {Status: !Ref Versioning} # unknown
      LoggingConfiguration: {DestinationBucketName: acme-audit}
  Policy:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Logs
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Deny
            Principal: "*"
            Action: ["s3:DeleteObject*", "s3:PutBucketPolicy", "s3:DeleteBucketPolicy"]
            Resource: [!GetAtt Logs.Arn, !Sub "${Logs.Arn}/*"]
            Condition: {ArnNotLike: {"aws:PrincipalArn": "arn:aws:iam::*:role/break-glass"}}
  Trail:
    Type: AWS::CloudTrail::Trail
    Properties:
      IsLogging: true
      S3BucketName: !Ref Logs
```
"""

from __future__ import annotations

from s3lint.checks.model import Check, Profile, Severity, Verdict
from s3lint.checks.wording import listed
from s3lint.graph import Bucket, Graph, buckets
from s3lint.questions.log_delivery import denies
from s3lint.questions.roles import received
from s3lint.values import Evidence, Fact, Truth


def trail_buckets(graph: Graph) -> list[Bucket]:
    """The buckets of this code that receive CloudTrail logs."""
    return [bucket for bucket in buckets(graph) if received(bucket, "trail-logs")]


def judge(bucket: Bucket) -> Verdict:
    """Fails with all that is missing, in one finding."""
    needs = [
        ("versioning", bucket.versioning_enabled(), "has no versioning"),
        ("deletion", denies(bucket, "s3:DeleteObject"), "does not deny object deletion"),
        ("policy", denies(bucket, "s3:PutBucketPolicy"), "does not deny policy changes"),
        ("access logs", bucket.logs_its_access(), "does not log its access"),
    ]
    whole = needs[0][1] & needs[1][1] & needs[2][1] & needs[3][1]
    missing = [text for _, fact, text in needs if fact.is_no]
    if whole.truth is Truth.NO:
        whole = Fact(Truth.NO, (Evidence(bucket.header, "CloudTrail delivers logs to this bucket"), *whole.evidence))
    return Verdict.require(
        whole,
        fail=f"the bucket receives CloudTrail logs but {listed(missing)}",
        undecided="cannot decide whether the CloudTrail logs in this bucket are protected",
        parts=(part for part, fact, _ in needs if not fact.is_yes),
    )


CHECK = Check(
    code="S3L407",
    name="trail-bucket-unprotected",
    severity=Severity.MEDIUM,
    profile=Profile.STRICT,
    subjects=trail_buckets,
    judge=judge,
    edit="none: who can still delete and change is a decision",
    fix="enable versioning and access logging, and deny deletion and policy changes to all except a break-glass role",
    terraform=(
        '{ Effect = "Deny", Principal = "*", Action = ["s3:DeleteObject", "s3:PutBucketPolicy"], Resource = '
        '[aws_s3_bucket.TRAIL.arn, "${aws_s3_bucket.TRAIL.arn}/*"], Condition = { ArnNotLike = { '
        '"aws:PrincipalArn" = "arn:aws:iam::111122223333:role/break-glass" } } }'
    ),
    cloudformation=(
        '{Effect: Deny, Principal: "*", Action: ["s3:DeleteObject", "s3:PutBucketPolicy"], Resource: [!GetAtt '
        'TRAIL.Arn, !Sub "${TRAIL.Arn}/*"], Condition: {ArnNotLike: {"aws:PrincipalArn": !Sub '
        '"arn:aws:iam::${AWS::AccountId}:role/break-glass"}}}'
    ),
    doc=__doc__,
    aliases=("AWS-0163", "ee9e50e8", "c3ce69fd", "AC_AWS_0497", "FG_R00031", "CloudTrail.7"),
    references=("https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html",),
)

"""A bucket that receives CloudTrail logs grants public access.

The trail shows an intruder what you monitor, and an intruder can read the record of the intrusion or, with write
access, forge it. A bucket that receives the logs of a trail in this code fails if it is public (S3L101), its policy is
public (S3L103), or its ACL is public (S3L104), even if Block Public Access masks the policy or ACL.

Undecided when S3L101, S3L103 or S3L104 is undecided for this bucket.

```terraform bad
resource "aws_cloudtrail" "main" {
  name           = "main"
  s3_bucket_name = aws_s3_bucket.trail.id
}
resource "aws_s3_bucket" "trail" {
  bucket = "acme-trail"
}
resource "aws_s3_bucket_acl" "trail" {
  bucket = aws_s3_bucket.trail.id
  acl    = "public-read" # finding
}
```
```terraform good
resource "aws_cloudtrail" "main" {
  name           = "main"
  s3_bucket_name = aws_s3_bucket.trail.id
}
resource "aws_s3_bucket" "trail" {
  bucket = "acme-trail"
}
resource "aws_s3_bucket_policy" "trail" {
  bucket = aws_s3_bucket.trail.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "cloudtrail.amazonaws.com" }
      Action    = "s3:PutObject"
      Resource  = "${aws_s3_bucket.trail.arn}/AWSLogs/*"
    }]
  })
}
```
```terraform unknown
variable "policy" {}
resource "aws_s3_bucket" "trail" {
  bucket = "acme-trail"
}
resource "aws_s3_bucket_policy" "trail" {
  bucket = aws_s3_bucket.trail.id
  policy = var.policy # unknown
}
resource "aws_cloudtrail" "main" {
  name           = "main"
  s3_bucket_name = aws_s3_bucket.trail.id
}
```
```cloudformation bad
Resources:
  Trail:
    Type: AWS::CloudTrail::Trail
    Properties:
      IsLogging: true
      S3BucketName: !Ref Logs
  Logs:
    Type: AWS::S3::Bucket
  LogsPolicy:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Logs
      PolicyDocument:
        Statement:
          - Effect: Allow
            Principal: "*" # finding
            Action: s3:GetObject
            Resource: !Sub "${Logs.Arn}/*"
```
```cloudformation good
Resources:
  Trail:
    Type: AWS::CloudTrail::Trail
    Properties:
      IsLogging: true
      S3BucketName: !Ref Logs
  Logs:
    Type: AWS::S3::Bucket
```
```cloudformation unknown
Parameters:
  Policy:
    Type: String
Resources:
  Logs:
    Type: AWS::S3::Bucket
  LogsPolicy:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Logs
      PolicyDocument: !Ref Policy # unknown
  Trail:
    Type: AWS::CloudTrail::Trail
    Properties:
      IsLogging: true
      S3BucketName: !Ref Logs
```
"""

from __future__ import annotations

from s3lint.access.acls import public_grant
from s3lint.access.decisions import access
from s3lint.checks.model import PASS, Check, Profile, Severity, Verdict
from s3lint.graph import Bucket, governed_buckets
from s3lint.questions.roles import plays
from s3lint.values import no


def judge(bucket: Bucket) -> Verdict:
    """Fails where a trail logs into the bucket and it is exposed in any of the three ways."""
    receives = plays(bucket, "trail-logs")
    if receives.is_no:
        return PASS
    known = access(bucket)
    listed = bucket.acl.ask(public_grant, absent=no(), any_of=True)
    exposed = known.policy_public.fact | listed | known.exposure.answer.fact
    fact = exposed if receives.is_yes else exposed & receives
    return Verdict.forbid(
        fact,
        fail="the bucket receives CloudTrail logs but grants public access",
        undecided="cannot decide whether the bucket with CloudTrail logs grants public access",
    )


CHECK = Check(
    code="S3L406",
    name="trail-bucket-exposed",
    severity=Severity.HIGH,
    profile=Profile.DEFAULT,
    subjects=governed_buckets,
    judge=judge,
    edit="none: who can read the trail is a decision",
    fix="allow only cloudtrail.amazonaws.com to write and only named auditors to read",
    doc=__doc__,
    aliases=(
        "AWS-0161", "bd0088a5", "FG_R00028", "CloudTrail.6", "cloudtrail-s3-bucket-public-access-prohibited",
        "cloudtrail_logs_s3_bucket_is_not_publicly_accessible",
    ),
    references=("https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html",),
)  # fmt: skip

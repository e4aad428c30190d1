"""The log bucket does not accept access-log delivery.

The console adds the permission for log delivery; Terraform and CloudFormation do not. With ACLs disabled, the log
bucket's policy must allow `logging.s3.amazonaws.com` to put objects; with ACLs enabled, a grant to the log delivery
group works as well. A default Object Lock retention makes delivery fail. None of these failures shows up anywhere: the
logs just never arrive.

The check cannot judge log buckets outside this code. They must be in the same region and account.

Undecided when the log bucket's policy, ACL or ownership is unknown.

```terraform bad
resource "aws_s3_bucket" "app" {
  bucket = "acme-app"
}
resource "aws_s3_bucket" "audit" { # finding
  bucket = "acme-audit"
}
resource "aws_s3_bucket_logging" "app" {
  bucket        = aws_s3_bucket.app.id
  target_bucket = aws_s3_bucket.audit.id
  target_prefix = "app/"
}
```
```terraform good
resource "aws_s3_bucket" "app" {
  bucket = "acme-app"
}
resource "aws_s3_bucket" "audit" {
  bucket = "acme-audit"
}
resource "aws_s3_bucket_logging" "app" {
  bucket        = aws_s3_bucket.app.id
  target_bucket = aws_s3_bucket.audit.id
  target_prefix = "app/"
}
resource "aws_s3_bucket_policy" "audit" {
  bucket = aws_s3_bucket.audit.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "logging.s3.amazonaws.com" }
      Action    = "s3:PutObject"
      Resource  = "${aws_s3_bucket.audit.arn}/*"
      Condition = { ArnLike = { "aws:SourceArn" = aws_s3_bucket.app.arn } }
    }]
  })
}
```
```terraform unknown
variable "policy" {}
resource "aws_s3_bucket" "data" {
  bucket = "acme-data"
}
resource "aws_s3_bucket" "logs" {
  bucket = "acme-logs"
}
resource "aws_s3_bucket_logging" "data" {
  bucket        = aws_s3_bucket.data.id
  target_bucket = aws_s3_bucket.logs.id
  target_prefix = "data/"
}
resource "aws_s3_bucket_policy" "logs" {
  bucket = aws_s3_bucket.logs.id
  policy = var.policy # unknown
}
```
```cloudformation bad
Resources:
  App:
    Type: AWS::S3::Bucket
    Properties:
      LoggingConfiguration:
        DestinationBucketName: !Ref Audit
  Audit: # finding
    Type: AWS::S3::Bucket
```
```cloudformation good
Resources:
  App:
    Type: AWS::S3::Bucket
    Properties:
      LoggingConfiguration:
        DestinationBucketName: !Ref Audit
  Audit:
    Type: AWS::S3::Bucket
    Properties:
      AccessControl: LogDeliveryWrite
      OwnershipControls:
        Rules:
          - ObjectOwnership: BucketOwnerPreferred
```
```cloudformation unknown
Parameters:
  Policy:
    Type: String
Resources:
  Data:
    Type: AWS::S3::Bucket
    Properties:
      LoggingConfiguration: {DestinationBucketName: !Ref Logs}
  Logs:
    Type: AWS::S3::Bucket
  LogsPolicy:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Logs
      PolicyDocument: !Ref Policy # unknown
```
"""

from __future__ import annotations

from functools import reduce
from operator import and_

from s3lint.access.acls import grants_to_log_delivery
from s3lint.access.subject import acls_enabled
from s3lint.checks.model import PASS, Check, Profile, Severity, Verdict
from s3lint.graph import Bucket, buckets
from s3lint.questions.log_delivery import may_deliver
from s3lint.questions.roles import plays, received
from s3lint.values import Fact, Truth, no

_SERVICE = "logging.s3.amazonaws.com"


def judge(bucket: Bucket) -> Verdict:
    """Asked of buckets that receive access logs of this code."""
    receives = plays(bucket, "access-logs")
    if receives.is_no:
        return PASS
    by_acl = acls_enabled(bucket) & bucket.acl.ask(grants_to_log_delivery, absent=no(bucket.header), any_of=True)
    let_in = by_acl | reduce(and_, may_deliver(bucket, received(bucket, "access-logs")))
    retained = bucket.has_default_retention()
    if retained.is_yes:
        text = "the log bucket does not accept access-log delivery: it has a default Object Lock retention"
        return Verdict.forbid(retained, fail=text, undecided="")
    fact = let_in & ~retained
    if fact.truth is Truth.NO:
        fact = no(bucket.header, f"neither its policy nor its ACL allows {_SERVICE} to put objects")
    return Verdict.require(
        fact if receives.is_yes else fact | Fact(Truth.UNKNOWN, (), receives.reasons),
        fail="the log bucket does not accept access-log delivery: it does not allow log delivery to put objects",
        undecided="cannot decide whether the log bucket accepts access-log delivery",
    )


CHECK = Check(
    code="S3L405",
    name="log-target-unwritable",
    severity=Severity.HIGH,
    profile=Profile.DEFAULT,
    subjects=buckets,
    judge=judge,
    fix="in the log bucket's policy, allow log delivery to put objects",
    terraform=(
        '{ Effect = "Allow", Principal = { Service = "logging.s3.amazonaws.com" }, Action = "s3:PutObject", '
        'Resource = "${aws_s3_bucket.LOGS.arn}/*", Condition = { ArnLike = { "aws:SourceArn" = '
        "aws_s3_bucket.NAME.arn } } }"
    ),
    cloudformation=(
        '{Effect: Allow, Principal: {Service: logging.s3.amazonaws.com}, Action: "s3:PutObject", Resource: !Sub '
        '"${LOGS.Arn}/*", Condition: {ArnLike: {"aws:SourceArn": !GetAtt NAME.Arn}}}'
    ),
    doc=__doc__,
    references=("https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html",),
)

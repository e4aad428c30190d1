"""Nothing in this code records who reads and writes the bucket's objects.

The first question after an incident is who accessed what. Server access logs answer it, delivered to a bucket or
through CloudWatch Logs, and so do CloudTrail data events of reads and writes; one of them is enough. Without either,
nobody can answer it later.

The check skips a bucket that receives other buckets' access logs; it recognizes one by that reference, never by name.
It cannot see trails in another repository: enable access logging, or turn this check off if an organization trail
records everything.

Undecided when the log destination, or what a trail selects, is unknown.

```terraform bad
resource "aws_s3_bucket" "data" { # finding
  bucket = "acme-data"
}
```
```terraform good
resource "aws_s3_bucket" "data" {
  bucket = "acme-data"
}
resource "aws_cloudtrail" "main" {
  name           = "main"
  s3_bucket_name = "acme-trail"
  event_selector {
    data_resource {
      type   = "AWS::S3::Object"
      values = ["arn:aws:s3"]
    }
  }
}
```
```terraform good
resource "aws_s3_bucket" "data" {
  bucket = "acme-data"
}
resource "aws_cloudwatch_log_delivery_source" "data" {
  name         = "data"
  log_type     = "S3_SERVER_ACCESS_LOGS"
  resource_arn = aws_s3_bucket.data.arn
}
resource "aws_cloudwatch_log_delivery" "data" {
  delivery_source_name     = aws_cloudwatch_log_delivery_source.data.name
  delivery_destination_arn = "arn:aws:logs:eu-west-1:111122223333:delivery-destination:audit"
}
```
```terraform unknown
variable "log" {
  type = bool
}
resource "aws_s3_bucket" "data" {
  bucket = "acme-data"
}
resource "aws_s3_bucket_logging" "data" {
  count         = var.log ? 1 : 0 # unknown
  bucket        = aws_s3_bucket.data.id
  target_bucket = "acme-audit"
  target_prefix = "data/"
}
```
```cloudformation bad
Resources:
  Data: # finding
    Type: AWS::S3::Bucket
```
```cloudformation bad
Resources:
  Data: # finding
    Type: AWS::S3::Bucket
  Source:
    Type: AWS::Logs::DeliverySource
    Properties:
      Name: data
      LogType: S3_SERVER_ACCESS_LOGS
      ResourceArn: !GetAtt Data.Arn
```
```cloudformation good
Resources:
  Data:
    Type: AWS::S3::Bucket
    Properties:
      LoggingConfiguration:
        DestinationBucketName: acme-audit
```
```cloudformation unknown
Parameters:
  Log:
    Type: String
Conditions:
  IsLogged: !Equals [!Ref Log, "yes"]
Resources:
  Data:
    Type: AWS::S3::Bucket
    Properties:
      LoggingConfiguration: !If [IsLogged, {DestinationBucketName: acme-audit}, !Ref AWS::NoValue] # unknown
```
"""

from __future__ import annotations

from s3lint.checks.model import Check, Profile, Severity, Verdict
from s3lint.checks.settled import unless
from s3lint.graph import Bucket, buckets
from s3lint.questions.data_events import recorded
from s3lint.questions.roles import needless
from s3lint.values import Truth, no


def judge(bucket: Bucket) -> Verdict:
    """Passes with access logs, with data events, or where access logs arrive."""
    reads, writes = recorded(bucket)
    fact = bucket.logs_its_access() | (reads & writes)
    missing = "reads" if writes.is_yes else "writes" if reads.is_yes else "reads and writes"
    if fact.truth is Truth.NO and missing == "reads and writes":
        fact = no(bucket.header, "neither server access logs nor data events record it")
    elif fact.truth is Truth.NO:
        fact = no(bucket.header, f"data events record only who {'writes' if missing == 'reads' else 'reads'}")
    undecided = "cannot decide whether server access logs or CloudTrail data events record this bucket"
    verdict = Verdict.require(
        fact,
        fail=f"nothing in this code records who {missing} the bucket's objects",
        undecided=undecided,
    )
    return unless(verdict, lambda: needless(bucket, "access-logging", CHECK.code), undecided)


CHECK = Check(
    code="S3L401",
    name="no-audit-trail",
    severity=Severity.LOW,
    profile=Profile.DEFAULT,
    subjects=buckets,
    judge=judge,
    edit="none: where to record access is a decision",
    fix="enable server access logging, or select the bucket's data events in a trail",
    terraform="aws_s3_bucket_logging with target_bucket and target_prefix",
    cloudformation="LoggingConfiguration: {DestinationBucketName: !Ref LOGS, LogFilePrefix: NAME/}",
    doc=__doc__,
    references=(
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/logging-with-S3.html",
        "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html",
    ),
)

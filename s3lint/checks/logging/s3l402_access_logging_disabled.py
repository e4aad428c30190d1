"""Server access logging does not record the bucket's requests.

Access logs record who requested which object, when and from where, including anonymous and denied requests. An
investigation starts from that record, and nobody can create it afterwards.

The check skips a bucket that receives the logs of another bucket in this code, because logging a log bucket produces
logs about logs. It recognizes one by that reference, never by name. Logging to a bucket outside this code counts, and
so does delivery through CloudWatch Logs: a source of type S3_SERVER_ACCESS_LOGS with a delivery.

Undecided when s3lint cannot tell whether logging is configured.

```terraform bad
resource "aws_s3_bucket" "app" { # finding
  bucket = "acme-app"
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
variable "source" {}
resource "aws_s3_bucket" "app" {
  bucket = "acme-app"
}
resource "aws_cloudwatch_log_delivery_source" "app" {
  name         = "app"
  log_type     = "S3_SERVER_ACCESS_LOGS"
  resource_arn = aws_s3_bucket.app.arn
}
resource "aws_cloudwatch_log_delivery" "app" {
  delivery_source_name     = var.source # unknown
  delivery_destination_arn = "arn:aws:logs:eu-west-1:111122223333:delivery-destination:audit"
}
```
```terraform unknown
variable "log" {
  type = bool
}
resource "aws_s3_bucket" "app" {
  bucket = "acme-app"
}
resource "aws_s3_bucket_logging" "app" {
  count         = var.log ? 1 : 0 # unknown
  bucket        = aws_s3_bucket.app.id
  target_bucket = "acme-audit"
  target_prefix = "app/"
}
```
```cloudformation bad
Resources:
  App: # finding
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
  App:
    Type: AWS::S3::Bucket
    Properties:
      LoggingConfiguration:
        DestinationBucketName: !Ref Audit
        LogFilePrefix: app/
  Audit:
    Type: AWS::S3::Bucket
```
```cloudformation unknown
Parameters:
  Log:
    Type: String
Conditions:
  IsLogged: !Equals [!Ref Log, "yes"]
Resources:
  App:
    Type: AWS::S3::Bucket
    Properties:
      LoggingConfiguration: !If [IsLogged, {DestinationBucketName: acme-audit}, !Ref AWS::NoValue] # unknown
```
"""

from __future__ import annotations

from s3lint.checks.model import Check, Profile, Severity, Verdict
from s3lint.checks.settled import unless
from s3lint.graph import Bucket, buckets
from s3lint.questions.roles import needless


def judge(bucket: Bucket) -> Verdict:
    """Passes where logs are delivered somewhere, or where the bucket is such a place."""
    undecided = "cannot decide whether server access logging is on"
    verdict = Verdict.require(bucket.logs_its_access(), fail="server access logging is off", undecided=undecided)
    return unless(verdict, lambda: needless(bucket, "access-logging", CHECK.code), undecided)


CHECK = Check(
    code="S3L402",
    name="access-logging-disabled",
    severity=Severity.LOW,
    profile=Profile.STRICT,
    subjects=buckets,
    judge=judge,
    edit="none: where to deliver logs is a decision",
    fix="deliver server access logs to a separate log bucket",
    terraform="aws_s3_bucket_logging with target_bucket and target_prefix",
    cloudformation="LoggingConfiguration: {DestinationBucketName: !Ref LOGS, LogFilePrefix: NAME/}",
    doc=__doc__,
    aliases=(
        "CKV_AWS_18", "AWS-0089", "f861041c", "4552b71f", "AC_AWS_0497", "FG_R00274", "W35",
        "S3_BUCKET_LOGGING_ENABLED", "AwsSolutions-S1", "S3BucketLoggingEnabled", "S3.9",
        "s3-bucket-logging-enabled", "s3_bucket_server_access_logging_enabled",
    ),
    references=("https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html",),
)  # fmt: skip

"""No alarm fires when logs are deleted.

In a bucket that only holds logs, services write, few principals read and nobody deletes. Request metrics with an alarm
on delete requests report the one thing that must not happen.

Undecided when the request metrics, or what an alarm watches, are unknown.

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
resource "aws_cloudtrail" "main" {
  name           = "main"
  s3_bucket_name = aws_s3_bucket.trail.id
}
resource "aws_s3_bucket_metric" "trail" {
  bucket = aws_s3_bucket.trail.id
  name   = "all"
}
resource "aws_cloudwatch_metric_alarm" "deletes" {
  alarm_name          = "trail-deletes"
  namespace           = "AWS/S3"
  metric_name         = "DeleteRequests"
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods  = 1
  threshold           = 0
  dimensions          = { BucketName = aws_s3_bucket.trail.id, FilterId = "all" }
}
```
```terraform unknown
variable "metric" {}
resource "aws_s3_bucket" "trail" {
  bucket = "acme-trail"
}
resource "aws_cloudtrail" "main" {
  name           = "main"
  s3_bucket_name = aws_s3_bucket.trail.id
}
resource "aws_s3_bucket_metric" "trail" {
  bucket = aws_s3_bucket.trail.id
  name   = "all"
}
resource "aws_cloudwatch_metric_alarm" "deletes" {
  alarm_name          = "trail-deletes"
  namespace           = "AWS/S3"
  metric_name         = var.metric # unknown
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods  = 1
  threshold           = 0
  dimensions          = { BucketName = aws_s3_bucket.trail.id, FilterId = "all" }
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
      MetricsConfigurations:
        - Id: all
  Trail:
    Type: AWS::CloudTrail::Trail
    Properties:
      IsLogging: true
      S3BucketName: !Ref Logs
  Deletes:
    Type: AWS::CloudWatch::Alarm
    Properties:
      Namespace: AWS/S3
      MetricName: DeleteRequests
      ComparisonOperator: GreaterThanThreshold
      EvaluationPeriods: 1
      Threshold: 0
      Dimensions:
        - {Name: BucketName, Value: !Ref Logs}
        - {Name: FilterId, Value: all}
```
```cloudformation unknown
Parameters:
  Metric:
    Type: String
Resources:
  Logs:
    Type: AWS::S3::Bucket
    Properties:
      MetricsConfigurations:
        - Id: all
  Trail:
    Type: AWS::CloudTrail::Trail
    Properties:
      IsLogging: true
      S3BucketName: !Ref Logs
  Deletes:
    Type: AWS::CloudWatch::Alarm
    Properties:
      Namespace: AWS/S3
      MetricName: !Ref Metric # unknown
      ComparisonOperator: GreaterThanThreshold
      EvaluationPeriods: 1
      Threshold: 0
      Dimensions:
        - {Name: BucketName, Value: !Ref Logs}
        - {Name: FilterId, Value: all}
```
"""

from __future__ import annotations

from s3lint.aws.kinds import Alarm, RequestMetrics
from s3lint.checks.model import Check, Profile, Severity, Verdict
from s3lint.graph import Bucket, Graph, buckets
from s3lint.questions.roles import CERTAIN_WAYS, roles
from s3lint.values import Truth, no, yes

_LOGS = ("access-logs", "trail-logs")


def log_buckets(graph: Graph) -> list[Bucket]:
    """The buckets of this code that receive access logs or trails."""
    return [b for b in buckets(graph) if any(role.kind.name in _LOGS for role in roles(b, CERTAIN_WAYS))]


def judge(bucket: Bucket) -> Verdict:
    """Passes with request metrics and an alarm on deletes."""
    metrics = bucket.controls(RequestMetrics).presence()
    alarmed = no(bucket.header, "no alarm fires on delete requests")
    for alarm, there in bucket.graph.pointing_at(bucket.node, "watches"):
        if isinstance(alarm, Alarm):
            alarmed = alarmed | (there & alarm.namespace.is_any("AWS/S3") & alarm.metric.is_any("DeleteRequests"))
    fact = metrics & alarmed
    return Verdict.require(
        no(bucket.header, "this bucket holds logs") if fact.truth is Truth.NO else fact & yes(),
        fail="the bucket holds logs, but no alarm fires on delete requests",
        undecided="cannot decide whether an alarm fires on delete requests",
    )


CHECK = Check(
    code="S3L410",
    name="log-bucket-alarms",
    severity=Severity.LOW,
    profile=Profile.AUDIT,
    subjects=log_buckets,
    judge=judge,
    edit="none: what to alarm on, and whom, is a decision",
    fix="add request metrics and an alarm on DeleteRequests",
    terraform='aws_s3_bucket_metric with an aws_cloudwatch_metric_alarm of namespace "AWS/S3" on DeleteRequests',
    cloudformation=(
        "MetricsConfigurations: [{Id: EntireBucket}] with an AWS::CloudWatch::Alarm of namespace AWS/S3 on "
        "DeleteRequests"
    ),
    doc=__doc__,
    references=("https://docs.aws.amazon.com/AmazonS3/latest/userguide/metrics-configurations.html",),
)

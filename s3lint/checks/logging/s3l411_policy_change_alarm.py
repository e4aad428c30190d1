"""No alarm fires when a bucket policy changes.

Most data leaks start with a changed bucket policy, whether by mistake or on purpose. A metric filter with an alarm on
the trail's log group, or an event rule on the API calls, brings the change to somebody's attention within the hour.

The check looks once at each root that has a trail, because such alarms belong next to the trail.

Undecided when the pattern of a metric filter or event rule is unknown.

```terraform bad
resource "aws_cloudtrail" "main" { # finding
  name           = "main"
  s3_bucket_name = "acme-trail"
}
```
```terraform bad
resource "aws_cloudtrail" "main" { # finding
  name           = "main"
  s3_bucket_name = "acme-trail"
}
resource "aws_cloudwatch_event_rule" "policies" {
  event_pattern = jsonencode({ detail = { eventName = ["PutBucketPolicy"] } })
  state         = "DISABLED"
}
```
```terraform good
resource "aws_cloudtrail" "main" {
  name           = "main"
  s3_bucket_name = "acme-trail"
}
resource "aws_cloudwatch_event_rule" "policies" {
  name = "bucket-policies"
  event_pattern = jsonencode({
    source      = ["aws.s3"]
    detail-type = ["AWS API Call via CloudTrail"]
    detail      = { eventName = ["PutBucketPolicy", "DeleteBucketPolicy"] }
  })
}
```
```terraform unknown
variable "pattern" {}
resource "aws_cloudtrail" "main" {
  name           = "main"
  s3_bucket_name = "acme-trail"
}
resource "aws_cloudwatch_event_rule" "changes" {
  event_pattern = var.pattern # unknown
}
```
```cloudformation bad
Resources:
  Trail: # finding
    Type: AWS::CloudTrail::Trail
    Properties:
      IsLogging: true
      S3BucketName: acme-trail
```
```cloudformation good
Resources:
  Trail:
    Type: AWS::CloudTrail::Trail
    Properties:
      IsLogging: true
      S3BucketName: acme-trail
  Filter:
    Type: AWS::Logs::MetricFilter
    Properties:
      LogGroupName: trail
      FilterPattern: "{ ($.eventSource = s3.amazonaws.com) && ($.eventName = PutBucketPolicy) }"
      MetricTransformations: [{MetricName: BucketPolicies, MetricNamespace: acme, MetricValue: "1"}]
  Alarm:
    Type: AWS::CloudWatch::Alarm
    Properties:
      Namespace: acme
      MetricName: BucketPolicies
      ComparisonOperator: GreaterThanThreshold
      EvaluationPeriods: 1
      Threshold: 0
```
```cloudformation unknown
Parameters:
  Pattern:
    Type: String
Resources:
  Trail:
    Type: AWS::CloudTrail::Trail
    Properties:
      IsLogging: true
      S3BucketName: acme-trail
  Filter:
    Type: AWS::Logs::MetricFilter
    Properties:
      LogGroupName: trail
      FilterPattern: !Ref Pattern # unknown
      MetricTransformations: [{MetricName: changes, MetricNamespace: trail, MetricValue: "1"}]
  Alarm:
    Type: AWS::CloudWatch::Alarm
    Properties:
      Namespace: trail
      MetricName: changes
      ComparisonOperator: GreaterThanThreshold
      EvaluationPeriods: 1
```
"""

from __future__ import annotations

from s3lint.aws.kinds import Alarm, PatternWatch, Trail
from s3lint.checks.model import Check, Profile, Severity, Verdict
from s3lint.graph.root import Root, root_with
from s3lint.questions.mentions import mentions
from s3lint.values import Truth, no, yes


def judge(root: Root) -> Verdict:
    """Passes with an event rule, or a metric filter beside an alarm, on PutBucketPolicy."""
    watched = no()
    for watch in root.graph.of(PatternWatch):
        found = watch.on & mentions(watch.pattern, "PutBucketPolicy")
        if watch.kind == "metric-filter" and not root.graph.of(Alarm):
            continue
        watched = watched | found
    return Verdict.require(
        no(root.header, "the code with the trail has no such alarm") if watched.truth is Truth.NO else watched & yes(),
        fail="no alarm or event rule watches bucket policy changes",
        undecided="cannot decide whether an alarm or event rule watches bucket policy changes",
    )


CHECK = Check(
    code="S3L411",
    name="policy-change-alarm",
    severity=Severity.LOW,
    profile=Profile.AUDIT,
    subjects=lambda graph: root_with(graph, Trail),
    judge=judge,
    edit="none: whom to alarm is a decision",
    fix="watch bucket policy changes with an event rule, or with a metric filter and an alarm",
    terraform="aws_cloudwatch_event_rule whose event_pattern names PutBucketPolicy and DeleteBucketPolicy",
    cloudformation="AWS::Events::Rule whose EventPattern names PutBucketPolicy and DeleteBucketPolicy",
    doc=__doc__,
    aliases=("AWS-0154", "27c6a499", "CloudWatch.8", "cloudwatch_log_metric_filter_for_s3_bucket_policy_changes"),
    frameworks=("cis-7:5.8", "cis-6:5.8", "cis-5:4.8"),
    references=("https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudwatch-alarms-for-cloudtrail.html",),
)

"""The bucket sends no event notifications.

Event notifications and EventBridge let other services react when objects arrive or disappear. Few buckets need them, so
this is advice. What CDK's custom resource `Custom::S3BucketNotifications` configures counts.

Undecided when s3lint cannot tell whether a destination is configured.

```terraform bad
resource "aws_s3_bucket" "in" { # finding
  bucket = "acme-in"
}
```
```terraform good
resource "aws_s3_bucket" "in" {
  bucket = "acme-in"
}
resource "aws_s3_bucket_notification" "in" {
  bucket      = aws_s3_bucket.in.id
  eventbridge = true
}
```
```terraform unknown
variable "events" {
  type = bool
}
resource "aws_s3_bucket" "in" {
  bucket = "acme-in"
}
resource "aws_s3_bucket_notification" "in" {
  bucket      = aws_s3_bucket.in.id
  eventbridge = var.events # unknown
}
```
```cloudformation bad
Resources:
  In: # finding
    Type: AWS::S3::Bucket
```
```cloudformation good
Resources:
  In:
    Type: AWS::S3::Bucket
    Properties:
      NotificationConfiguration:
        EventBridgeConfiguration: {}
```
```cloudformation good
Resources:
  In:
    Type: AWS::S3::Bucket
  InNotifications:
    Type: Custom::S3BucketNotifications
    Properties:
      ServiceToken: arn:aws:lambda:eu-west-1:111122223333:function:notifications
      BucketName: !Ref In
      NotificationConfiguration:
        LambdaFunctionConfigurations:
          - Events: ["s3:ObjectCreated:*"]
            LambdaFunctionArn: arn:aws:lambda:eu-west-1:111122223333:function:thumbnails
```
```cloudformation unknown
Parameters:
  Events:
    Type: String
Resources:
  In:
    Type: AWS::S3::Bucket
    Properties:
      NotificationConfiguration:
        EventBridgeConfiguration:
          EventBridgeEnabled: !Ref Events # unknown
```
```cloudformation unknown
Parameters:
  Destinations: # unknown
    Type: CommaDelimitedList
Resources:
  In:
    Type: AWS::S3::Bucket
  InNotifications:
    Type: Custom::S3BucketNotifications
    Properties:
      ServiceToken: arn:aws:lambda:eu-west-1:111122223333:function:notifications
      BucketName: !Ref In
      NotificationConfiguration:
        TopicConfigurations: !Ref Destinations
```
"""

from __future__ import annotations

from s3lint.aws.kinds import Notification
from s3lint.checks.model import Check, Profile, Severity, Verdict
from s3lint.graph import Bucket, buckets
from s3lint.values import no


def judge(bucket: Bucket) -> Verdict:
    """Passes where there is a destination, or EventBridge."""
    found = bucket.controls(Notification)
    return Verdict.require(
        found.ask(
            lambda one: one.any, absent=no(bucket.header, "the bucket sends no event notifications"), any_of=True
        ),
        fail="the bucket sends no event notifications",
        undecided="cannot decide whether the bucket sends event notifications",
    )


CHECK = Check(
    code="S3L412",
    name="event-notifications",
    severity=Severity.INFO,
    profile=Profile.AUDIT,
    subjects=buckets,
    judge=judge,
    edit="none: what has to react to events is a decision",
    fix="send the bucket's events to EventBridge if something has to react to them",
    terraform="eventbridge = true in aws_s3_bucket_notification",
    cloudformation="NotificationConfiguration: {EventBridgeConfiguration: {EventBridgeEnabled: true}}",
    doc=__doc__,
    aliases=("CKV2_AWS_62", "S3.11", "s3-event-notifications-enabled", "s3_bucket_event_notifications_enabled"),
    references=("https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventNotifications.html",),
)

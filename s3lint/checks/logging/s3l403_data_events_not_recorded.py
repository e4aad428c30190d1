"""No trail in this code records the bucket's object reads and writes.

CloudTrail's management events show who changed the bucket; only data events show who read, wrote and deleted its
objects. They are off unless a trail (or event data store) selects them, with basic or advanced event selectors.

A selector that covers only reads or writes, one event name or part of the bucket does not record everything; two
selectors can cover it together. If the trail is in another repository, run this check there and turn it off here.

Undecided when what a trail selects, or whether it is on, is unknown.

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
      values = ["${aws_s3_bucket.data.arn}/"]
    }
  }
}
```
```terraform unknown
variable "recorded" {
  type = list(string)
}
resource "aws_s3_bucket" "data" {
  bucket = "acme-data"
}
resource "aws_cloudtrail" "main" {
  name           = "main"
  s3_bucket_name = "acme-trail"
  event_selector {
    data_resource {
      type   = "AWS::S3::Object"
      values = var.recorded # unknown
    }
  }
}
```
```cloudformation bad
Resources:
  Data: # finding
    Type: AWS::S3::Bucket
```
```cloudformation good
Resources:
  Data:
    Type: AWS::S3::Bucket
  Trail:
    Type: AWS::CloudTrail::Trail
    Properties:
      IsLogging: true
      S3BucketName: acme-trail
      AdvancedEventSelectors:
        - FieldSelectors:
            - {Field: eventCategory, Equals: [Data]}
            - {Field: resources.type, Equals: ["AWS::S3::Object"]}
            - {Field: resources.ARN, StartsWith: [!Sub "${Data.Arn}/"]}
```
```cloudformation unknown
Parameters:
  Logging:
    Type: String
Resources:
  Data:
    Type: AWS::S3::Bucket
  Trail:
    Type: AWS::CloudTrail::Trail
    Properties:
      IsLogging: !Ref Logging # unknown
      S3BucketName: acme-trail
      EventSelectors:
        - DataResources:
            - {Type: "AWS::S3::Object", Values: ["arn:aws:s3"]}
```
"""

from __future__ import annotations

from s3lint.checks.model import Check, Profile, Severity, Verdict
from s3lint.graph import Bucket, buckets
from s3lint.questions.data_events import records_objects
from s3lint.values import Truth, no


def judge(bucket: Bucket) -> Verdict:
    """Passes where reads and writes are both recorded."""
    fact = records_objects(bucket)
    if fact.truth is Truth.NO:
        fact = no(bucket.header, "no trail in this code records both its reads and its writes")
    return Verdict.require(
        fact,
        fail="no trail in this code records the bucket's object reads and writes",
        undecided="cannot decide whether a trail records the bucket's object reads and writes",
    )


CHECK = Check(
    code="S3L403",
    name="data-events-not-recorded",
    severity=Severity.LOW,
    profile=Profile.STRICT,
    subjects=buckets,
    judge=judge,
    edit="none: which trail records the bucket, and at what cost, is a decision",
    fix="select this bucket's AWS::S3::Object data events in a trail",
    terraform=(
        'data_resource with type = "AWS::S3::Object" and values = ["${aws_s3_bucket.NAME.arn}/"] in '
        "event_selector"
    ),
    cloudformation='EventSelectors: [{DataResources: [{Type: AWS::S3::Object, Values: [!Sub "${NAME.Arn}/"]}]}]',
    doc=__doc__,
    aliases=(
        "AWS-0171", "AWS-0172", "a8fc2180", "FG_R00354", "FG_R00355", "CLOUDTRAIL_S3_DATAEVENTS_ENABLED", "S3.22",
        "S3.23", "cloudtrail-all-read-s3-data-event-check", "cloudtrail-all-write-s3-data-event-check",
        "cloudtrail_s3_dataevents_read_enabled", "cloudtrail_s3_dataevents_write_enabled",
    ),
    references=("https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html",),
)  # fmt: skip

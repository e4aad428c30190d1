"""A CloudTrail trail leaves gaps.

A trail that is off records nothing. One that is not multi-region misses what an attacker does in the regions that
nobody uses. Without log file validation a changed or deleted log goes unnoticed, and without a KMS key whoever reads
the bucket reads the logs.

```terraform bad
resource "aws_cloudtrail" "main" { # finding
  name                       = "main"
  s3_bucket_name             = "acme-trail"
  enable_log_file_validation = true
  kms_key_id                 = "arn:aws:kms:eu-west-1:111122223333:key/0a1b"
}
```
```terraform good
resource "aws_cloudtrail" "main" {
  name                       = "main"
  s3_bucket_name             = "acme-trail"
  is_multi_region_trail      = true
  enable_log_file_validation = true
  kms_key_id                 = "arn:aws:kms:eu-west-1:111122223333:key/0a1b"
}
```
```terraform unknown
variable "everywhere" {
  type = bool
}
resource "aws_cloudtrail" "main" {
  name                       = "main"
  s3_bucket_name             = "acme-trail"
  is_multi_region_trail      = var.everywhere # unknown
  enable_log_file_validation = true
  kms_key_id                 = "arn:aws:kms:eu-west-1:111122223333:key/0a1b"
}
```
```cloudformation bad
Resources:
  Trail:
    Type: AWS::CloudTrail::Trail
    Properties:
      S3BucketName: acme-trail
      IsLogging: false # finding
      IsMultiRegionTrail: true
      EnableLogFileValidation: true
      KMSKeyId: arn:aws:kms:eu-west-1:111122223333:key/0a1b
```
```cloudformation good
Resources:
  Trail:
    Type: AWS::CloudTrail::Trail
    Properties:
      S3BucketName: acme-trail
      IsLogging: true
      IsMultiRegionTrail: true
      EnableLogFileValidation: true
      KMSKeyId: arn:aws:kms:eu-west-1:111122223333:key/0a1b
```
```cloudformation unknown
Parameters:
  Everywhere:
    Type: String
Resources:
  Trail:
    Type: AWS::CloudTrail::Trail
    Properties:
      S3BucketName: acme-trail
      IsLogging: true
      IsMultiRegionTrail: !Ref Everywhere # unknown
      EnableLogFileValidation: true
      KMSKeyId: arn:aws:kms:eu-west-1:111122223333:key/0a1b
```
"""

from __future__ import annotations

from s3lint.checks.model import Check, Profile, Severity, Verdict
from s3lint.graph.nodes import Trail
from s3lint.values import Fact


def parts(trail: Trail) -> list[tuple[Fact, str]]:
    """What a trail must have, each with what is wrong without it."""
    return [
        (trail.enabled.is_true(), "is off"),
        (trail.multi_region.is_true(), "is not multi-region"),
        (trail.validation.is_true(), "has no log file validation"),
        (trail.key.is_set(), "has no KMS key"),
    ]


def judge(trail: Trail) -> Verdict:
    """Fails with all that is missing, in one finding."""
    whole, *rest = (fact for fact, _ in parts(trail))
    for fact in rest:
        whole = whole & fact
    missing = [text for fact, text in parts(trail) if fact.is_no]
    return Verdict.require(
        whole,
        fail=f"the trail {' and '.join(missing)}",
        undecided="cannot decide whether the trail leaves gaps",
    )


CHECK = Check(
    code="S3L409",
    name="trail-weak",
    severity=Severity.MEDIUM,
    profile=Profile.STRICT,
    subjects=lambda graph: [trail for trail in graph.of(Trail) if not trail.store],
    judge=judge,
    fix="make the trail multi-region, with log file validation and a KMS key, and keep it on",
    doc=__doc__,
    aliases=(
        "CKV_AWS_35", "CKV_AWS_36", "CKV_AWS_67", "CKV_AWS_251", "CKV_AWS_252", "AWS-0014", "AWS-0015", "AWS-0016",
    ),
    frameworks=("cis:3.1", "cis:3.5"),
    references=("https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html",),
)  # fmt: skip

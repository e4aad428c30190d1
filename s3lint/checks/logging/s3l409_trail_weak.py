"""A CloudTrail trail has gaps.

A trail that is off records nothing. A trail that is not multi-region misses what an attacker does in the regions that
nobody uses. Without log file validation nobody notices a changed or deleted log file, and without a KMS key anyone who
can read the bucket can read the logs.

Undecided when one of the four settings is unknown and none is missing.

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

from s3lint.aws.kinds import Trail
from s3lint.checks.model import Check, Profile, Severity, Verdict
from s3lint.checks.wording import listed
from s3lint.values import Fact


def needs(trail: Trail) -> list[tuple[str, Fact, str]]:
    """What a trail must have, each with what is wrong without it."""
    return [
        ("on", trail.is_on(), "is off"),
        ("multi-region", trail.multi_region.is_true(), "is not multi-region"),
        ("validation", trail.validation.is_true(), "has no log file validation"),
        ("key", trail.key.is_set(), "has no KMS key"),
    ]


def judge(trail: Trail) -> Verdict:
    """Fails with all that is missing, in one finding."""
    wanted = needs(trail)
    whole, *rest = (fact for _, fact, _ in wanted)
    for fact in rest:
        whole = whole & fact
    missing = [text for _, fact, text in wanted if fact.is_no]
    return Verdict.require(
        whole,
        fail=f"the trail {listed(missing)}",
        undecided="cannot decide whether the trail has gaps",
        parts=(part for part, fact, _ in wanted if not fact.is_yes),
    )


CHECK = Check(
    code="S3L409",
    name="trail-weak",
    severity=Severity.MEDIUM,
    profile=Profile.STRICT,
    subjects=lambda graph: [trail for trail in graph.of(Trail) if not trail.store],
    judge=judge,
    edit="none: what a trail records costs, and is a decision",
    fix="keep the trail on, make it multi-region, and add log file validation and a KMS key",
    terraform="is_multi_region_trail = true, enable_log_file_validation = true, kms_key_id = aws_kms_key.NAME.arn",
    cloudformation=(
        "IsMultiRegionTrail: true, EnableLogFileValidation: true, KMSKeyId: !GetAtt NAME.Arn, IsLogging: true"
    ),
    doc=__doc__,
    aliases=(
        "CKV_AWS_35", "CKV_AWS_36", "CKV_AWS_67", "CKV_AWS_251", "CKV_AWS_252", "AWS-0014", "AWS-0015", "AWS-0016",
        "52ffcfa6", "5d9e3164", "8173d5eb", "050a9ba8", "058ac855", "2a3560fe", "AC_AWS_0033", "AC_AWS_0034",
        "AC_AWS_0446", "AC_AWS_0448", "FG_R00027", "FG_R00035", "CloudTrailEncryptionEnabled",
        "CloudTrailLogFileValidationEnabled", "CloudTrail.1", "CloudTrail.2", "CloudTrail.3", "CloudTrail.4",
        "cloud-trail-log-file-validation-enabled", "multi-region-cloudtrail-enabled",
    ),
    references=("https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html",),
)  # fmt: skip

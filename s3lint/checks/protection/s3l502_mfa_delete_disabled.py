"""MFA delete is not enabled.

With MFA delete, only the root user with an MFA device can delete versions permanently or change versioning. Only the
root user can enable it, with the device at hand: Terraform can do so in a run as root (`mfa`), CloudFormation cannot.
You cannot combine it with a lifecycle configuration. So this is advice for few buckets; Object Lock is the control that
automation can manage.

Undecided when the status is unknown.

```terraform bad
resource "aws_s3_bucket" "data" {
  bucket = "acme-data"
}
resource "aws_s3_bucket_versioning" "data" {
  bucket = aws_s3_bucket.data.id
  versioning_configuration { # finding
    status = "Enabled"
  }
}
```
```terraform good
resource "aws_s3_bucket" "data" {
  bucket = "acme-data"
}
resource "aws_s3_bucket_versioning" "data" {
  bucket = aws_s3_bucket.data.id
  mfa    = "arn:aws:iam::111122223333:mfa/root 123456"
  versioning_configuration {
    status     = "Enabled"
    mfa_delete = "Enabled"
  }
}
```
```terraform unknown
variable "mfa_delete" {}
resource "aws_s3_bucket" "data" {
  bucket = "acme-data"
}
resource "aws_s3_bucket_versioning" "data" {
  bucket = aws_s3_bucket.data.id
  versioning_configuration {
    status     = "Enabled"
    mfa_delete = var.mfa_delete # unknown
  }
}
```
```cloudformation bad
Resources:
  Data:
    Type: AWS::S3::Bucket
    Properties:
      VersioningConfiguration: # finding
        Status: Enabled
```
"""

from __future__ import annotations

from s3lint.checks.model import Check, Profile, Severity, Verdict
from s3lint.graph import Bucket, buckets
from s3lint.values import no


def judge(bucket: Bucket) -> Verdict:
    """Passes where MFA delete is stated as enabled."""
    return Verdict.require(
        bucket.versioning.ask(
            lambda versioning: versioning.mfa_delete.is_any("Enabled", "true"),
            absent=no(bucket.header, "versioning is not configured"),
        ),
        fail="MFA delete is not enabled",
        undecided="cannot decide whether MFA delete is enabled",
    )


CHECK = Check(
    code="S3L502",
    name="mfa-delete-disabled",
    severity=Severity.INFO,
    profile=Profile.AUDIT,
    subjects=buckets,
    judge=judge,
    edit="none: only the root user can enable MFA delete, with its device",
    fix="enable MFA delete as the root user, or use Object Lock instead",
    terraform='mfa_delete = "Enabled" in versioning_configuration, with mfa = "SERIAL CODE", in a run as the root user',
    cloudformation="ObjectLockEnabled: true (CloudFormation cannot enable MFA delete)",
    doc=__doc__,
    aliases=("AWS-0170", "c5b31ab9", "S3.20", "s3-bucket-mfa-delete-enabled", "s3_bucket_no_mfa_delete"),
    references=("https://docs.aws.amazon.com/AmazonS3/latest/userguide/MultiFactorAuthenticationDelete.html",),
)

"""The bucket's name contains an AWS account ID.

An account ID is not secret, but an attacker needs it first: to guess role ARNs, to target phishing, and to find related
resources. A public name reveals it with every link. The check allows the account-regional form
`<prefix>-<account>-<region>-an`, which S3 defined in March 2026 so that no other account can take the name.

Undecided when a part of the name is unknown and the rest contains no account ID.

```terraform bad
resource "aws_s3_bucket" "data" {
  bucket = "acme-111122223333-data" # finding
}
```
```terraform good
resource "aws_s3_bucket" "data" {
  bucket = "acme-111122223333-eu-west-1-an"
}
```
```terraform unknown
variable "suffix" {}
resource "aws_s3_bucket" "data" {
  bucket = "acme-${var.suffix}" # unknown
}
```
```cloudformation bad
Resources:
  Data:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: !Sub "acme-${AWS::AccountId}-data" # finding
```
```cloudformation good
Resources:
  Data:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: acme-data
```
```cloudformation unknown
Parameters:
  Suffix:
    Type: String
Resources:
  Data:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: !Sub "acme-${Suffix}" # unknown
```
"""

from __future__ import annotations

from s3lint.checks.model import Check, Profile, Severity, Verdict
from s3lint.graph import Bucket, buckets
from s3lint.lazy import lazy_re
from s3lint.questions.bucket_names import Name, name_fact
from s3lint.values import Fact, no, unknown, yes

_ACCOUNT = lazy_re(r"(?<!\d)\d{12}(?!\d)")
_ACCOUNT_REGIONAL = lazy_re(r"-\d{12}-[a-z]{2}(-[a-z]+)+-\d-an$")


def holds_account(name: Name) -> Fact:
    """Whether twelve digits stand in the name, other than in the account-regional form."""
    if _ACCOUNT_REGIONAL.search(name.pattern):
        return no()
    if _ACCOUNT.search(name.pattern):
        return yes()
    return unknown(*name.reasons) if name.reasons else no()


def judge(bucket: Bucket) -> Verdict:
    """Fails where the name holds an account id for certain."""
    return Verdict.forbid(
        name_fact(bucket, holds_account),
        fail="the name contains an AWS account ID",
        undecided="cannot decide whether the name contains an AWS account ID",
    )


CHECK = Check(
    code="S3L604",
    name="bucket-name-account-id",
    severity=Severity.LOW,
    profile=Profile.STRICT,
    subjects=buckets,
    judge=judge,
    edit="none: another name is another bucket",
    fix="use a random suffix, or the account-regional form of the name",
    terraform='bucket_prefix = "NAME-"',
    cloudformation="remove BucketName, or use BucketNamePrefix with BucketNamespace",
    doc=__doc__,
    references=("https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html",),
)

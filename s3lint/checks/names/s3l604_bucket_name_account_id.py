"""The bucket's name holds an AWS account id.

An account id is no secret, but it is the first thing that an attacker needs: to guess role ARNs, to aim phishing, to
find what else belongs together. A public name that carries it gives it away with every link. The account-regional form
`<prefix>-<account>-<region>-an`, which S3 itself defines (since March 2026) so that nobody else can take the name, is
exempt.

Undecided where a part of the name is not known, and the rest holds no account id.

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

import re

from s3lint.checks.model import Check, Profile, Severity, Verdict
from s3lint.graph import Bucket, buckets
from s3lint.questions.bucket_names import Name, name_fact
from s3lint.values import Fact, no, unknown, yes

_ACCOUNT = re.compile(r"(?<!\d)\d{12}(?!\d)")
_ACCOUNT_REGIONAL = re.compile(r"-\d{12}-[a-z]{2}(-[a-z]+)+-\d-an$")


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
        fail="the name holds an AWS account id",
        undecided="cannot decide whether the name holds an AWS account id",
    )


CHECK = Check(
    code="S3L604",
    name="bucket-name-account-id",
    severity=Severity.LOW,
    profile=Profile.STRICT,
    subjects=buckets,
    judge=judge,
    fix="use a random suffix, or the account-regional form of names",
    terraform='bucket_prefix = "NAME-"',
    cloudformation="leave BucketName out, or use BucketNamePrefix with BucketNamespace",
    doc=__doc__,
    references=("https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html",),
)

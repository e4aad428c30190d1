"""The bucket's name has no random part.

An attacker can probe a bucket with a guessable name: does it exist, is it open, what do common keys return? And once
the bucket is deleted, anyone can take the name and receive what clients still send there. A random suffix costs
nothing.

In the account-regional namespace, nobody else can take a name, so a fixed one passes.

Undecided when a part of the name is unknown, which may be random, or the namespace.

```terraform bad
resource "aws_s3_bucket" "data" {
  bucket = "acme-prod-data" # finding
}
```
```terraform good
resource "aws_s3_bucket" "data" {
  bucket_prefix = "acme-data-"
}
```
```terraform good
resource "aws_s3_bucket" "data" {
  bucket           = "acme-data-111122223333-eu-west-1-an"
  bucket_namespace = "account-regional"
}
```
```terraform unknown
variable "name" {}
resource "aws_s3_bucket" "data" {
  bucket = var.name # unknown
}
```
```cloudformation bad
Resources:
  Data:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: acme-prod-data # finding
```
```cloudformation good
Resources:
  Data:
    Type: AWS::S3::Bucket
```
```cloudformation unknown
Parameters:
  Name:
    Type: String
Resources:
  Data:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: !Ref Name # unknown
```
"""

from __future__ import annotations

from s3lint.checks.model import Check, Profile, Severity, Verdict
from s3lint.graph import Bucket, buckets
from s3lint.lazy import lazy_re
from s3lint.questions.bucket_names import Name, name_fact
from s3lint.questions.regional_names import is_regional
from s3lint.values import Fact, no, unknown, yes

# a group of six or more characters that mixes letters and digits, or of eight or more hexadecimal ones
_RANDOM = lazy_re(r"(?:^|[-.])(?=[a-z]*\d)(?=\d*[a-z])(?:[a-z0-9]{6,})(?:$|[-.])")


def predictable(name: Name) -> Fact:
    """Whether nothing in the name looks random."""
    if name.generated or _RANDOM.search(name.pattern):
        return no()
    return unknown(*name.reasons) if name.reasons else yes()


def judge(bucket: Bucket) -> Verdict:
    """Passes for generated names and prefixes."""
    return Verdict.forbid(
        name_fact(bucket, predictable) & ~is_regional(bucket),
        fail="the name is fixed and has no random part",
        undecided="cannot decide whether the name has a random part",
    )


CHECK = Check(
    code="S3L605",
    name="bucket-name-predictable",
    severity=Severity.LOW,
    profile=Profile.AUDIT,
    subjects=buckets,
    judge=judge,
    edit="none: another name is another bucket",
    fix="have the name generated, or add a random suffix",
    terraform='bucket_prefix = "NAME-", or a random_id in the name',
    cloudformation="remove BucketName",
    doc=__doc__,
    references=("https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html",),
)

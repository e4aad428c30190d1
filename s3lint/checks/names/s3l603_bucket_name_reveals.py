"""The bucket's name reveals sensitive content.

Bucket names are not secret: they appear in URLs, logs and error messages, and attackers constantly try lists of likely
names. A name with `payroll` or `secret` in it tells an attacker where to start, and the owner's name tells them whom it
hits. `sensitive-words` and `owner-words` in the configuration define the words.

Undecided when a part of the name is unknown and the rest contains none of the words.

```terraform bad
resource "aws_s3_bucket" "data" {
  bucket = "acme-payroll-2026" # finding
}
```
```terraform good
resource "aws_s3_bucket" "data" {
  bucket = "acme-4f1d-a"
}
```
```terraform unknown
variable "purpose" {}
resource "aws_s3_bucket" "data" {
  bucket = "acme-${var.purpose}" # unknown
}
```
```cloudformation bad
Resources:
  Data:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: acme-customer-exports # finding
```
```cloudformation good
Resources:
  Data:
    Type: AWS::S3::Bucket
```
```cloudformation unknown
Parameters:
  Purpose:
    Type: String
Resources:
  Data:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: !Sub "acme-${Purpose}" # unknown
```
"""

from __future__ import annotations

import re

from s3lint.checks.model import Check, Profile, Severity, Verdict
from s3lint.graph import Bucket, buckets
from s3lint.questions.bucket_names import Name, name_fact
from s3lint.values import Fact, no, unknown, yes


def judge(bucket: Bucket) -> Verdict:
    """Fails on a whole word (or its plural) between the name's separators."""
    context = bucket.graph.context
    words = tuple(word.lower() for word in (*context.sensitive_words, *context.owner_words))

    def reveals(name: Name) -> Fact:
        for part in re.split(r"[.\-_]", name.pattern.lower()):
            for word in words:
                if part in (word, f"{word}s"):
                    return yes(says=f'the name contains "{part}"')
        return unknown(*name.reasons) if name.reasons else no()

    return Verdict.forbid(
        name_fact(bucket, reveals),
        fail="the name reveals sensitive content or its owner",
        undecided="cannot decide whether the name reveals sensitive content or its owner",
    )


CHECK = Check(
    code="S3L603",
    name="bucket-name-reveals",
    severity=Severity.LOW,
    profile=Profile.STRICT,
    subjects=buckets,
    judge=judge,
    edit="none: another name is another bucket",
    fix="choose a name that does not describe the content, and use a tag for that",
    doc=__doc__,
    references=("https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html",),
)

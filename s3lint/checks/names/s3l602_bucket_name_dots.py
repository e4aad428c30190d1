"""The bucket's name contains dots.

The certificate for S3's virtual-hosted URLs covers one label (`*.s3.amazonaws.com`), so a name with dots breaks HTTPS
there: clients fall back to other URL styles or turn certificate verification off. Transfer acceleration rejects such
names too. Only a website that S3's website endpoint serves under its own host name needs the dots.

Undecided when a part of the name is unknown and the rest contains no dot.

```terraform bad
resource "aws_s3_bucket" "data" {
  bucket = "data.acme.example" # finding
}
```
```terraform good
resource "aws_s3_bucket" "data" {
  bucket = "acme-data"
}
```
```terraform unknown
variable "team" {}
resource "aws_s3_bucket" "data" {
  bucket = "acme-${var.team}" # unknown
}
```
```cloudformation bad
Resources:
  Data:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: data.acme.example # finding
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
  Team:
    Type: String
Resources:
  Data:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: !Sub "acme-${Team}" # unknown
```
"""

from __future__ import annotations

from s3lint.checks.model import Check, Profile, Severity, Verdict
from s3lint.graph import Bucket, buckets
from s3lint.questions.bucket_names import Name, name_fact
from s3lint.values import Fact, no, unknown, yes


def dotted(name: Name) -> Fact:
    """Whether a name has a dot, as far as it is known."""
    if "." in name.pattern:
        return yes()
    return unknown(*name.reasons) if name.reasons else no()


def judge(bucket: Bucket) -> Verdict:
    """Passes where the name is generated or has no dot."""
    return Verdict.forbid(
        name_fact(bucket, dotted),
        fail="the name contains dots, which break TLS on virtual-hosted URLs",
        undecided="cannot decide whether the name contains dots",
    )


CHECK = Check(
    code="S3L602",
    name="bucket-name-dots",
    severity=Severity.LOW,
    profile=Profile.STRICT,
    subjects=buckets,
    judge=judge,
    edit="none: another name is another bucket",
    fix="use hyphens instead of dots",
    doc=__doc__,
    aliases=("AWS-0320",),
    references=("https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html",),
)

"""The bucket's name matches a pattern that an AWS service uses by default.

Some services create a bucket when you first use them in a region, under a name that anyone can compute from the account
ID. An attacker who claims that name first, in another account, receives what the service writes: templates, scripts,
logs. Code that uses such a name makes this account depend on it, and if the bucket is deleted, anyone can claim the
name.

Undecided when the known part may be the beginning of such a name.

```terraform bad
resource "aws_s3_bucket" "data" {
  bucket = "aws-glue-assets-111122223333-eu-west-1" # finding
}
```
```terraform good
resource "aws_s3_bucket" "data" {
  bucket = "acme-glue-assets"
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
      BucketName: !Sub "cdk-hnb659fds-assets-${AWS::AccountId}-${AWS::Region}" # finding
```
```cloudformation good
Resources:
  Data:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: acme-assets
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
from s3lint.questions.bucket_names import HOLE, Name, name_fact
from s3lint.values import Fact, no, unknown, yes

_PATTERNS = lazy_re(
    r"aws-glue-(assets|temporary|scripts)-\d{12}-.+"
    r"|aws-emr-studio-\d{12}-.+"
    r"|aws-logs-\d{12}-.+"
    r"|aws-athena-query-results-\d{12}-.+"
    r"|sagemaker-[a-z0-9-]+-\d{12}"
    r"|cf-templates-[a-z0-9]+-.+"
    r"|cdk-[a-z0-9]+-assets-\d{12}-.+"
    r"|codepipeline-[a-z0-9-]+-\d+"
    r"|elasticbeanstalk-[a-z0-9-]+-\d{12}"
    r"|do-not-delete-ssm-diagnosis-.+"
)
_BEGINNINGS = ("aws-", "sagemaker-", "cf-templates-", "cdk-", "codepipeline-", "elasticbeanstalk-", "do-not-delete-")


def shadowable(name: Name) -> Fact:
    """Whether the name is of one of the services' forms; undecided only while its beginning could be one."""
    if _PATTERNS.fullmatch(name.pattern):
        return yes()
    if not name.reasons:
        return no()
    beginning = name.pattern.split(HOLE)[0]
    could_be = any(known.startswith(beginning) or beginning.startswith(known) for known in _BEGINNINGS)
    return unknown(*name.reasons) if could_be else no()


def judge(bucket: Bucket) -> Verdict:
    """Fails on a name that a service would choose."""
    return Verdict.forbid(
        name_fact(bucket, shadowable),
        fail="an AWS service uses this name by default, and anyone can claim it first",
        undecided="cannot decide whether an AWS service uses this name by default",
    )


CHECK = Check(
    code="S3L606",
    name="bucket-name-shadowable",
    severity=Severity.MEDIUM,
    profile=Profile.STRICT,
    subjects=buckets,
    judge=judge,
    edit="none: another name is another bucket",
    fix="choose your own name for the bucket, and configure the service to use it",
    doc=__doc__,
    aliases=("s3_bucket_shadow_resource_vulnerability",),
    references=("https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html",),
)

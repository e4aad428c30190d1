"""A CORS rule allows any website to do more than read, through its visitors' browsers.

CORS decides which websites can use a visitor's browser to call the bucket. Public data needs origin `*` for GET and
HEAD only. If a rule allows PUT, POST or DELETE, or every request header, any site can send such requests from its
visitors' browsers: with a presigned URL that it obtained, from inside the visitors' network, or unsigned if the bucket
accepts that.

Undecided when the origins, methods or headers are unknown.

```terraform bad
resource "aws_s3_bucket" "up" {
  bucket = "acme-up"
}
resource "aws_s3_bucket_cors_configuration" "up" {
  bucket = aws_s3_bucket.up.id
  cors_rule {
    allowed_origins = ["*"] # finding
    allowed_methods = ["PUT"]
  }
}
```
```terraform good
resource "aws_s3_bucket" "up" {
  bucket = "acme-up"
}
resource "aws_s3_bucket_cors_configuration" "up" {
  bucket = aws_s3_bucket.up.id
  cors_rule {
    allowed_origins = ["https://app.acme.example"]
    allowed_methods = ["PUT"]
  }
}
```
```terraform unknown
variable "origins" {
  type = list(string)
}
resource "aws_s3_bucket" "up" {
  bucket = "acme-up"
}
resource "aws_s3_bucket_cors_configuration" "up" {
  bucket = aws_s3_bucket.up.id
  cors_rule {
    allowed_origins = var.origins # unknown
    allowed_methods = ["PUT"]
  }
}
```
```cloudformation bad
Resources:
  Up:
    Type: AWS::S3::Bucket
    Properties:
      CorsConfiguration:
        CorsRules:
          - AllowedMethods: [GET]
            AllowedOrigins: ["*"] # finding
            AllowedHeaders: ["*"]
```
```cloudformation good
Resources:
  Up:
    Type: AWS::S3::Bucket
    Properties:
      CorsConfiguration:
        CorsRules:
          - AllowedMethods: [GET]
            AllowedOrigins: ["*"]
```
```cloudformation unknown
Parameters:
  Origins:
    Type: CommaDelimitedList
Resources:
  Up:
    Type: AWS::S3::Bucket
    Properties:
      CorsConfiguration:
        CorsRules:
          - AllowedMethods: [PUT]
            AllowedOrigins: !Ref Origins # unknown
```
"""

from __future__ import annotations

from s3lint.aws.kinds import CorsRule
from s3lint.checks.model import Check, Profile, Severity, Verdict
from s3lint.graph import Bucket, buckets
from s3lint.values import Fact, no

_WRITING = ("PUT", "POST", "DELETE")


def wide(rule: CorsRule) -> Fact:
    """Whether a rule gives every origin more than plain reading."""
    return rule.origins.lists("*") & (rule.methods.lists(*_WRITING) | rule.headers.lists("*"))


def judge(bucket: Bucket) -> Verdict:
    """Fails where one rule is wide."""
    rules = bucket.controls(CorsRule)
    return Verdict.forbid(
        rules.ask(wide, absent=no(bucket.header, "the bucket has no CORS rules"), any_of=True),
        fail="a CORS rule allows every origin to do more than read",
        undecided="cannot decide whether a CORS rule allows every origin to do more than read",
    )


CHECK = Check(
    code="S3L111",
    name="cors-wildcard",
    severity=Severity.LOW,
    profile=Profile.STRICT,
    subjects=buckets,
    judge=judge,
    edit="none: which origins need access is a decision",
    fix="list the origins that need access",
    terraform='allowed_origins = ["https://app.example.com"]',
    cloudformation='AllowedOrigins: ["https://app.example.com"]',
    doc=__doc__,
    aliases=("98a8f708", "3609d27c"),
    references=("https://docs.aws.amazon.com/AmazonS3/latest/userguide/cors.html",),
)

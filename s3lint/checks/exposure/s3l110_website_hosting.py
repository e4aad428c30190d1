"""The bucket hosts a static website.

A website endpoint supports plain HTTP only and takes no signed requests, so its objects must be publicly readable.
CloudFront with origin access control serves the same site over HTTPS from a private bucket.

A bucket that the configuration declares to be a public site (`[[bucket]]`) passes.

Undecided when s3lint cannot tell whether the bucket has a website configuration.

```terraform bad
resource "aws_s3_bucket" "site" {
  bucket = "acme-site"
}
resource "aws_s3_bucket_website_configuration" "site" { # finding
  bucket = aws_s3_bucket.site.id
  index_document {
    suffix = "index.html"
  }
}
```
```terraform good
resource "aws_s3_bucket" "site" {
  bucket = "acme-site"
}
```
```terraform unknown
variable "hosted" {
  type = bool
}
resource "aws_s3_bucket" "site" {
  bucket = "acme-site"
}
resource "aws_s3_bucket_website_configuration" "site" {
  count  = var.hosted ? 1 : 0 # unknown
  bucket = aws_s3_bucket.site.id
  index_document {
    suffix = "index.html"
  }
}
```
```cloudformation bad
Resources:
  Site:
    Type: AWS::S3::Bucket
    Properties:
      WebsiteConfiguration: # finding
        IndexDocument: index.html
```
```cloudformation good
Resources:
  Site:
    Type: AWS::S3::Bucket
```
```cloudformation unknown
Parameters:
  Stage:
    Type: String
Conditions:
  Hosted: !Equals [!Ref Stage, prod]
Resources:
  Site:
    Type: AWS::S3::Bucket
    Properties:
      WebsiteConfiguration: !If [Hosted, {IndexDocument: index.html}, !Ref AWS::NoValue] # unknown
```
"""

from __future__ import annotations

from s3lint.aws.kinds import Website
from s3lint.checks.model import Check, Profile, Severity, Verdict
from s3lint.checks.settled import unless
from s3lint.graph import Bucket, buckets
from s3lint.questions.roles import meant_for_everyone
from s3lint.values import no, yes


def judge(bucket: Bucket) -> Verdict:
    """Fails where a website configuration is stated."""
    undecided = "cannot decide whether static website hosting is enabled"
    verdict = Verdict.forbid(
        bucket.controls(Website).ask(
            lambda website: yes(website.header, "static website hosting is enabled"),
            absent=no(bucket.header, "the bucket has no website configuration"),
        ),
        fail="static website hosting is enabled",
        undecided=undecided,
    )
    return unless(verdict, lambda: meant_for_everyone(bucket, CHECK.code)[1], undecided)


CHECK = Check(
    code="S3L110",
    name="website-hosting",
    severity=Severity.MEDIUM,
    profile=Profile.STRICT,
    subjects=buckets,
    judge=judge,
    edit="none: CloudFront in front of the site changes its address",
    fix="serve the site through CloudFront with origin access control",
    terraform=(
        "origin_access_control_id in the origin of an aws_cloudfront_distribution, and no "
        "aws_s3_bucket_website_configuration"
    ),
    cloudformation="OriginAccessControlId in an origin of AWS::CloudFront::Distribution, and no WebsiteConfiguration",
    doc=__doc__,
    aliases=("42bb6b7f", "90501b1b", "AC_AWS_0208", "AwsSolutions-S5"),
    references=("https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteHosting.html",),
)

"""A CloudFront origin points at a bucket that the code does not declare.

Bucket names are global. If a distribution points at a bucket that was deleted or never created, anyone can create a
bucket with that name and serve their own content under the distribution's domain and certificate.

If another repository creates the bucket, list it in the configuration (`owned-buckets`).

The check covers origins whose bucket name is written out. It does not report a domain that is unknown.

```terraform bad
resource "aws_cloudfront_distribution" "site" {
  enabled = true
  origin {
    origin_id   = "site"
    domain_name = "acme-old-site.s3.eu-west-1.amazonaws.com" # finding
  }
}
```
```terraform good
resource "aws_s3_bucket" "site" {
  bucket = "acme-site"
}
resource "aws_cloudfront_distribution" "site" {
  enabled = true
  origin {
    origin_id   = "site"
    domain_name = aws_s3_bucket.site.bucket_regional_domain_name
  }
}
```
```cloudformation bad
Resources:
  Distribution:
    Type: AWS::CloudFront::Distribution
    Properties:
      DistributionConfig:
        Enabled: true
        Origins:
          - Id: site
            DomainName: acme-old-site.s3.amazonaws.com # finding
            S3OriginConfig: {OriginAccessIdentity: ""}
```
```cloudformation good
Resources:
  Site:
    Type: AWS::S3::Bucket
  Distribution:
    Type: AWS::CloudFront::Distribution
    Properties:
      DistributionConfig:
        Enabled: true
        Origins:
          - Id: site
            DomainName: !GetAtt Site.RegionalDomainName
            S3OriginConfig: {OriginAccessIdentity: ""}
```
"""

from __future__ import annotations

from fnmatch import fnmatchcase

from s3lint.aws.kinds import Origin
from s3lint.checks.model import PASS, Check, Outcome, Profile, Severity, Verdict
from s3lint.graph import Graph
from s3lint.lazy import lazy_re
from s3lint.values import Evidence

_BUCKET_DOMAIN = lazy_re(r"(?P<name>[a-z0-9][a-z0-9.-]+)\.s3(-website)?([.-][a-z0-9-]+)*\.amazonaws\.com(\.cn)?$")


def named_bucket(origin: Origin) -> str | None:
    """The bucket that a literal domain names."""
    found = _BUCKET_DOMAIN.match(origin.domain.text() or "")
    return found["name"] if found else None


def dangling(graph: Graph) -> list[Origin]:
    """The origins whose literal bucket is neither made nor looked up here, nor owned by configuration."""
    return [
        origin
        for origin in graph.of(Origin)
        if (name := named_bucket(origin)) is not None
        and not any(True for _ in graph.network.out_of(origin, "reads"))
        and not any(fnmatchcase(name, pattern) for pattern in graph.context.owned_buckets)
    ]


def judge(origin: Origin) -> Verdict:
    """Fails for every such origin."""
    name = named_bucket(origin)
    if name is None:
        return PASS
    evidence = (Evidence(origin.domain.span, f"neither the code nor owned-buckets contains the bucket {name}"),)
    return Verdict(
        Outcome.FAIL, f"the origin points at the bucket {name}, which the code does not declare", evidence, what=name
    )


CHECK = Check(
    code="S3L113",
    name="cloudfront-origin-dangling",
    severity=Severity.HIGH,
    profile=Profile.STRICT,
    subjects=dangling,
    judge=judge,
    edit="none: whose bucket it is meant to be is a decision",
    fix="create the bucket in this code, or list it in owned-buckets if you own it elsewhere",
    terraform="domain_name = aws_s3_bucket.NAME.bucket_regional_domain_name",
    cloudformation="DomainName: !GetAtt NAME.RegionalDomainName",
    doc=__doc__,
    aliases=("CloudFront.12", "cloudfront_distributions_s3_origin_non_existent_bucket"),
    references=(
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistS3AndCustomOrigins.html",
    ),
)

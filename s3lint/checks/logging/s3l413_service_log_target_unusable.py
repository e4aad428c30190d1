"""The bucket cannot take what a service delivers to it.

The code has a load balancer, a distribution, a trail, a Redshift cluster or the like deliver to the bucket, and the
bucket refuses:

- standard logs (legacy) of CloudFront come through the bucket's ACL, and ACLs are disabled
- the bucket policy does not allow the service to write, or allows it for another source or another path
- AWS Config delivers to no bucket with a default Object Lock retention, and Redshift to none with Object Lock

Some services look when they are configured, so that the deployment fails; of the others nothing arrives. Policies for
`delivery.logs.amazonaws.com` (flow logs, Network Load Balancers, CloudWatch Logs) are added by AWS where the caller
may, so a missing one does not fail, unless the bucket policy has NotAction or NotPrincipal, beside which AWS adds none.
AWS Config can write as the recorder's role instead.

S3L405 judges the destination of server access logs, and S3L309 what the bucket's default encryption stops.

Undecided when the policy or the ownership is unknown, and for CloudFront when the code states no Object Ownership: then
the bucket's age decides whether ACLs are enabled.

```terraform bad
resource "aws_s3_bucket" "logs" {
  bucket = "acme-cdn-logs"
}
resource "aws_s3_bucket_ownership_controls" "logs" {
  bucket = aws_s3_bucket.logs.id
  rule {
    object_ownership = "BucketOwnerEnforced" # finding
  }
}
resource "aws_cloudfront_distribution" "site" {
  enabled = true
  logging_config {
    bucket = aws_s3_bucket.logs.bucket_domain_name
  }
}
```
```terraform bad
resource "aws_s3_bucket" "logs" { # finding
  bucket = "acme-lb-logs"
}
resource "aws_lb" "web" {
  name = "web"
  access_logs {
    bucket  = aws_s3_bucket.logs.id
    enabled = true
  }
}
```
```terraform bad
resource "aws_s3_bucket" "trail" {
  bucket = "acme-trail"
}
resource "aws_s3_bucket_policy" "trail" { # finding
  bucket = aws_s3_bucket.trail.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "cloudtrail.amazonaws.com" }
      Action    = ["s3:GetBucketAcl", "s3:PutObject"]
      Resource  = [aws_s3_bucket.trail.arn, "${aws_s3_bucket.trail.arn}/AWSLogs/*"]
      Condition = { StringEquals = { "aws:SourceArn" = "arn:aws:cloudtrail:eu-west-1:111122223333:trail/old" } }
    }]
  })
}
resource "aws_cloudtrail" "main" {
  name           = "main"
  s3_bucket_name = aws_s3_bucket.trail.id
}
```
```terraform good
data "aws_elb_service_account" "main" {}
resource "aws_s3_bucket" "logs" {
  bucket = "acme-lb-logs"
}
resource "aws_s3_bucket_policy" "logs" {
  bucket = aws_s3_bucket.logs.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = data.aws_elb_service_account.main.arn }
      Action    = "s3:PutObject"
      Resource  = "${aws_s3_bucket.logs.arn}/web/AWSLogs/*"
    }]
  })
}
resource "aws_lb" "web" {
  name = "web"
  access_logs {
    bucket  = aws_s3_bucket.logs.id
    prefix  = "web"
    enabled = true
  }
}
```
```terraform unknown
variable "policy" {}
resource "aws_s3_bucket" "logs" {
  bucket = "acme-audit"
}
resource "aws_s3_bucket_policy" "logs" {
  bucket = aws_s3_bucket.logs.id
  policy = var.policy # unknown
}
resource "aws_redshift_logging" "main" {
  cluster_identifier = "main"
  bucket_name        = aws_s3_bucket.logs.id
}
```
```cloudformation bad
Resources:
  Logs:
    Type: AWS::S3::Bucket
    Properties:
      OwnershipControls:
        Rules:
          - ObjectOwnership: BucketOwnerEnforced # finding
  Site:
    Type: AWS::CloudFront::Distribution
    Properties:
      DistributionConfig:
        Enabled: true
        Logging: {Bucket: !GetAtt Logs.DomainName}
```
```cloudformation bad
Resources:
  Logs: # finding
    Type: AWS::S3::Bucket
  Web:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties:
      LoadBalancerAttributes:
        - {Key: access_logs.s3.enabled, Value: "true"}
        - {Key: access_logs.s3.bucket, Value: !Ref Logs}
```
```cloudformation good
Resources:
  Logs:
    Type: AWS::S3::Bucket
  LogsPolicy:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Logs
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Principal: {Service: redshift.amazonaws.com}
            Action: [s3:PutObject, s3:GetBucketAcl]
            Resource: [!GetAtt Logs.Arn, !Sub "${Logs.Arn}/*"]
  Warehouse:
    Type: AWS::Redshift::Cluster
    Properties:
      LoggingProperties: {BucketName: !Ref Logs}
```
```cloudformation unknown
Resources:
  Logs: # unknown
    Type: AWS::S3::Bucket
  Site:
    Type: AWS::CloudFront::Distribution
    Properties:
      DistributionConfig:
        Enabled: true
        Logging: {Bucket: !GetAtt Logs.DomainName}
```
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from operator import or_
from typing import NamedTuple

from s3lint.access.policies import document, statements
from s3lint.access.subject import acls_enabled
from s3lint.aws.kinds import ServiceDelivery
from s3lint.checks.model import Check, Profile, Severity, Verdict
from s3lint.checks.statements import policy_place
from s3lint.checks.wording import listed
from s3lint.graph import Bucket, buckets
from s3lint.questions.log_delivery import may_deliver
from s3lint.questions.role_table import ADDED, BREAKS, REQUIRED, RoleKind
from s3lint.questions.roles import CERTAIN_WAYS, POLICY, Role, roles
from s3lint.record import replace
from s3lint.values import Evidence, Fact, no

_OF_S3L405 = "access-logs"


def judge(bucket: Bucket) -> Iterator[Verdict]:
    """One verdict for each kind of delivery that the bucket refuses, or may refuse."""
    kinds: dict[str, list[Role]] = {}
    for role in roles(bucket, CERTAIN_WAYS):
        if role.kind.services and role.kind.name != _OF_S3L405:
            kinds.setdefault(role.kind.name, []).append(role)
    for name, played in kinds.items():
        kind = played[0].kind
        needs = list(_refusals(bucket, kind, played))
        refused = reduce(or_, (need.fact for need in needs), no())
        if not refused.is_no:
            what = f"it {kind.what} ({', '.join(dict.fromkeys(role.by for role in played))})"
            failed = [need for need in needs if need.fact.is_yes]
            why = listed([need.why for need in failed])
            verdict = Verdict.forbid(
                refused & reduce(or_, map(_delivered, played)),
                fail=f"the bucket does not accept what is delivered to it: {what}, but {why}",
                undecided=f"cannot decide whether the bucket accepts what is delivered to it: {what}",
                fix=listed([need.fix for need in failed or needs if not need.fact.is_no]),
            )
            yield replace(verdict, what=name)


class _Refusal(NamedTuple):
    """Why the bucket may refuse, and how that ends."""

    fact: Fact
    why: str
    fix: str


def _delivered(role: Role) -> Fact:
    place = role.writer.header if role.writer else None
    return Fact(role.fact.truth, (Evidence(place, f"{role.by} delivers to the bucket"),), role.fact.reasons)


def _refusals(bucket: Bucket, kind: RoleKind, played: list[Role]) -> Iterator[_Refusal]:
    """Why the bucket may refuse the deliveries of one kind."""
    # that S3 refuses an ACL where ACLs are disabled is S3L513's
    if kind.rules("acls-disabled") == BREAKS and not (bucket.ownership.is_absent and bucket.acl.all):
        fix = "set Object Ownership to BucketOwnerPreferred, which enables ACLs"
        yield _Refusal(~acls_enabled(bucket), "its ACLs are disabled", fix)
    if kind.rules("object-lock") == BREAKS:
        yield _Refusal(bucket.object_lock_on(), "it has Object Lock", "deliver to a bucket without Object Lock")
    elif kind.rules("default-retention") == BREAKS:
        fix = "remove the default retention, or deliver to a bucket without one"
        yield _Refusal(bucket.has_default_retention(), "it has a default Object Lock retention", fix)
    needed = kind.permission
    if needed and (needed.need == REQUIRED or (needed.need == ADDED and _takes_no_addition(bucket))):
        as_itself = [role for role in played if not _has_role(role)]
        refused = reduce(or_, (~fact for fact in may_deliver(bucket, as_itself)), no())
        found = refused if refused.evidence else _at_policy(bucket, refused)
        fix = f"let the bucket policy allow {kind.services[0]} to call {listed(needed.actions)}"
        yield _Refusal(found, _not_allowed(bucket, kind), f"{fix} for {listed([role.by for role in played])}")


def _has_role(role: Role) -> bool:
    """Whether what delivers writes as an IAM role, whose policies count instead."""
    return isinstance(role.writer, ServiceDelivery) and not role.writer.as_role.is_set().is_no


def _takes_no_addition(bucket: Bucket) -> bool:
    """Whether AWS adds no statement of its own to the policy (AWS-logs-infrastructure-S3)."""
    found = (statement for statement, _ in statements(document(bucket)))
    return any(statement.not_action or statement.not_principal for statement in found)


def _at_policy(bucket: Bucket, fact: Fact) -> Fact:
    return Fact(fact.truth, (Evidence(policy_place(bucket), ""),), fact.reasons)


def _not_allowed(bucket: Bucket, kind: RoleKind) -> str:
    who = kind.services[0]
    if any(role.kind is kind for role in roles(bucket, (POLICY,))):
        return f"its policy allows {who} for another source or path, not all of it, or denies it again"
    return f"its policy does not allow {who} to put objects"


CHECK = Check(
    code="S3L413",
    name="service-log-target-unusable",
    severity=Severity.HIGH,
    profile=Profile.DEFAULT,
    subjects=buckets,
    judge=judge,
    edit="none: which sources deliver is a decision",
    fix="allow in the bucket what the service needs, as its page says",
    since="0.2.0",
    doc=__doc__,
    aliases=("E3045",),
    references=(
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging-legacy-s3.html",
        "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html",
        "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html",
        "https://docs.aws.amazon.com/redshift/latest/mgmt/db-auditing.html",
        "https://docs.aws.amazon.com/config/latest/developerguide/manage-delivery-channel.html",
        "https://docs.aws.amazon.com/ses/latest/dg/receiving-email-permissions.html",
        "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-S3.html",
    ),
)

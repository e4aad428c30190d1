"""CloudFront distributions: their origins, one by one, and where their standard logs (legacy) go.

https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
"""

from __future__ import annotations

from s3lint.aws.adapter import Builder
from s3lint.aws.kinds.service_delivery import DELIVERY, delivering
from s3lint.aws.node import Node
from s3lint.aws.resource_type import ResourceType
from s3lint.aws.rows import Rows, row
from s3lint.aws.section import Section
from s3lint.aws.spellings import path
from s3lint.values.setting import Setting


class Origin(Node, eq=False, kw_only=True):
    """One origin of a CloudFront distribution (edge `reads` the bucket where it is of this code)."""

    domain: Setting
    access_control: Setting
    access_identity: Setting


ORIGIN = Rows(
    Origin,
    row("domain", "DomainName"),
    row("access_control", "OriginAccessControlId"),
    row("access_identity", "S3OriginConfig.OriginAccessIdentity"),
)
OF_TENANTS = ORIGIN.but(row("access_identity", "S3OriginConfig.OriginAccessIdentity", ""))
ORIGINS = path("DistributionConfig.Origins", "origin")
LOGS = DELIVERY.but(row("bucket", "Bucket"), row("prefix", "Prefix")).below(
    path("DistributionConfig.Logging", "logging_config")
)
_log = delivering("cloudfront-logs", LOGS)


def _adapt(body: Section, builder: Builder) -> None:
    for section in body.sections(ORIGINS)[0]:
        node = builder.add(ORIGIN.node(section))
        builder.link(node, "reads", node.domain.value)


def _distribution(body: Section, builder: Builder) -> None:
    _adapt(body, builder)
    _log(body, builder)


TYPES = (
    ResourceType(
        cloudformation="AWS::CloudFront::Distribution",
        terraform="aws_cloudfront_distribution",
        adapt=_distribution,
        rows=(ORIGIN.below(ORIGINS), LOGS),
    ),
    # provider v6; an origin of it has no access identity
    ResourceType(terraform="aws_cloudfront_multitenant_distribution", adapt=_adapt, rows=(OF_TENANTS.below(ORIGINS),)),
)

"""VPC endpoints and their policies (https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html)."""

from __future__ import annotations

from s3lint.aws.adapter import Builder
from s3lint.aws.kinds.bucket_policy import policy_of
from s3lint.aws.node import Node
from s3lint.aws.resource_type import ResourceType
from s3lint.aws.rows import Rows, row
from s3lint.aws.section import Section
from s3lint.aws.spellings import path
from s3lint.values.setting import Setting


class VpcEndpoint(Node, eq=False, kw_only=True):
    """A VPC endpoint and its policy (absent: full access)."""

    service: Setting
    policy: Setting


ENDPOINT = Rows(VpcEndpoint, row("service", "ServiceName"), row("policy", "PolicyDocument", "policy"))


def _adapt(body: Section, builder: Builder) -> None:
    builder.add(ENDPOINT.node(body))


TYPES = (
    ResourceType(cloudformation="AWS::EC2::VPCEndpoint", terraform="aws_vpc_endpoint", adapt=_adapt, rows=(ENDPOINT,)),
    ResourceType(
        terraform="aws_vpc_endpoint_policy",
        adapt=policy_of("endpoint", path("", "policy"), VpcEndpoint, path("", "vpc_endpoint_id")),
        what="the policy and its endpoint",
    ),
)

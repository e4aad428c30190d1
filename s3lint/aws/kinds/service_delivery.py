"""What services of AWS deliver into buckets: logs, configuration history, mail, query results, build artifacts.

What each service needs of its bucket is in the table of roles (s3lint/questions/data/roles.json), with AWS's pages.
"""

from __future__ import annotations

from s3lint.aws.adapter import Builder
from s3lint.aws.node import Node
from s3lint.aws.resource_type import Adapt, ResourceType
from s3lint.aws.rows import Absent, Row, Rows, row
from s3lint.aws.section import Section
from s3lint.aws.spellings import Path, path
from s3lint.record import field, replace
from s3lint.values import Fact, Sequence, yes
from s3lint.values.setting import Setting


class ServiceDelivery(Node, eq=False, kw_only=True):
    """What a service delivers into a bucket (edge `delivers-to`); `role` is what that makes of the bucket."""

    role: str
    bucket: Setting
    prefix: Setting
    enabled: Setting
    destination: Setting  # the kind of place that it delivers to
    as_role: Setting  # the IAM role as which it writes, where it is not the service itself
    is_meant: Fact = field(default_factory=yes)  # what else has to hold for it to deliver here

    def is_on(self) -> Fact:
        """Whether it delivers, and to S3."""
        return self.is_meant & self.enabled.is_true() & self.destination.is_any("s3", fold=True)


DELIVERY = Rows(
    ServiceDelivery,
    row("bucket"),
    row("prefix"),
    row("enabled", absent=True),
    row("destination", absent="s3"),
    row("as_role"),
)


def deliver(node: ServiceDelivery, builder: Builder) -> None:
    """Adds a delivery with its destination, unless it certainly delivers nothing."""
    if node.bucket.value is not None and not node.is_on().is_no:
        builder.link(builder.add(node), "delivers-to", node.bucket.value)


def delivering(role: str, rows: Rows[ServiceDelivery]) -> Adapt:
    """The adapter of a type each of whose sections (below `rows.under`, else the whole) states a delivery."""

    def adapt(body: Section, builder: Builder) -> None:
        for section in body.sections(rows.under)[0] if rows.under else [body]:
            deliver(rows.node(section, role=role), builder)

    return adapt


def _each(role: str, at: Path) -> Adapt:
    """The adapter of a type that lists destinations of any kind by their ARNs: a bucket's is one."""

    def adapt(body: Section, builder: Builder) -> None:
        listed = body.get(at)
        for value in listed.items if isinstance(listed, Sequence) else (listed,):
            bucket = Setting(body.spelling.label(at), value, body.where)
            deliver(replace(DELIVERY.node(body, role=role), bucket=bucket), builder)

    return adapt


def _type(role: str, terraform: str, cloudformation: str, *rows: Row, under: Path | None = None) -> ResourceType:
    stated = DELIVERY.but(*rows)
    stated = stated.below(under) if under else stated
    return ResourceType(
        cloudformation=cloudformation,
        terraform=terraform,
        adapt=delivering(role, stated),
        rows=(stated,),
        alone=False,
    )


_WEB_ACL = path("LogDestinationConfigs")

TYPES = (
    _type(
        "load-balancer-logs",
        "aws_elb",
        "AWS::ElasticLoadBalancing::LoadBalancer",
        row("bucket", "S3BucketName", "bucket"),
        row("prefix", "S3BucketPrefix", "bucket_prefix"),
        row("enabled", "Enabled", absent=Absent(False, True)),
        under=path("AccessLoggingPolicy", "access_logs"),
    ),
    _type(
        "redshift-logs",
        "aws_redshift_cluster",
        "AWS::Redshift::Cluster",
        row("bucket", "BucketName"),
        row("prefix", "S3KeyPrefix", "s3_key_prefix"),
        row("enabled", "", "enable", absent=Absent(True, False)),
        row("destination", "LogDestinationType", absent="s3"),
        under=path("LoggingProperties", "logging"),
    ),
    _type(
        "redshift-logs",
        "aws_redshift_logging",
        "",
        row("bucket", "", "bucket_name"),
        row("prefix", "", "s3_key_prefix"),
        row("destination", "", "log_destination_type", absent="s3"),
    ),
    _type(
        "flow-logs",
        "aws_flow_log",
        "AWS::EC2::FlowLog",
        row("bucket", "LogDestination"),
        row("destination", "LogDestinationType", absent="cloud-watch-logs"),
    ),
    _type(
        "config-history",
        "aws_config_delivery_channel",
        "AWS::Config::DeliveryChannel",
        row("bucket", "S3BucketName", "s3_bucket_name"),
        row("prefix", "S3KeyPrefix", "s3_key_prefix"),
    ),
    _type(
        "received-mail",
        "aws_ses_receipt_rule",
        "AWS::SES::ReceiptRule",
        row("bucket", "BucketName"),
        row("prefix", "ObjectKeyPrefix"),
        row("as_role", "IamRoleArn"),
        under=path("Rule.Actions.S3Action", "s3_action"),
    ),
    _type(
        "vended-logs",
        "aws_cloudwatch_log_delivery_destination",
        "AWS::Logs::DeliveryDestination",
        row("bucket", "DestinationResourceArn", "delivery_destination_configuration.destination_resource_arn"),
    ),
    _type(
        "vended-logs",
        "aws_route53_resolver_query_log_config",
        "AWS::Route53Resolver::ResolverQueryLoggingConfig",
        row("bucket", "DestinationArn"),
    ),
    ResourceType(
        cloudformation="AWS::WAFv2::LoggingConfiguration",
        terraform="aws_wafv2_web_acl_logging_configuration",
        adapt=_each("vended-logs", _WEB_ACL),
        what="the destinations",
        alone=False,
    ),
    _type(
        "query-results",
        "aws_athena_workgroup",
        "AWS::Athena::WorkGroup",
        row("bucket", "OutputLocation"),
        under=path("WorkGroupConfiguration.ResultConfiguration", "configuration.result_configuration"),
    ),
    _type(
        "deployment-artifacts",
        "aws_codepipeline",
        "AWS::CodePipeline::Pipeline",
        row("bucket", "Location"),
        under=path("ArtifactStore|ArtifactStores.ArtifactStore", "artifact_store"),
    ),
    _type(
        "terraform-state",
        "data.terraform_remote_state",
        "",
        row("bucket", "", "config.bucket"),
        row("destination", "", "backend"),
    ),
)

"""Server access logs that CloudWatch Logs delivers (vended logs), rather than S3 into a bucket.

A delivery source names the bucket, and a delivery pairs it with a destination; without one, nothing is sent:
https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutDeliverySource.html
https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html
"""

from __future__ import annotations

from s3lint.aws.adapter import Builder
from s3lint.aws.node import Node
from s3lint.aws.resource_type import ResourceType
from s3lint.aws.rows import Rows, row
from s3lint.aws.section import Section
from s3lint.aws.spellings import path
from s3lint.values import Fact
from s3lint.values.setting import Setting


class LogSource(Node, eq=False, kw_only=True):
    """A delivery source (edge `governs` the bucket whose requests it is about)."""

    name: Setting
    log_type: Setting

    def is_of_requests(self) -> Fact:
        """Whether it is about the requests to a bucket."""
        return self.log_type.is_any("S3_SERVER_ACCESS_LOGS")


class LogDelivery(Node, eq=False, kw_only=True):
    """A delivery (edge `delivers` to its source)."""

    source: Setting


SOURCE = Rows(LogSource, row("name", "Name"), row("log_type", "LogType"))
DELIVERY = Rows(LogDelivery, row("source", "DeliverySourceName"))


def _source(body: Section, builder: Builder) -> None:
    node = SOURCE.node(body)
    if not node.is_of_requests().is_no:  # any other service has sources as well
        builder.govern(node, body.get(path("ResourceArn")))


def _delivery(body: Section, builder: Builder) -> None:
    node = builder.add(DELIVERY.node(body))
    builder.link(node, "delivers", node.source.value, to=LogSource)


TYPES = (
    ResourceType(
        cloudformation="AWS::Logs::DeliverySource",
        terraform="aws_cloudwatch_log_delivery_source",
        adapt=_source,
        rows=(SOURCE,),
        what="the bucket",
        alone=False,
    ),
    ResourceType(
        cloudformation="AWS::Logs::Delivery",
        terraform="aws_cloudwatch_log_delivery",
        adapt=_delivery,
        rows=(DELIVERY,),
        alone=False,
    ),
)

"""Server access logging (https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html)."""

from __future__ import annotations

from s3lint.aws.adapter import Builder
from s3lint.aws.node import Node
from s3lint.aws.resource_type import ResourceType
from s3lint.aws.rows import Rows, row
from s3lint.aws.section import Section
from s3lint.aws.spellings import path
from s3lint.values.setting import Setting


class AccessLogging(Node, eq=False, kw_only=True):
    """Server access logging into another bucket."""

    target: Setting
    prefix: Setting


LOGGING = Rows(
    AccessLogging,
    row("target", "DestinationBucketName", "target_bucket"),
    row("prefix", "LogFilePrefix", "target_prefix"),
)
INLINE = path("LoggingConfiguration", "logging")


def inline(body: Section, bucket: Node, builder: Builder) -> None:
    """The logging that stands in the bucket itself; in a template without a destination, it logs into itself."""
    for node in LOGGING.governing(body, INLINE, bucket, builder):
        if body.spelling.choose(node.target.value is None, False):
            builder.connect(node, "logs-to", bucket)
        else:
            builder.link(node, "logs-to", node.target.value)


def _separate(body: Section, builder: Builder) -> None:
    node = LOGGING.node(body)
    builder.govern(node, body.get(path("Bucket")))
    builder.link(node, "logs-to", node.target.value)


TYPES = (ResourceType(terraform="aws_s3_bucket_logging", adapt=_separate, rows=(LOGGING,), shown_as=("logging",)),)

"""CloudWatch request metrics (https://docs.aws.amazon.com/AmazonS3/latest/userguide/configure-request-metrics-bucket.html)."""

from __future__ import annotations

from s3lint.aws.adapter import Builder
from s3lint.aws.node import Node
from s3lint.aws.resource_type import ResourceType
from s3lint.aws.rows import Rows
from s3lint.aws.section import Section
from s3lint.aws.spellings import path


class RequestMetrics(Node, eq=False, kw_only=True):
    """CloudWatch request metrics of a bucket."""


METRICS = Rows(RequestMetrics)


def inline(body: Section, bucket: Node, builder: Builder) -> None:
    """The configurations that a template states in the bucket itself."""
    METRICS.governing(body, path("MetricsConfigurations", ""), bucket, builder)


def _separate(body: Section, builder: Builder) -> None:
    builder.govern(METRICS.node(body), body.get(path("Bucket")))


TYPES = (ResourceType(terraform="aws_s3_bucket_metric", adapt=_separate, what="its bucket", audit=True),)

"""Adapts CloudFormation's resource types to the graph. `ADAPTERS` lists them by type."""

from __future__ import annotations

from s3lint.graph.builder import Adapter
from s3lint.graph.cloudformation import bucket

ADAPTERS: dict[str, Adapter] = {
    "AWS::S3::Bucket": bucket.adapt,
    "AWS::S3::BucketPolicy": bucket.adapt_policy,
}

"""Adapts the AWS provider's resources (v3 inline to v6) to the graph. `ADAPTERS` lists them by type."""

from __future__ import annotations

from s3lint.graph.builder import Adapter
from s3lint.graph.terraform import bucket, controls

ADAPTERS: dict[str, Adapter] = {
    "aws_s3_bucket": bucket.adapt,
    "data.aws_s3_bucket": bucket.adapt_existing,
    "aws_s3_bucket_public_access_block": controls.adapt_public_access_block,
    "aws_s3_bucket_server_side_encryption_configuration": controls.adapt_encryption,
    "aws_s3_bucket_logging": controls.adapt_logging,
    "aws_s3_bucket_policy": controls.adapt_policy,
    "aws_s3_bucket_versioning": controls.adapt_versioning,
    "aws_s3_bucket_ownership_controls": controls.adapt_ownership,
    "aws_s3_bucket_acl": controls.adapt_acl,
}

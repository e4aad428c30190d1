"""Directory, table and vector buckets, and their policies: no general purpose buckets, so most checks do not apply.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingBucket.html
"""

from __future__ import annotations

from dataclasses import dataclass

from s3lint.aws.adapter import Builder
from s3lint.aws.kinds import lifecycle
from s3lint.aws.kinds.bucket_policy import policy_of
from s3lint.aws.node import Node
from s3lint.aws.resource_type import Adapt, ResourceType
from s3lint.aws.rows import Rows, row
from s3lint.aws.section import Section
from s3lint.aws.spellings import path
from s3lint.values.setting import Setting


@dataclass(slots=True, eq=False, kw_only=True)
class OtherBucket(Node):
    """A directory, table or vector bucket."""

    kind: str  # directory, table, vector
    name: Setting
    algorithm: Setting
    key: Setting


_DEFAULT = "BucketEncryption.ServerSideEncryptionConfiguration.ServerSideEncryptionByDefault"
_OF_PROVIDER = "server_side_encryption_configuration"
DIRECTORY = Rows(
    OtherBucket,
    row("name", "BucketName", "bucket"),
    row("algorithm", f"{_DEFAULT}.SSEAlgorithm", f"{_OF_PROVIDER}.sse_algorithm"),
    row("key", f"{_DEFAULT}.KMSMasterKeyID", f"{_OF_PROVIDER}.kms_master_key_id"),
)
TABLE = Rows(
    OtherBucket,
    row("name", "TableBucketName", "name"),
    row("algorithm", "EncryptionConfiguration.SSEAlgorithm"),
    row("key", "EncryptionConfiguration.KMSKeyArn"),
)
VECTOR = Rows(
    OtherBucket,
    row("name", "VectorBucketName"),
    row("algorithm", "EncryptionConfiguration.SseType"),
    row("key", "EncryptionConfiguration.KmsKeyArn"),
)


def _bucket(kind: str, rows: Rows[OtherBucket]) -> Adapt:
    def adapt(body: Section, builder: Builder) -> None:
        builder.add(rows.node(body, kind=kind))

    return adapt


def _directory(body: Section, builder: Builder) -> None:
    bucket = builder.add(DIRECTORY.node(body, kind="directory"))
    lifecycle.inline(body, bucket, builder)


_WHAT = "the policy document and its bucket"

TYPES = (
    ResourceType(
        cloudformation="AWS::S3Express::DirectoryBucket",
        terraform="aws_s3_directory_bucket",
        adapt=_directory,
        rows=(DIRECTORY,),
        what="lifecycle rules",
    ),
    ResourceType(
        cloudformation="AWS::S3Express::BucketPolicy",
        adapt=policy_of("directory", path("PolicyDocument"), OtherBucket, path("Bucket")),
        what=_WHAT,
    ),
    ResourceType(
        cloudformation="AWS::S3Tables::TableBucket",
        terraform="aws_s3tables_table_bucket",
        adapt=_bucket("table", TABLE),
        rows=(TABLE,),
    ),
    ResourceType(
        cloudformation="AWS::S3Tables::TableBucketPolicy",
        terraform="aws_s3tables_table_bucket_policy",
        adapt=policy_of("table", path("ResourcePolicy"), OtherBucket, path("TableBucketARN")),
        what=_WHAT,
    ),
    ResourceType(
        cloudformation="AWS::S3Tables::TablePolicy",
        terraform="aws_s3tables_table_policy",
        adapt=policy_of("table", path("ResourcePolicy"), OtherBucket, path("TableARN", "table_bucket_arn")),
        what="the policy document and the bucket of its table",
    ),
    ResourceType(
        cloudformation="AWS::S3Vectors::VectorBucket",
        terraform="aws_s3vectors_vector_bucket",
        adapt=_bucket("vector", VECTOR),
        rows=(VECTOR,),
    ),
    ResourceType(
        cloudformation="AWS::S3Vectors::VectorBucketPolicy",
        terraform="aws_s3vectors_vector_bucket_policy",
        adapt=policy_of("vector", path("Policy"), OtherBucket, path("VectorBucketArn"), path("VectorBucketName", "")),
        what=_WHAT,
    ),
)

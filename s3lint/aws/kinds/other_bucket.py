"""Directory, table, vector and Outposts buckets, and policies: no general purpose buckets; most checks do not apply.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingBucket.html
"""

from __future__ import annotations

from s3lint.aws.adapter import Builder
from s3lint.aws.kinds import copy_out, lifecycle
from s3lint.aws.kinds.bucket_policy import policy_of
from s3lint.aws.node import Node
from s3lint.aws.resource_type import Adapt, ResourceType
from s3lint.aws.rows import Rows, row
from s3lint.aws.section import Section
from s3lint.aws.spellings import Path, path
from s3lint.values.setting import Setting


class OtherBucket(Node, eq=False, kw_only=True):
    """A directory, table or vector bucket."""

    kind: str  # directory, table, vector
    name: Setting
    algorithm: Setting
    key: Setting


class BucketPart(Node, eq=False, kw_only=True):
    """A table of a table bucket, or an index of a vector bucket, with its own encryption or that of its bucket."""

    kind: str  # table, vector index
    name: Setting
    algorithm: Setting
    key: Setting


class OutpostsBucket(Node, eq=False, kw_only=True):
    """A bucket of S3 on Outposts."""

    name: Setting


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
PART_OF_TABLE_BUCKET = Rows(
    BucketPart,
    row("name", "TableName", "name"),
    row("algorithm", "", "encryption_configuration.sse_algorithm"),
    row("key", "", "encryption_configuration.kms_key_arn"),
)
PART_OF_VECTOR_BUCKET = Rows(
    BucketPart,
    row("name", "IndexName"),
    row("algorithm", "EncryptionConfiguration.SseType"),
    row("key", "EncryptionConfiguration.KmsKeyArn"),
)


def _table_bucket(body: Section, builder: Builder) -> None:
    bucket = builder.add(TABLE.node(body, kind="table"))
    copy_out.of_tables(body, bucket, OtherBucket, builder)


def _vector_bucket(body: Section, builder: Builder) -> None:
    builder.add(VECTOR.node(body, kind="vector"))


def _replication(of: type[Node], source: Path) -> Adapt:
    """Replication of a table bucket, or of one table, as a resource of its own."""

    def adapt(body: Section, builder: Builder) -> None:
        for copy in copy_out.of_tables(body, None, OtherBucket, builder):
            builder.link(copy, "copies", body.get(source), to=of)

    return adapt


def _part(kind: str, rows: Rows[BucketPart]) -> Adapt:
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
        adapt=_table_bucket,
        rows=(TABLE,),
        what="where its tables are replicated to",
    ),
    ResourceType(
        cloudformation="AWS::S3Tables::TableBucketPolicy",
        terraform="aws_s3tables_table_bucket_policy",
        adapt=policy_of("table bucket", path("ResourcePolicy"), OtherBucket, path("TableBucketARN")),
        what=_WHAT,
    ),
    ResourceType(
        cloudformation="AWS::S3Tables::TablePolicy",
        terraform="aws_s3tables_table_policy",
        adapt=policy_of("table", path("ResourcePolicy"), BucketPart, path("TableARN", "name")),
        what="the policy document and its table",
    ),
    ResourceType(
        cloudformation="AWS::S3Tables::Table",
        terraform="aws_s3tables_table",
        adapt=_part("table", PART_OF_TABLE_BUCKET),
        rows=(PART_OF_TABLE_BUCKET,),
    ),
    ResourceType(
        cloudformation="AWS::S3Vectors::VectorBucket",
        terraform="aws_s3vectors_vector_bucket",
        adapt=_vector_bucket,
        rows=(VECTOR,),
    ),
    ResourceType(
        cloudformation="AWS::S3Vectors::VectorBucketPolicy",
        terraform="aws_s3vectors_vector_bucket_policy",
        adapt=policy_of(
            "vector bucket", path("Policy"), OtherBucket, path("VectorBucketArn"), path("VectorBucketName", "")
        ),
        what=_WHAT,
    ),
    ResourceType(
        cloudformation="AWS::S3Vectors::Index",
        terraform="aws_s3vectors_index",
        adapt=_part("vector index", PART_OF_VECTOR_BUCKET),
        rows=(PART_OF_VECTOR_BUCKET,),
    ),
    ResourceType(
        terraform="aws_s3tables_table_bucket_replication",
        adapt=_replication(OtherBucket, path("", "table_bucket_arn")),
        what="its table bucket and the destinations",
        audit=True,
    ),
    ResourceType(
        terraform="aws_s3tables_table_replication",
        adapt=_replication(BucketPart, path("", "table_arn")),
        what="its table and the destinations",
        audit=True,
    ),
)

"""Default encryption (https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-encryption.html)."""

from __future__ import annotations

from s3lint.aws.adapter import Builder
from s3lint.aws.kinds.kms import KmsKey
from s3lint.aws.node import Node
from s3lint.aws.resource_type import ResourceType
from s3lint.aws.rows import Rows, row
from s3lint.aws.section import Section
from s3lint.aws.spellings import Path, path
from s3lint.values import Fact, Value
from s3lint.values.setting import Setting


class Encryption(Node, eq=False, kw_only=True):
    """A default encryption rule."""

    algorithm: Setting
    key: Setting
    bucket_key: Setting
    blocked_types: Setting

    def uses_kms(self) -> Fact:
        """Whether it encrypts with AWS KMS, in one layer or two."""
        return self.algorithm.is_any("aws:kms", "aws:kms:dsse")

    def is_valid(self) -> Fact:
        """Whether its algorithm is one that S3 has."""
        return self.algorithm.is_any("AES256", "aws:kms", "aws:kms:dsse")


_BLOCK = "apply_server_side_encryption_by_default"
_ALGORITHM = row("algorithm", "ServerSideEncryptionByDefault.SSEAlgorithm", f"{_BLOCK}.sse_algorithm")
_KEY = row("key", "ServerSideEncryptionByDefault.KMSMasterKeyID", f"{_BLOCK}.kms_master_key_id")
RULE = Rows(
    Encryption,
    _ALGORITHM,
    _KEY,
    row("bucket_key", "BucketKeyEnabled", absent=False),
    row("blocked_types", "BlockedEncryptionTypes.EncryptionType", "blocked_encryption_types"),
)
SEPARATE = path("", "rule")
INLINE = path("BucketEncryption.ServerSideEncryptionConfiguration", "server_side_encryption_configuration.rule")


def inline(body: Section, bucket: Node, builder: Builder) -> None:
    """The rules that stand in the bucket itself."""
    _rules(body, INLINE, bucket, builder)


def _separate(body: Section, builder: Builder) -> None:
    _rules(body, SEPARATE, body.get(path("Bucket")), builder)


def _rules(body: Section, at: Path, bucket: Node | Value | None, builder: Builder) -> None:
    sections, opened = body.sections(at)
    for rule in sections:
        inner, _ = rule.sections(path("", _BLOCK))  # the block that an absent argument is missing from
        place = inner[0].where if inner else rule.where
        node = RULE.node(
            rule, algorithm=rule.setting(_ALGORITHM.at, where=place), key=rule.setting(_KEY.at, where=place)
        )
        builder.govern(node, bucket)
        builder.link(node, "encrypted-by", node.key.value, to=KmsKey)
    builder.unseen(body.resource, opened, Encryption, bucket)


TYPES = (
    ResourceType(
        terraform="aws_s3_bucket_server_side_encryption_configuration",
        adapt=_separate,
        rows=(RULE.below(SEPARATE),),
        shown_as=("server_side_encryption_configuration",),
    ),
)

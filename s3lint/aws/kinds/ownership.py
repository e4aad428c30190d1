"""Object Ownership (https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html)."""

from __future__ import annotations

from s3lint.aws.adapter import Builder
from s3lint.aws.node import Node
from s3lint.aws.resource_type import ResourceType
from s3lint.aws.rows import Rows, row
from s3lint.aws.section import Section
from s3lint.aws.spellings import path
from s3lint.values.setting import Setting


class Ownership(Node, eq=False, kw_only=True):
    """Object Ownership."""

    value: Setting


RULE = Rows(Ownership, row("value", "ObjectOwnership"))
SEPARATE = path("", "rule")
INLINE = path("OwnershipControls.Rules", "")


def inline(body: Section, bucket: Node, builder: Builder) -> None:
    """The rule that a template states in the bucket itself."""
    RULE.governing(body, INLINE, bucket, builder)


def _separate(body: Section, builder: Builder) -> None:
    RULE.governing(body, SEPARATE, body.get(path("Bucket")), builder)


TYPES = (ResourceType(terraform="aws_s3_bucket_ownership_controls", adapt=_separate, rows=(RULE.below(SEPARATE),)),)

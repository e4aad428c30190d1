"""Versioning (https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html)."""

from __future__ import annotations

from s3lint.aws.adapter import Builder
from s3lint.aws.node import Node
from s3lint.aws.resource_type import ResourceType
from s3lint.aws.rows import Rows, row
from s3lint.aws.section import Section
from s3lint.aws.spellings import path
from s3lint.values.setting import Setting


class Versioning(Node, eq=False, kw_only=True):
    """The versioning state."""

    status: Setting  # Enabled, Suspended, Disabled; or a boolean (provider v3)
    mfa_delete: Setting


STATE = Rows(Versioning, row("status", "Status"), row("mfa_delete", "", "mfa_delete"))
OF_V3 = STATE.but(row("status", "Status", "enabled", absent=False), row("mfa_delete", "", "mfa_delete", absent=False))
INLINE = path("VersioningConfiguration", "versioning")
SEPARATE = path("", "versioning_configuration")


def inline(body: Section, bucket: Node, builder: Builder) -> None:
    """The state that stands in the bucket itself: provider v3 says `enabled`."""
    body.spelling.choose(STATE, OF_V3).governing(body, INLINE, bucket, builder)


def _separate(body: Section, builder: Builder) -> None:
    STATE.governing(body, SEPARATE, body.get(path("Bucket")), builder)


TYPES = (
    ResourceType(
        terraform="aws_s3_bucket_versioning", adapt=_separate, rows=(STATE.below(SEPARATE),), shown_as=("versioning",)
    ),
)

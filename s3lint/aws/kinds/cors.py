"""Cross-origin resource sharing (https://docs.aws.amazon.com/AmazonS3/latest/userguide/cors.html)."""

from __future__ import annotations

from s3lint.aws.adapter import Builder
from s3lint.aws.node import Node
from s3lint.aws.resource_type import ResourceType
from s3lint.aws.rows import Rows, row
from s3lint.aws.section import Section
from s3lint.aws.spellings import path
from s3lint.values.setting import Setting


class CorsRule(Node, eq=False, kw_only=True):
    """One rule of cross-origin resource sharing."""

    origins: Setting
    methods: Setting
    headers: Setting


RULE = Rows(
    CorsRule, row("origins", "AllowedOrigins"), row("methods", "AllowedMethods"), row("headers", "AllowedHeaders")
)
SEPARATE = path("", "cors_rule")
INLINE = path("CorsConfiguration.CorsRules", "cors_rule")


def inline(body: Section, bucket: Node, builder: Builder) -> None:
    """The rules that stand in the bucket itself."""
    RULE.governing(body, INLINE, bucket, builder)


def _separate(body: Section, builder: Builder) -> None:
    RULE.governing(body, SEPARATE, body.get(path("Bucket")), builder)


TYPES = (
    ResourceType(
        terraform="aws_s3_bucket_cors_configuration",
        adapt=_separate,
        rows=(RULE.below(SEPARATE),),
        shown_as=("cors_rule",),
    ),
)

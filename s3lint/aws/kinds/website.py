"""Static website hosting (https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteHosting.html)."""

from __future__ import annotations

from s3lint.aws.adapter import Builder
from s3lint.aws.node import Node
from s3lint.aws.resource_type import ResourceType
from s3lint.aws.rows import Rows
from s3lint.aws.section import Section
from s3lint.aws.spellings import path


class Website(Node, eq=False, kw_only=True):
    """Static website hosting."""


WEBSITE = Rows(Website)


def inline(body: Section, bucket: Node, builder: Builder) -> None:
    """The configuration that stands in the bucket itself."""
    WEBSITE.governing(body, path("WebsiteConfiguration", "website"), bucket, builder)


def _separate(body: Section, builder: Builder) -> None:
    builder.govern(WEBSITE.node(body), body.get(path("Bucket")))


TYPES = (
    ResourceType(
        terraform="aws_s3_bucket_website_configuration", adapt=_separate, what="its bucket", shown_as=("website",)
    ),
)

"""Object Lock (https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html)."""

from __future__ import annotations

from s3lint.aws.adapter import Builder
from s3lint.aws.node import Node
from s3lint.aws.resource_type import ResourceType
from s3lint.aws.rows import Absent, Rows, row
from s3lint.aws.section import Section
from s3lint.aws.spellings import path
from s3lint.values import Fact, Value, text_of
from s3lint.values.setting import Setting


class ObjectLockRule(Node, eq=False, kw_only=True):
    """Object Lock's configuration: the switch where it stands there, and the default retention.

    `at_creation`: the provider creates the bucket with Object Lock because of it, which enables versioning as well.
    """

    enabled: Setting
    mode: Setting
    days: Setting
    years: Setting
    at_creation: bool = False

    def is_on(self) -> Fact:
        """Whether it says that Object Lock is enabled."""
        return self.enabled.is_any("Enabled", "true")

    def lasts(self) -> Fact:
        """Whether the default retention lasts any time: S3 refuses one of no days and no years."""
        return self.days.holds(_is_positive) | self.years.holds(_is_positive)


def _is_positive(value: Value | None) -> bool:
    text = text_of(value) if value is not None else None
    return text is not None and text.isdecimal() and text.strip("0") != ""


_RETENTION = "Rule.DefaultRetention"
CONFIGURATION = Rows(
    ObjectLockRule,
    # the presence of the provider's own resource enables it
    row("enabled", "ObjectLockEnabled", absent=Absent(None, "Enabled")),
    row("mode", f"{_RETENTION}.Mode"),
    row("days", f"{_RETENTION}.Days"),
    row("years", f"{_RETENTION}.Years"),
)
INLINE = path("ObjectLockConfiguration")
OF_V3 = CONFIGURATION.but(row("enabled", "ObjectLockEnabled"))


def inline(body: Section, bucket: Node, builder: Builder) -> None:
    """The configuration that stands in the bucket itself."""
    for rule in OF_V3.governing(body, INLINE, bucket, builder):
        rule.at_creation = body.spelling.is_terraform


def _separate(body: Section, builder: Builder) -> None:
    builder.govern(CONFIGURATION.node(body), body.get(path("Bucket")))


TYPES = (
    ResourceType(
        terraform="aws_s3_bucket_object_lock_configuration",
        adapt=_separate,
        rows=(CONFIGURATION,),
        shown_as=("object_lock_configuration",),
    ),
)

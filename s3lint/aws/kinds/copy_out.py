"""Copies of data, and lists of it, that S3 writes to another bucket: inventories, analytics, Storage Lens, tables.

Pictures show where data goes, and an inventory makes a role of its destination (s3lint/questions/data/roles.json).
https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-inventory.html
"""

from __future__ import annotations

from s3lint.aws.adapter import Builder
from s3lint.aws.node import Node
from s3lint.aws.resource_type import Adapt, ResourceType
from s3lint.aws.section import Section
from s3lint.aws.spellings import Path, path


class CopyOut(Node, eq=False, kw_only=True):
    """What S3 writes elsewhere: an edge `copies` leads to what it is about, `copies-to` to the destination.

    `role` is what it makes of the destination, where that is a bucket.
    """

    role: str = ""


_INVENTORY = path("Destination.BucketArn", "destination.bucket.bucket_arn")
_ANALYTICS = path(
    "StorageClassAnalysis.DataExport.Destination.BucketArn",
    "storage_class_analysis.data_export.destination.s3_bucket_destination.bucket_arn",
)
_LENS = path("StorageLensConfiguration.DataExport.S3BucketDestination.Arn")
_TABLES = path("ReplicationConfiguration.Rules", "rule")
_TABLE_DESTINATIONS = path("Destinations", "destination")
_INLINE = ((path("InventoryConfigurations", ""), _INVENTORY), (path("AnalyticsConfigurations", ""), _ANALYTICS))


def inline(body: Section, bucket: Node, builder: Builder) -> None:
    """The configurations that a template states in the bucket itself."""
    for at, destination in _INLINE:
        for section in body.sections(at)[0]:
            copy = _copy(section, destination, builder)
            if copy is not None:
                builder.connect(copy, "copies", bucket)


def of_tables(body: Section, source: Node | None, bucket: type[Node], builder: Builder) -> list[CopyOut]:
    """Replication of tables to table buckets (nodes of the kind `bucket`); `source`: the one that it stands in."""
    found = []
    for rule in body.sections(_TABLES)[0]:
        for destination in rule.sections(_TABLE_DESTINATIONS)[0]:
            copy = builder.add(CopyOut(resource=body.resource, at=destination.at, own_guard=destination.guard))
            builder.link(copy, "copies-to", destination.get(path("DestinationTableBucketARN")), to=bucket)
            if source is not None:
                builder.connect(copy, "copies", source)
            found.append(copy)
    return found


def _copy(section: Section, destination: Path, builder: Builder) -> CopyOut | None:
    """The copy that a section states, where it states a destination."""
    to = section.get(destination)
    if to is None:
        return None
    role = "" if destination is _LENS else "inventory"
    copy = builder.add(CopyOut(resource=section.resource, at=section.at, own_guard=section.guard, role=role))
    builder.link(copy, "copies-to", to)
    return copy


def _separate(destination: Path) -> Adapt:
    def adapt(body: Section, builder: Builder) -> None:
        copy = _copy(body, destination, builder)
        if copy is not None:
            builder.link(copy, "copies", body.get(path("", "bucket")))

    return adapt


_WHAT = "its bucket and the destination"

TYPES = (
    ResourceType(terraform="aws_s3_bucket_inventory", adapt=_separate(_INVENTORY), what=_WHAT),
    ResourceType(terraform="aws_s3_bucket_analytics_configuration", adapt=_separate(_ANALYTICS), what=_WHAT),
    ResourceType(
        cloudformation="AWS::S3::StorageLens",
        terraform="aws_s3control_storage_lens_configuration",
        adapt=_separate(_LENS),
        what="the destination",
        audit=True,
    ),
)

"""CloudTrail trails and event data stores, with what they select.

https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html
"""

from __future__ import annotations

from s3lint.aws.adapter import Builder
from s3lint.aws.node import Node
from s3lint.aws.resource_type import ResourceType
from s3lint.aws.rows import Absent, Rows, row
from s3lint.aws.section import Section
from s3lint.aws.spellings import Path, path
from s3lint.record import Struct
from s3lint.values import ALWAYS, Fact, Guard, Reason, Value, witness
from s3lint.values.setting import Setting

OBJECTS = "AWS::S3::Object"  # the data resources that are objects


class ClassicSelector(Struct, frozen=True):
    """A basic event selector: what it reads and writes, and its data resources as (type, ARNs)."""

    read_write: Setting
    resources: tuple[tuple[Setting, Value | None], ...]
    open: tuple[Reason, ...] = ()
    guard: Guard = ALWAYS


class FieldSelector(Struct, frozen=True):
    """One field of an advanced event selector; operators by their API names (Equals, StartsWith, NotEquals, …)."""

    field: Setting
    operators: dict[str, Value]


class AdvancedSelector(Struct, frozen=True):
    """An advanced event selector: all of its fields must match."""

    fields: tuple[FieldSelector, ...]
    open: tuple[Reason, ...] = ()
    guard: Guard = ALWAYS


class Trail(Node, eq=False, kw_only=True):
    """A CloudTrail trail (edge `trail-logs-to` its bucket) or event data store (`store`, no bucket)."""

    enabled: Setting
    suspended: Setting  # the AWS provider's word for an event data store that is off
    multi_region: Setting
    organization: Setting  # whether it records all accounts of the organization
    validation: Setting
    key: Setting
    bucket: Setting
    prefix: Setting
    name: Setting
    classic: tuple[ClassicSelector, ...]
    advanced: tuple[AdvancedSelector, ...]
    open: tuple[Reason, ...] = ()
    store: bool = False

    def is_on(self) -> Fact:
        """Whether it records."""
        return self.enabled.is_true() & ~self.suspended.is_true()


TRAIL = Rows(
    Trail,
    row("enabled", "IsLogging", "enable_logging", absent=Absent(None, True)),
    row("suspended", "", "suspend", absent=False),
    row("multi_region", "IsMultiRegionTrail", absent=False),
    row("organization", "IsOrganizationTrail", absent=False),
    row("validation", "EnableLogFileValidation", absent=False),
    row("key", "KMSKeyId"),
    row("bucket", "S3BucketName"),
    row("prefix", "S3KeyPrefix", "s3_key_prefix"),
    row("name", "TrailName", "name"),
)
STORE = Rows(
    Trail,
    row("enabled", "IngestionEnabled", "", absent=True),
    row("suspended", "", "suspend", absent=False),
    row("multi_region", "MultiRegionEnabled", absent=True),
    row("organization", "OrganizationEnabled", absent=False),
    row("validation", "", "enable_log_file_validation", absent=True),
    row("key", "KmsKeyId"),
    row("bucket", "", "s3_bucket_name"),
    row("prefix"),
    row("name"),
)
_OPERATORS = {
    name: path(name) for name in ("Equals", "NotEquals", "StartsWith", "NotStartsWith", "EndsWith", "NotEndsWith")
}


def _trail(body: Section, builder: Builder) -> None:
    classic, opened = _classic_selectors(body)
    advanced, more = _advanced_selectors(body)
    trail = builder.add(TRAIL.node(body, classic=classic, advanced=advanced, open=(*opened, *more)))
    builder.link(trail, "trail-logs-to", trail.bucket.value)


def _event_data_store(body: Section, builder: Builder) -> None:
    advanced, opened = _advanced_selectors(body)
    builder.add(STORE.node(body, classic=(), advanced=advanced, open=opened, store=True))


def _classic_selectors(body: Section) -> tuple[tuple[ClassicSelector, ...], tuple[Reason, ...]]:
    """The classic event selectors, and why there may be more."""
    sections, opened = body.sections(path("EventSelectors", "event_selector"))
    found = []
    for section in sections:
        resources, more = _certain(section, path("DataResources", "data_resource"))
        named = tuple((inner.setting(path("Type")), inner.get(path("Values"))) for inner in resources)
        covered = section.setting(path("ReadWriteType"), default="All")
        found.append(ClassicSelector(covered, named, more, section.guard))
    return tuple(found), opened


def _advanced_selectors(body: Section) -> tuple[tuple[AdvancedSelector, ...], tuple[Reason, ...]]:
    """The advanced event selectors, and why there may be more."""
    sections, opened = body.sections(path("AdvancedEventSelectors", "advanced_event_selector"))
    found = []
    for section in sections:
        fields, more = _certain(section, path("FieldSelectors", "field_selector"))
        found.append(AdvancedSelector(tuple(map(_field, fields)), more, section.guard))
    return tuple(found), opened


def _certain(section: Section, at: Path) -> tuple[list[Section], tuple[Reason, ...]]:
    """The inner sections that are there whenever the section is, and why there may be more."""
    inner, opened = section.sections(at)
    name = section.spelling.label(at)
    perhaps = [part for part in inner if part.guard != section.guard]
    said = (Reason("variant", f"it is in {name}", f"only if {witness(p.guard - section.guard)}", p.at) for p in perhaps)
    return [part for part in inner if part.guard == section.guard], (*opened, *said)


def _field(section: Section) -> FieldSelector:
    operators = {name: value for name, at in _OPERATORS.items() if (value := section.get(at)) is not None}
    return FieldSelector(section.setting(path("Field")), operators)


TYPES = (
    ResourceType(
        cloudformation="AWS::CloudTrail::Trail",
        terraform="aws_cloudtrail",
        adapt=_trail,
        of_account=True,
        rows=(TRAIL,),
        what="its event selectors",
    ),
    ResourceType(
        cloudformation="AWS::CloudTrail::EventDataStore",
        terraform="aws_cloudtrail_event_data_store",
        adapt=_event_data_store,
        of_account=True,
        rows=(STORE,),
        what="its event selectors",
    ),
)

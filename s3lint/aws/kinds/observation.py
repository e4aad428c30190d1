"""What watches: trails, event data stores, alarms, notifications, detectors."""

from __future__ import annotations

from dataclasses import dataclass

from s3lint.aws.kinds.bucket import Node
from s3lint.values import ALWAYS, Fact, Guard, Reason, Value
from s3lint.values.setting import Setting


@dataclass(frozen=True, slots=True)
class ClassicSelector:
    """A basic event selector: what it reads and writes, and its data resources as (type, ARNs)."""

    read_write: Setting
    resources: tuple[tuple[Setting, Value | None], ...]
    open: tuple[Reason, ...] = ()
    guard: Guard = ALWAYS


@dataclass(frozen=True, slots=True)
class FieldSelector:
    """One field of an advanced event selector; operators by their API names (Equals, StartsWith, NotEquals, …)."""

    field: Setting
    operators: dict[str, Value]


@dataclass(frozen=True, slots=True)
class AdvancedSelector:
    """An advanced event selector: all of its fields must match."""

    fields: tuple[FieldSelector, ...]
    open: tuple[Reason, ...] = ()
    guard: Guard = ALWAYS


@dataclass(slots=True, eq=False, kw_only=True)
class Trail(Node):
    """A CloudTrail trail (edge `trail-logs-to` its bucket) or event data store (`store`, no bucket)."""

    enabled: Setting
    multi_region: Setting
    validation: Setting
    key: Setting
    bucket: Setting
    classic: tuple[ClassicSelector, ...]
    advanced: tuple[AdvancedSelector, ...]
    open: tuple[Reason, ...] = ()
    store: bool = False


@dataclass(slots=True, eq=False, kw_only=True)
class Notification(Node):
    """Event notifications of a bucket: `any` says whether something is notified."""

    any: Fact


@dataclass(slots=True, eq=False, kw_only=True)
class RequestMetrics(Node):
    """CloudWatch request metrics of a bucket."""

    filter_id: Setting


@dataclass(slots=True, eq=False, kw_only=True)
class Alarm(Node):
    """A CloudWatch alarm. `dimensions` names what it watches."""

    namespace: Setting
    metric: Setting
    dimensions: Value | None


@dataclass(slots=True, eq=False, kw_only=True)
class PatternWatch(Node):
    """A log metric filter or an event rule: the pattern that it looks for."""

    pattern: Setting
    kind: str  # metric-filter, event-rule


@dataclass(slots=True, eq=False, kw_only=True)
class Detector(Node):
    """A GuardDuty detector: whether it is on and whether its S3 protection is."""

    enabled: Setting
    s3: Fact


@dataclass(slots=True, eq=False, kw_only=True)
class Macie(Node):
    """A Macie session."""

    status: Setting


@dataclass(slots=True, eq=False, kw_only=True)
class AccessAnalyzer(Node):
    """An IAM Access Analyzer."""

    kind: Setting


@dataclass(slots=True, eq=False, kw_only=True)
class OrganizationPolicy(Node):
    """A policy of AWS Organizations."""

    type: Setting
    content: Value | None

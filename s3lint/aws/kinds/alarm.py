"""CloudWatch alarms, metric filters and event rules: what somebody would notice.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html
"""

from __future__ import annotations

from dataclasses import dataclass

from s3lint.aws.adapter import Builder
from s3lint.aws.node import Node
from s3lint.aws.resource_type import Adapt, ResourceType
from s3lint.aws.rows import Rows, row
from s3lint.aws.section import Section
from s3lint.aws.spellings import path
from s3lint.values.setting import Setting


@dataclass(slots=True, eq=False, kw_only=True)
class Alarm(Node):
    """A CloudWatch alarm (edge `watches` the bucket that its dimensions name)."""

    namespace: Setting
    metric: Setting


@dataclass(slots=True, eq=False, kw_only=True)
class PatternWatch(Node):
    """A log metric filter or an event rule: the pattern that it looks for."""

    pattern: Setting
    kind: str  # metric-filter, event-rule


ALARM = Rows(Alarm, row("namespace", "Namespace"), row("metric", "MetricName"))
FILTER = Rows(PatternWatch, row("pattern", "FilterPattern", "pattern"))
RULE = Rows(PatternWatch, row("pattern", "EventPattern"))


def _alarm(body: Section, builder: Builder) -> None:
    """Dimensions are a list of names and values, or the provider's map."""
    alarm = builder.add(ALARM.node(body))
    named = body.get(path("", "dimensions.BucketName"))
    if named is not None:
        builder.link(alarm, "watches", named)
    for dimension in body.sections(path("Dimensions", ""))[0]:
        if dimension.setting(path("Name")).text() == "BucketName":
            builder.link(alarm, "watches", dimension.get(path("Value")))


def _watch(kind: str, rows: Rows[PatternWatch]) -> Adapt:
    def adapt(body: Section, builder: Builder) -> None:
        builder.add(rows.node(body, kind=kind))

    return adapt


TYPES = (
    ResourceType(
        cloudformation="AWS::CloudWatch::Alarm",
        terraform="aws_cloudwatch_metric_alarm",
        adapt=_alarm,
        rows=(ALARM,),
        what="the bucket that its dimensions name",
        alone=False,
        audit=True,
    ),
    ResourceType(
        cloudformation="AWS::Logs::MetricFilter",
        terraform="aws_cloudwatch_log_metric_filter",
        adapt=_watch("metric-filter", FILTER),
        rows=(FILTER,),
        alone=False,
        audit=True,
    ),
    ResourceType(
        cloudformation="AWS::Events::Rule",
        terraform="aws_cloudwatch_event_rule",
        adapt=_watch("event-rule", RULE),
        rows=(RULE,),
        alone=False,
        audit=True,
    ),
)

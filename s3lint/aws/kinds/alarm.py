"""CloudWatch alarms, metric filters and event rules: what somebody would notice.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html
"""

from __future__ import annotations

from s3lint.aws.adapter import Builder
from s3lint.aws.node import Node
from s3lint.aws.resource_type import ResourceType
from s3lint.aws.rows import Rows, row
from s3lint.aws.section import Section
from s3lint.aws.spellings import path
from s3lint.record import field
from s3lint.values import Fact, yes
from s3lint.values.setting import Setting


class Alarm(Node, eq=False, kw_only=True):
    """A CloudWatch alarm (edge `watches` the bucket that its dimensions name)."""

    namespace: Setting
    metric: Setting


class PatternWatch(Node, eq=False, kw_only=True):
    """A log metric filter or an event rule: the pattern that it looks for, and whether it looks."""

    pattern: Setting
    kind: str  # metric-filter, event-rule
    on: Fact = field(default_factory=yes)


ALARM = Rows(Alarm, row("namespace", "Namespace"), row("metric", "MetricName"))
FILTER = Rows(PatternWatch, row("pattern", "FilterPattern", "pattern"))
RULE = Rows(PatternWatch, row("pattern", "EventPattern"))
_STATE = row("state", "State", absent="ENABLED")
_IS_ENABLED = row("is_enabled", "", "is_enabled", absent=True)  # the older word for the state


def _alarm(body: Section, builder: Builder) -> None:
    """Dimensions are a list of names and values, or the provider's map."""
    alarm = builder.add(ALARM.node(body))
    named = body.get(path("", "dimensions.BucketName"))
    if named is not None:
        builder.link(alarm, "watches", named)
    for dimension in body.sections(path("Dimensions", ""))[0]:
        name, value = dimension.setting(path("Name")), dimension.get(path("Value"))
        if name.text() == "BucketName":
            builder.link(alarm, "watches", value)


def _filter(body: Section, builder: Builder) -> None:
    builder.add(FILTER.node(body, kind="metric-filter"))


def _rule(body: Section, builder: Builder) -> None:
    on = ~_STATE.of(body).is_any("DISABLED") & _IS_ENABLED.of(body).is_true()
    builder.add(RULE.node(body, kind="event-rule", on=on))


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
        adapt=_filter,
        rows=(FILTER,),
        alone=False,
        audit=True,
    ),
    ResourceType(
        cloudformation="AWS::Events::Rule",
        terraform="aws_cloudwatch_event_rule",
        adapt=_rule,
        rows=(RULE,),
        alone=False,
        audit=True,
    ),
)

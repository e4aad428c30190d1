"""CloudTrail, alarms, detectors, keys, organization policies."""

from __future__ import annotations

from s3lint.aws import selectors
from s3lint.aws.adapter import Builder
from s3lint.aws.kinds import (
    AccessAnalyzer,
    Alarm,
    Detector,
    KmsAlias,
    KmsKey,
    Macie,
    OrganizationPolicy,
    PatternWatch,
    Trail,
)
from s3lint.values import Fact, Resource, dig, members
from s3lint.values.section import Section
from s3lint.values.setting import Setting

_OPERATORS = ("Equals", "NotEquals", "StartsWith", "NotStartsWith", "EndsWith", "NotEndsWith")
_SELECTORS = selectors.Spelling(
    classic="EventSelectors",
    read_write_type="ReadWriteType",
    resources="DataResources",
    type="Type",
    values="Values",
    advanced="AdvancedEventSelectors",
    fields="FieldSelectors",
    field="Field",
    operators={name: name for name in _OPERATORS},
)


def adapt_trail(resource: Resource, builder: Builder) -> None:
    """`AWS::CloudTrail::Trail`."""
    body = Section.of(resource)
    classic, opened = selectors.classic(body, _SELECTORS)
    advanced, more = selectors.advanced(body, _SELECTORS)
    trail = builder.add(
        Trail(
            resource=resource,
            enabled=body.setting("IsLogging"),
            multi_region=body.setting("IsMultiRegionTrail", default=False),
            validation=body.setting("EnableLogFileValidation", default=False),
            key=body.setting("KMSKeyId"),
            bucket=body.setting("S3BucketName"),
            classic=classic,
            advanced=advanced,
            open=(*opened, *more),
        )
    )
    builder.link(trail, "trail-logs-to", trail.bucket.value)


def adapt_event_data_store(resource: Resource, builder: Builder) -> None:
    """`AWS::CloudTrail::EventDataStore`."""
    body = Section.of(resource)
    advanced, opened = selectors.advanced(body, _SELECTORS)
    builder.add(
        Trail(
            resource=resource,
            enabled=body.setting("IngestionEnabled", default=True),
            multi_region=body.setting("MultiRegionEnabled", default=True),
            validation=Setting("EnableLogFileValidation", None, body.where, default=True),
            key=body.setting("KmsKeyId"),
            bucket=Setting("S3BucketName", None, body.where),
            classic=(),
            advanced=advanced,
            open=opened,
            store=True,
        )
    )


def adapt_alarm(resource: Resource, builder: Builder) -> None:
    """`AWS::CloudWatch::Alarm`."""
    body = Section.of(resource)
    alarm = builder.add(
        Alarm(
            resource=resource,
            namespace=body.setting("Namespace"),
            metric=body.setting("MetricName"),
            dimensions=body.get("Dimensions"),
        )
    )
    for dimension in members(body.get("Dimensions")).known:
        name = Setting("Name", dig(dimension.value, "Name"), body.where)
        if name.text() == "BucketName":
            builder.link(alarm, "watches", dig(dimension.value, "Value"))


def adapt_metric_filter(resource: Resource, builder: Builder) -> None:
    """`AWS::Logs::MetricFilter`."""
    pattern = Section.of(resource).setting("FilterPattern")
    builder.add(PatternWatch(resource=resource, pattern=pattern, kind="metric-filter"))


def adapt_event_rule(resource: Resource, builder: Builder) -> None:
    """`AWS::Events::Rule`."""
    pattern = Section.of(resource).setting("EventPattern")
    builder.add(PatternWatch(resource=resource, pattern=pattern, kind="event-rule"))


def adapt_detector(resource: Resource, builder: Builder) -> None:
    """`AWS::GuardDuty::Detector`: S3 protection by Features, or by the older DataSources; on unless said otherwise."""
    body = Section.of(resource)
    s3: Fact = body.setting("DataSources", "S3Logs", "Enable", default=True).is_true()
    for feature in body.sections("Features")[0]:
        if feature.setting("Name").is_any("S3_DATA_EVENTS").is_yes:
            s3 = feature.setting("Status").is_any("ENABLED")
    builder.add(Detector(resource=resource, enabled=body.setting("Enable"), s3=s3))


def adapt_macie(resource: Resource, builder: Builder) -> None:
    """`AWS::Macie::Session`."""
    builder.add(Macie(resource=resource, status=Section.of(resource).setting("Status", default="ENABLED")))


def adapt_analyzer(resource: Resource, builder: Builder) -> None:
    """`AWS::AccessAnalyzer::Analyzer`."""
    builder.add(AccessAnalyzer(resource=resource, kind=Section.of(resource).setting("Type")))


def adapt_organization_policy(resource: Resource, builder: Builder) -> None:
    """`AWS::Organizations::Policy`."""
    body = Section.of(resource)
    builder.add(OrganizationPolicy(resource=resource, type=body.setting("Type"), content=body.get("Content")))


def adapt_key(resource: Resource, builder: Builder) -> None:
    """`AWS::KMS::Key`."""
    body = Section.of(resource)
    builder.add(
        KmsKey(
            resource=resource,
            rotation=body.setting("EnableKeyRotation", default=False),
            enabled=body.setting("Enabled", default=True),
            policy=body.setting("KeyPolicy"),
            spec=body.setting("KeySpec", default="SYMMETRIC_DEFAULT"),
            origin=body.setting("Origin", default="AWS_KMS"),
        )
    )


def adapt_alias(resource: Resource, builder: Builder) -> None:
    """`AWS::KMS::Alias`."""
    body = Section.of(resource)
    alias = builder.add(KmsAlias(resource=resource, name=body.setting("AliasName"), target=body.setting("TargetKeyId")))
    builder.link(alias, "alias-of", alias.target.value, to=KmsKey)

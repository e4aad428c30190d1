"""CloudTrail, metrics, alarms, detectors, keys, organization policies."""

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
    RequestMetrics,
    Trail,
)
from s3lint.values import Fact, Resource
from s3lint.values.section import Section
from s3lint.values.setting import Setting

_SELECTORS = selectors.Spelling(
    classic="event_selector",
    read_write_type="read_write_type",
    resources="data_resource",
    type="type",
    values="values",
    advanced="advanced_event_selector",
    fields="field_selector",
    field="field",
    operators={
        "equals": "Equals",
        "not_equals": "NotEquals",
        "starts_with": "StartsWith",
        "not_starts_with": "NotStartsWith",
        "ends_with": "EndsWith",
        "not_ends_with": "NotEndsWith",
    },
)


def adapt_trail(resource: Resource, builder: Builder) -> None:
    """`aws_cloudtrail`."""
    body = Section.of(resource)
    classic, opened = selectors.classic(body, _SELECTORS)
    advanced, more = selectors.advanced(body, _SELECTORS)
    trail = builder.add(
        Trail(
            resource=resource,
            enabled=body.setting("enable_logging", default=True),
            multi_region=body.setting("is_multi_region_trail", default=False),
            validation=body.setting("enable_log_file_validation", default=False),
            key=body.setting("kms_key_id"),
            bucket=body.setting("s3_bucket_name"),
            classic=classic,
            advanced=advanced,
            open=(*opened, *more),
        )
    )
    builder.link(trail, "trail-logs-to", trail.bucket.value)


def adapt_event_data_store(resource: Resource, builder: Builder) -> None:
    """`aws_cloudtrail_event_data_store`."""
    body = Section.of(resource)
    advanced, opened = selectors.advanced(body, _SELECTORS)
    builder.add(
        Trail(
            resource=resource,
            enabled=Setting("suspend", None, body.where, default=True),
            multi_region=body.setting("multi_region_enabled", default=True),
            validation=body.setting("enable_log_file_validation", default=True),
            key=body.setting("kms_key_id"),
            bucket=body.setting("s3_bucket_name"),
            classic=(),
            advanced=advanced,
            open=opened,
            store=True,
        )
    )


def adapt_metric(resource: Resource, builder: Builder) -> None:
    """`aws_s3_bucket_metric`."""
    body = Section.of(resource)
    builder.govern(RequestMetrics(resource=resource, filter_id=body.setting("name")), body.get("bucket"))


def adapt_alarm(resource: Resource, builder: Builder) -> None:
    """`aws_cloudwatch_metric_alarm`."""
    body = Section.of(resource)
    alarm = builder.add(
        Alarm(
            resource=resource,
            namespace=body.setting("namespace"),
            metric=body.setting("metric_name"),
            dimensions=body.get("dimensions"),
        )
    )
    builder.link(alarm, "watches", body.get("dimensions", "BucketName"))


def adapt_metric_filter(resource: Resource, builder: Builder) -> None:
    """`aws_cloudwatch_log_metric_filter`."""
    body = Section.of(resource)
    builder.add(PatternWatch(resource=resource, pattern=body.setting("pattern"), kind="metric-filter"))


def adapt_event_rule(resource: Resource, builder: Builder) -> None:
    """`aws_cloudwatch_event_rule`."""
    body = Section.of(resource)
    builder.add(PatternWatch(resource=resource, pattern=body.setting("event_pattern"), kind="event-rule"))


def adapt_detector(resource: Resource, builder: Builder) -> None:
    """`aws_guardduty_detector`: S3 protection is on unless said otherwise (new detectors enable all features)."""
    body = Section.of(resource)
    s3 = body.setting("datasources", "s3_logs", "enable", default=True)
    builder.add(Detector(resource=resource, enabled=body.setting("enable", default=True), s3=s3.is_true()))


def adapt_detector_feature(resource: Resource, builder: Builder) -> None:
    """`aws_guardduty_detector_feature` (and the organization's): only S3 data events matter."""
    body = Section.of(resource)
    named: Fact = body.setting("name").is_any("S3_DATA_EVENTS")
    if named.is_yes:
        status = body.setting("status")
        builder.add(
            Detector(resource=resource, enabled=body.setting("enable", default=True), s3=status.is_any("ENABLED"))
        )


def adapt_macie(resource: Resource, builder: Builder) -> None:
    """`aws_macie2_account`."""
    builder.add(Macie(resource=resource, status=Section.of(resource).setting("status", default="ENABLED")))


def adapt_analyzer(resource: Resource, builder: Builder) -> None:
    """`aws_accessanalyzer_analyzer`."""
    builder.add(AccessAnalyzer(resource=resource, kind=Section.of(resource).setting("type", default="ACCOUNT")))


def adapt_organization_policy(resource: Resource, builder: Builder) -> None:
    """`aws_organizations_policy`."""
    body = Section.of(resource)
    kind = body.setting("type", default="SERVICE_CONTROL_POLICY")
    builder.add(OrganizationPolicy(resource=resource, type=kind, content=body.get("content")))


def adapt_key(resource: Resource, builder: Builder) -> None:
    """`aws_kms_key`."""
    body = Section.of(resource)
    builder.add(
        KmsKey(
            resource=resource,
            rotation=body.setting("enable_key_rotation", default=False),
            enabled=body.setting("is_enabled", default=True),
            policy=body.setting("policy"),
            spec=body.setting("customer_master_key_spec", default="SYMMETRIC_DEFAULT"),
            origin=body.setting("origin", default="AWS_KMS"),
        )
    )


def adapt_alias(resource: Resource, builder: Builder) -> None:
    """`aws_kms_alias`."""
    body = Section.of(resource)
    alias = builder.add(KmsAlias(resource=resource, name=body.setting("name"), target=body.setting("target_key_id")))
    builder.link(alias, "alias-of", alias.target.value, to=KmsKey)

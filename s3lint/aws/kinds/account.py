"""What watches or rules the whole account: GuardDuty, Macie, Access Analyzer, and policies of the organization."""

from __future__ import annotations

from dataclasses import dataclass

from s3lint.aws.adapter import Builder
from s3lint.aws.node import Node
from s3lint.aws.resource_type import ResourceType
from s3lint.aws.rows import Absent, Rows, row
from s3lint.aws.section import Section
from s3lint.aws.spellings import path
from s3lint.values import Fact, Value
from s3lint.values.setting import Setting


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


DETECTOR = Rows(Detector, row("enabled", "Enable", absent=Absent(None, True)))
MACIE = Rows(Macie, row("status", "Status", absent="ENABLED"))
ANALYZER = Rows(AccessAnalyzer, row("kind", "Type", absent=Absent(None, "ACCOUNT")))
POLICY = Rows(OrganizationPolicy, row("type", "Type", absent=Absent(None, "SERVICE_CONTROL_POLICY")))


def _detector(body: Section, builder: Builder) -> None:
    """S3 protection by features, or by the older data sources; on unless said otherwise (new detectors enable all)."""
    older = path("DataSources.S3Logs.Enable", "datasources.s3_logs.enable")
    s3: Fact = body.setting(older, default=True).is_true()
    for feature in body.sections(path("Features", ""))[0]:
        about_s3, enabled = _s3_feature(feature)
        if about_s3.is_yes:
            s3 = enabled
    builder.add(DETECTOR.node(body, s3=s3))


def _feature(body: Section, builder: Builder) -> None:
    """A feature that is a resource of its own: only S3 data events matter."""
    about_s3, enabled = _s3_feature(body)
    if about_s3.is_yes:
        builder.add(DETECTOR.node(body, s3=enabled))


def _s3_feature(feature: Section) -> tuple[Fact, Fact]:
    """Whether a feature is S3 protection, and whether it is enabled."""
    return feature.setting(path("Name")).is_any("S3_DATA_EVENTS"), feature.setting(path("Status")).is_any("ENABLED")


def _macie(body: Section, builder: Builder) -> None:
    builder.add(MACIE.node(body))


def _analyzer(body: Section, builder: Builder) -> None:
    builder.add(ANALYZER.node(body))


def _organization_policy(body: Section, builder: Builder) -> None:
    builder.add(POLICY.node(body, content=body.get(path("Content"))))


TYPES = (
    ResourceType(
        cloudformation="AWS::GuardDuty::Detector",
        terraform="aws_guardduty_detector",
        adapt=_detector,
        rows=(DETECTOR,),
        what="its S3 protection",
    ),
    ResourceType(
        terraform="aws_guardduty_detector_feature", adapt=_feature, what="whether the feature S3_DATA_EVENTS is enabled"
    ),
    ResourceType(cloudformation="AWS::Macie::Session", terraform="aws_macie2_account", adapt=_macie, rows=(MACIE,)),
    ResourceType(
        cloudformation="AWS::AccessAnalyzer::Analyzer",
        terraform="aws_accessanalyzer_analyzer",
        adapt=_analyzer,
        rows=(ANALYZER,),
        audit=True,
    ),
    ResourceType(
        cloudformation="AWS::Organizations::Policy",
        terraform="aws_organizations_policy",
        adapt=_organization_policy,
        rows=(POLICY,),
        what="its content",
        audit=True,
    ),
)

"""What watches or rules the whole account: GuardDuty, Macie, Access Analyzer, and policies of the organization."""

from __future__ import annotations

from s3lint.aws.adapter import Builder
from s3lint.aws.node import Node
from s3lint.aws.resource_type import Adapt, ResourceType
from s3lint.aws.rows import Absent, Rows, row
from s3lint.aws.section import Section
from s3lint.aws.spellings import path
from s3lint.values import Fact, Value, unknown
from s3lint.values.setting import Setting


class Detector(Node, eq=False, kw_only=True):
    """A GuardDuty detector, or what sets its features: whether it is on and whether its S3 protection is.

    `whose`: empty for this account's own, `member` or `organization`.
    """

    enabled: Setting
    s3: Fact
    whose: str = ""


class Macie(Node, eq=False, kw_only=True):
    """A Macie session, or whether accounts that join the organization get one."""

    status: Setting
    organization: bool = False


class AccessAnalyzer(Node, eq=False, kw_only=True):
    """An IAM Access Analyzer."""

    kind: Setting

    def finds_outsiders(self) -> Fact:
        """Whether it analyzes external access: other types look for unused access, or for access inside.

        https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_CreateAnalyzer.html
        """
        return self.kind.is_any("ACCOUNT", "ORGANIZATION")


class OrganizationPolicy(Node, eq=False, kw_only=True):
    """A policy of AWS Organizations; `targets` are what a template attaches it to."""

    type: Setting
    targets: Setting
    content: Value | None


class OrganizationPolicyAttachment(Node, eq=False, kw_only=True):
    """What attaches a policy of AWS Organizations (edge `attaches` to one of this code)."""

    target: Setting


DETECTOR = Rows(Detector, row("enabled", "Enable", absent=Absent(None, True)))
MACIE = Rows(Macie, row("status", "Status", absent="ENABLED"))
MACIE_OF_ORGANIZATION = Rows(Macie, row("status", "", "auto_enable"))
ANALYZER = Rows(AccessAnalyzer, row("kind", "Type", absent=Absent(None, "ACCOUNT")))
POLICY = Rows(
    OrganizationPolicy,
    row("type", "Type", absent=Absent(None, "SERVICE_CONTROL_POLICY")),
    row("targets", "TargetIds", ""),
)
ATTACHMENT = Rows(OrganizationPolicyAttachment, row("target", "", "target_id"))
_STATUS = path("Status")


def _detector(body: Section, builder: Builder) -> None:
    """S3 protection by features, or by the older data sources; on unless said otherwise (new detectors enable all)."""
    older = path("DataSources.S3Logs.Enable", "datasources.s3_logs.enable")
    s3: Fact = body.setting(older, default=True).is_true()
    sections, opened = body.sections(path("Features", ""))
    for feature in sections:
        about, on = _is_about_s3(feature), feature.setting(_STATUS).is_any("ENABLED")
        s3 = on if about.is_yes else s3 & (on | ~about)
    if not any(_is_about_s3(feature).is_yes for feature in sections):
        s3 = s3 & unknown(*opened) if opened else s3
    builder.add(DETECTOR.node(body, s3=s3))


def _feature(whose: str, at: str, *on: str) -> Adapt:
    """A feature that is a resource of its own: only S3 data events matter."""

    def adapt(body: Section, builder: Builder) -> None:
        about = _is_about_s3(body)
        if not about.is_no:
            s3 = body.setting(path("", at)).is_any(*on) | ~about
            builder.add(DETECTOR.node(body, s3=s3, whose=whose))

    return adapt


def _is_about_s3(feature: Section) -> Fact:
    return feature.setting(path("Name")).is_any("S3_DATA_EVENTS")


def _guardduty_of_organization(body: Section, builder: Builder) -> None:
    """What accounts that join get, by the older data sources; nothing is said where they are left out."""
    stated = body.setting(path("", "datasources.s3_logs.auto_enable"))
    if stated.value is not None:
        builder.add(DETECTOR.node(body, s3=stated.is_true(), whose="organization"))


def _macie(body: Section, builder: Builder) -> None:
    builder.add(MACIE.node(body))


def _macie_of_organization(body: Section, builder: Builder) -> None:
    builder.add(MACIE_OF_ORGANIZATION.node(body, organization=True))


def _analyzer(body: Section, builder: Builder) -> None:
    builder.add(ANALYZER.node(body))


def _organization_policy(body: Section, builder: Builder) -> None:
    builder.add(POLICY.node(body, content=body.get(path("Content"))))


def _attachment(body: Section, builder: Builder) -> None:
    node = builder.add(ATTACHMENT.node(body))
    builder.link(node, "attaches", body.get(path("", "policy_id")), to=OrganizationPolicy)


_FEATURE = "the feature S3_DATA_EVENTS"

TYPES = (
    ResourceType(
        cloudformation="AWS::GuardDuty::Detector",
        terraform="aws_guardduty_detector",
        adapt=_detector,
        of_account=True,
        rows=(DETECTOR,),
        what="its S3 protection",
    ),
    ResourceType(terraform="aws_guardduty_detector_feature", adapt=_feature("", "status", "ENABLED"), what=_FEATURE),
    ResourceType(
        terraform="aws_guardduty_member_detector_feature",
        adapt=_feature("member", "status", "ENABLED"),
        what=_FEATURE,
    ),
    # NEW and ALL: https://docs.aws.amazon.com/guardduty/latest/APIReference/API_OrganizationFeatureConfiguration.html
    ResourceType(
        terraform="aws_guardduty_organization_configuration_feature",
        adapt=_feature("organization", "auto_enable", "NEW", "ALL"),
        what=_FEATURE,
    ),
    ResourceType(
        terraform="aws_guardduty_organization_configuration",
        adapt=_guardduty_of_organization,
        what="auto_enable of its s3_logs",
    ),
    ResourceType(
        cloudformation="AWS::Macie::Session",
        terraform="aws_macie2_account",
        adapt=_macie,
        rows=(MACIE,),
        of_account=True,
    ),
    ResourceType(
        terraform="aws_macie2_organization_configuration",
        adapt=_macie_of_organization,
        rows=(MACIE_OF_ORGANIZATION,),
    ),
    ResourceType(
        cloudformation="AWS::AccessAnalyzer::Analyzer",
        terraform="aws_accessanalyzer_analyzer",
        adapt=_analyzer,
        of_account=True,
        rows=(ANALYZER,),
        audit=True,
    ),
    ResourceType(
        cloudformation="AWS::Organizations::Policy",
        terraform="aws_organizations_policy",
        adapt=_organization_policy,
        of_account=True,
        rows=(POLICY,),
        what="its content",
    ),
    ResourceType(
        terraform="aws_organizations_policy_attachment",
        adapt=_attachment,
        of_account=True,
        rows=(ATTACHMENT,),
        what="the policy that is attached",
    ),
)

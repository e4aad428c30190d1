"""GuardDuty does not monitor S3.

GuardDuty's S3 protection searches data events for what people overlook: access from unusual places, unusual volumes,
known malicious addresses. Every profile reports a detector in the code with the protection off, for this account, a
member account or the organization's accounts. The audit profile also reports a root that creates a trail but no
detector in that account, because that is where account services belong. A detector in another root counts for its
account.

Undecided when the state of the detector or the feature is unknown.

```terraform bad
resource "aws_guardduty_detector" "main" {
  enable = true
  datasources {
    s3_logs {
      enable = false # finding
    }
  }
}
```
```terraform bad
resource "aws_guardduty_organization_configuration_feature" "s3" {
  detector_id = "12abc34d567e8fa901bc2d34e56789f0"
  name        = "S3_DATA_EVENTS"
  auto_enable = "NONE" # finding
}
```
```terraform good
resource "aws_guardduty_detector" "main" {
  enable = true
}
```
```terraform unknown
variable "watch" {
  type = bool
}
resource "aws_guardduty_detector" "main" {
  enable = true
  datasources {
    s3_logs {
      enable = var.watch # unknown
    }
  }
}
```
```cloudformation bad
Resources:
  Detector:
    Type: AWS::GuardDuty::Detector
    Properties:
      Enable: true
      Features:
        - Name: S3_DATA_EVENTS
          Status: DISABLED # finding
```
```cloudformation good
Resources:
  Detector:
    Type: AWS::GuardDuty::Detector
    Properties:
      Enable: true
      Features:
        - Name: S3_DATA_EVENTS
          Status: ENABLED
```
```cloudformation unknown
Parameters:
  Watch:
    Type: String
Resources:
  Detector:
    Type: AWS::GuardDuty::Detector
    Properties:
      Enable: true
      Features:
        - Name: S3_DATA_EVENTS
          Status: !Ref Watch # unknown
```
"""

from __future__ import annotations

from s3lint.aws.kinds import Detector, Trail
from s3lint.checks.model import Check, Profile, Severity, Verdict
from s3lint.graph import Graph
from s3lint.graph.account_fact import DETECTOR
from s3lint.graph.elsewhere import stated_elsewhere
from s3lint.graph.root import Root, and_where_none_is

_OFF = {
    "": "GuardDuty's S3 protection is off",
    "member": "GuardDuty's S3 protection is off in a member account",
    "organization": "the organization does not enable GuardDuty's S3 protection in its accounts",
}


def subjects(graph: Graph) -> list[Detector | Root]:
    """The detectors; in the audit profile the root that makes a trail and none."""
    found = graph.of(Detector)
    return and_where_none_is(graph, found, graph.of(Trail), lambda root: root.has(found))


def judge(detector: Detector | Root) -> Verdict:
    """Fails where the detector, or its S3 protection, is off."""
    if isinstance(detector, Root):
        graph = detector.graph
        return Verdict.require(
            detector.has(graph.of(Detector)) | stated_elsewhere(graph, DETECTOR, detector.resource),
            fail="the code creates a trail but no GuardDuty detector",
            undecided="cannot decide whether a GuardDuty detector is in the trail's account",
            what=detector.account,
        )
    return Verdict.require(
        detector.s3 & detector.enabled.is_true(),
        fail=_OFF[detector.whose],
        undecided="cannot decide whether GuardDuty's S3 protection is on",
    )


CHECK = Check(
    code="S3L706",
    name="guardduty-s3-off",
    severity=Severity.MEDIUM,
    profile=Profile.DEFAULT,
    subjects=subjects,
    judge=judge,
    edit="none: GuardDuty costs, and may be managed elsewhere",
    fix="enable the detector and its S3 protection",
    terraform='aws_guardduty_detector_feature with name = "S3_DATA_EVENTS" and status = "ENABLED"',
    cloudformation="Features: [{Name: S3_DATA_EVENTS, Status: ENABLED}]",
    doc=__doc__,
    aliases=(
        "CKV_AWS_238", "CKV2_AWS_3", "704dadd3", "a25cd877", "AC_AWS_0131", "GuardDuty.1", "GuardDuty.10",
        "guardduty-s3-protection-enabled", "guardduty_s3_protection_enabled",
    ),
    references=("https://docs.aws.amazon.com/guardduty/latest/ug/s3-protection.html",),
)  # fmt: skip

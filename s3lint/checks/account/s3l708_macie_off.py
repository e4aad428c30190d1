"""Macie is paused.

Macie finds personal and secret data in unexpected places, and buckets that are open. A PAUSED session in the code finds
nothing but looks as if it did, and so does an organization whose new accounts do not get Macie. The audit profile also
reports a root that creates a trail but no Macie session.

Undecided when the status is unknown.

```terraform bad
resource "aws_macie2_account" "main" {
  status = "PAUSED" # finding
}
```
```terraform bad
resource "aws_macie2_organization_configuration" "all" {
  auto_enable = false # finding
}
```
```terraform good
resource "aws_macie2_account" "main" {
  status = "ENABLED"
}
```
```terraform unknown
variable "status" {}
resource "aws_macie2_account" "main" {
  status = var.status # unknown
}
```
```cloudformation bad
Resources:
  Macie:
    Type: AWS::Macie::Session
    Properties:
      Status: PAUSED # finding
```
```cloudformation good
Resources:
  Macie:
    Type: AWS::Macie::Session
```
```cloudformation unknown
Parameters:
  Status:
    Type: String
Resources:
  Macie:
    Type: AWS::Macie::Session
    Properties:
      Status: !Ref Status # unknown
```
"""

from __future__ import annotations

from s3lint.aws.kinds import Macie, Trail
from s3lint.checks.model import Check, Profile, Severity, Verdict
from s3lint.graph import Graph
from s3lint.graph.account_fact import MACIE
from s3lint.graph.elsewhere import stated_elsewhere
from s3lint.graph.root import Root, and_where_none_is


def subjects(graph: Graph) -> list[Macie | Root]:
    """The sessions; in the audit profile the root that makes a trail and none."""
    found = graph.of(Macie)
    return and_where_none_is(graph, found, graph.of(Trail), lambda root: root.has(found))


def judge(session: Macie | Root) -> Verdict:
    """Fails where the session is not ENABLED."""
    if isinstance(session, Root):
        graph = session.graph
        return Verdict.require(
            session.has(graph.of(Macie)) | stated_elsewhere(graph, MACIE, session.resource),
            fail="the code creates a trail but no Macie session",
            undecided="cannot decide whether a Macie session is in the trail's account",
            what=session.account,
        )
    if session.organization:
        return Verdict.require(
            session.status.is_true(),
            fail="accounts that join the organization do not get Macie",
            undecided="cannot decide whether accounts that join the organization get Macie",
        )
    return Verdict.require(
        session.status.is_any("ENABLED"),
        fail="the Macie session is not enabled",
        undecided="cannot decide whether the Macie session is enabled",
    )


CHECK = Check(
    code="S3L708",
    name="macie-off",
    severity=Severity.INFO,
    profile=Profile.DEFAULT,
    subjects=subjects,
    judge=judge,
    edit="none: Macie costs, and may be managed elsewhere",
    fix="enable the Macie session",
    terraform='status = "ENABLED" in aws_macie2_account',
    cloudformation="Status: ENABLED in AWS::Macie::Session",
    doc=__doc__,
    aliases=("Macie.1", "macie-status-check", "macie_is_enabled"),
    frameworks=("cis-7:3.1.3", "cis-6:3.1.3", "cis-5:2.1.3"),
    references=("https://docs.aws.amazon.com/macie/latest/user/what-is-macie.html",),
)

"""The organization's policies lack guardrails for S3.

Code that creates organization policies can control every account: Block Public Access in all accounts (an S3 policy, or
a control policy that denies changing it), VPC-only access points, and no use of the root user. This check looks for all
three in the same code. An S3 policy counts if it assigns `all`, a control policy if it denies.

Undecided when the content of a policy is unknown, or the code attaches other policies but not that one, and no
guardrail is missing for certain.

```terraform bad
resource "aws_organizations_policy" "tags" { # finding
  name    = "tags"
  type    = "TAG_POLICY"
  content = jsonencode({ tags = {} })
}
```
```terraform bad
resource "aws_organizations_policy" "s3" { # finding
  name = "s3"
  type = "S3_POLICY"
  content = jsonencode({
    s3_attributes = { public_access_block_configuration = { "@@assign" = "none" } }
  })
}
```
```terraform good
resource "aws_organizations_policy" "s3" {
  name = "s3"
  type = "S3_POLICY"
  content = jsonencode({
    s3_attributes = { public_access_block_configuration = { "@@assign" = "all" } }
  })
}
resource "aws_organizations_policy" "guardrails" {
  name = "guardrails"
  content = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Deny"
        Action    = "s3:CreateAccessPoint"
        Resource  = "*"
        Condition = { StringNotEquals = { "s3:AccessPointNetworkOrigin" = "VPC" } }
      },
      {
        Effect    = "Deny"
        Action    = "*"
        Resource  = "*"
        Condition = { ArnLike = { "aws:PrincipalArn" = "arn:aws:iam::*:root" } }
      },
    ]
  })
}
```
```terraform unknown
variable "policy" {}
resource "aws_organizations_policy" "guardrails" {
  name    = "guardrails"
  content = var.policy # unknown
}
```
```cloudformation bad
Resources:
  Tags: # finding
    Type: AWS::Organizations::Policy
    Properties:
      Name: tags
      Type: TAG_POLICY
      Content: {tags: {}}
```
```cloudformation good
Resources:
  BlockPublicAccess:
    Type: AWS::Organizations::Policy
    Properties:
      Name: s3
      Type: S3_POLICY
      Content: {s3_attributes: {public_access_block_configuration: {"@@assign": all}}}
  Guardrails:
    Type: AWS::Organizations::Policy
    Properties:
      Name: guardrails
      Type: SERVICE_CONTROL_POLICY
      Content:
        Version: "2012-10-17"
        Statement:
          - Effect: Deny
            Action: s3:CreateAccessPoint
            Resource: "*"
            Condition: {StringNotEquals: {"s3:AccessPointNetworkOrigin": VPC}}
          - Effect: Deny
            Action: "*"
            Resource: "*"
            Condition: {ArnLike: {"aws:PrincipalArn": "arn:aws:iam::*:root"}}
```
```cloudformation unknown
Parameters:
  Policy:
    Type: String
Resources:
  Guardrails:
    Type: AWS::Organizations::Policy
    Properties:
      Name: guardrails
      Type: SERVICE_CONTROL_POLICY
      Content: !Ref Policy # unknown
```
"""

from __future__ import annotations

from s3lint.aws.kinds import OrganizationPolicy
from s3lint.checks.model import Check, Outcome, Profile, Severity, Verdict
from s3lint.graph.root import Root, root_with
from s3lint.questions.guardrails import blocks_public_access, denies, keeps_access_points_in_a_vpc, keeps_root_out
from s3lint.values import Evidence


def judge(root: Root) -> Verdict:
    """Fails with the guardrails that no policy of this code sets."""
    facts = {
        "Block Public Access": blocks_public_access(root.graph),
        "VPC-only access points": denies(root.graph, keeps_access_points_in_a_vpc),
        "no use of the root user": denies(root.graph, keeps_root_out),
    }
    missing = [name for name, fact in facts.items() if fact.is_no]
    if missing:
        says = f"the organization policies do not enforce {', '.join(missing)}"
        return Verdict(Outcome.FAIL, says, (Evidence(root.header, "organization policies are defined here"),))
    block, points, users = facts.values()
    return Verdict.require(
        block & points & users,
        fail="",
        undecided="cannot decide which guardrails the organization policies enforce",
    )


CHECK = Check(
    code="S3L709",
    name="org-guardrails-missing",
    severity=Severity.INFO,
    profile=Profile.AUDIT,
    subjects=lambda graph: root_with(graph, OrganizationPolicy),
    judge=judge,
    edit="none: what an organization forbids is a decision",
    fix="add an S3 policy, and control policies for access points and the root user",
    doc=__doc__,
    references=("https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_s3.html",),
)

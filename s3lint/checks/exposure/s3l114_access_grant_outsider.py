"""S3 Access Grants give another account's principal data, or the instance's resource policy is open to everyone.

A grant hands out temporary credentials for a location. The bucket policy need not name the grantee, and Block Public
Access does not look at grants, so a bucket can look private and still be read from another account. The resource policy
of the Access Grants instance decides which accounts can ask for credentials at all. The check skips accounts that the
configuration lists as `trusted-accounts`, and users and groups of the directory.

Undecided when the grantee or this account is unknown: set `account-id` in the configuration.

```terraform bad
provider "aws" {
  allowed_account_ids = ["111122223333"]
}
resource "aws_s3control_access_grants_location" "reports" {
  iam_role_arn   = "arn:aws:iam::111122223333:role/access-grants"
  location_scope = "s3://acme-reports/*"
}
resource "aws_s3control_access_grant" "partner" {
  access_grants_location_id = aws_s3control_access_grants_location.reports.access_grants_location_id
  permission                = "READ"
  grantee {
    grantee_type       = "IAM"
    grantee_identifier = "arn:aws:iam::444455556666:role/analyst" # finding
  }
}
```
```terraform bad
resource "aws_s3control_access_grants_instance_resource_policy" "open" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = "*" # finding
      Action    = "s3:GetDataAccess"
      Resource  = "arn:aws:s3:eu-central-1:111122223333:access-grants/default"
    }]
  })
}
```
```terraform good
resource "aws_iam_role" "analyst" {
  name               = "analyst"
  assume_role_policy = "{}"
}
resource "aws_s3control_access_grant" "analyst" {
  access_grants_location_id = "default"
  permission                = "READ"
  access_grants_location_configuration {
    s3_sub_prefix = "acme-reports/*"
  }
  grantee {
    grantee_type       = "IAM"
    grantee_identifier = aws_iam_role.analyst.arn
  }
}
```
```terraform unknown
variable "analyst" {}
resource "aws_s3control_access_grant" "analyst" {
  access_grants_location_id = "default"
  permission                = "READ"
  grantee {
    grantee_type       = "IAM"
    grantee_identifier = var.analyst # unknown
  }
}
```
```cloudformation good
Resources:
  Grant:
    Type: AWS::S3::AccessGrant
    Properties:
      AccessGrantsLocationId: default
      Permission: READ
      Grantee:
        GranteeType: IAM
        GranteeIdentifier: !Sub "arn:aws:iam::${AWS::AccountId}:role/analyst"
  ForGroup:
    Type: AWS::S3::AccessGrant
    Properties:
      AccessGrantsLocationId: default
      Permission: READ
      Grantee:
        GranteeType: DIRECTORY_GROUP
        GranteeIdentifier: 0a1b2c3d-4e5f-6789-abcd-ef0123456789
```
```cloudformation unknown
Resources:
  Grant:
    Type: AWS::S3::AccessGrant
    Properties:
      AccessGrantsLocationId: default
      Permission: READ
      Grantee:
        GranteeType: IAM
        GranteeIdentifier: arn:aws:iam::444455556666:role/analyst # unknown
```
"""

from __future__ import annotations

from s3lint import policy
from s3lint.access.policies import read
from s3lint.aws.kinds import AccessGrant, BucketPolicy
from s3lint.aws.kinds.access_grants import INSTANCE_POLICY
from s3lint.checks.model import Check, Profile, Severity, Verdict
from s3lint.graph.graph import Graph
from s3lint.graph.view import View, views
from s3lint.questions.access_grants import is_for_outsider, scope

Subject = View[AccessGrant] | View[BucketPolicy]


def judge(subject: Subject) -> Verdict:
    """Fails on a grantee of another account, and on a policy of the instance that is open to everyone."""
    node = subject.node
    if isinstance(node, BucketPolicy):
        is_open = "the resource policy of the Access Grants instance is open to every AWS account"
        fact = policy.is_loose(read(subject.graph, node.document)).fact
        return Verdict.forbid(fact, fail=is_open, undecided=f"cannot decide whether {is_open}")
    grant = View(subject.graph, node)
    permission = node.permission.text() or "access to"
    return Verdict.forbid(
        is_for_outsider(grant),
        fail=f"S3 Access Grants give another account's principal {permission} {scope(grant)}",
        undecided="cannot decide whether S3 Access Grants give access to another account's principal",
    )


def _subjects(graph: Graph) -> list[Subject]:
    policies = [view for view in views(graph, BucketPolicy) if view.node.kind == INSTANCE_POLICY]
    return [*views(graph, AccessGrant), *policies]


CHECK = Check(
    code="S3L114",
    name="access-grant-outsider",
    severity=Severity.HIGH,
    profile=Profile.DEFAULT,
    subjects=_subjects,
    judge=judge,
    edit="none: who needs access is a decision",
    fix="grant to principals of this account, list the account in trusted-accounts, or name accounts in the policy",
    since="0.2.0",
    doc=__doc__,
    references=("https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-grants-cross-accounts.html",),
)

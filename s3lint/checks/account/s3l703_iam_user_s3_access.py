"""A long-lived IAM user has direct access to S3.

Access keys of users do not expire, and end up on laptops, in repositories and on build servers. A role issues
credentials that last for hours. The finding is about the user's policy, or about what attaches a managed policy to it.

Undecided when the actions of the user's policy are unknown.

```terraform bad
resource "aws_iam_user_policy" "backup" {
  user = "backup"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "s3:PutObject", Resource = "arn:aws:s3:::acme-data/*" }] # finding
  })
}
```
```terraform bad
resource "aws_iam_policy" "write" {
  name = "write"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "s3:PutObject", Resource = "arn:aws:s3:::acme-data/*" }]
  })
}
resource "aws_iam_user_policy_attachment" "backup" {
  user       = "backup"
  policy_arn = aws_iam_policy.write.arn # finding
}
```
```terraform good
resource "aws_iam_role_policy" "backup" {
  role = "backup"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "s3:PutObject", Resource = "arn:aws:s3:::acme-data/*" }]
  })
}
```
```terraform unknown
variable "actions" {
  type = list(string)
}
resource "aws_iam_user_policy" "backup" {
  user = "backup"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = var.actions, Resource = "*" }] # unknown
  })
}
```
```cloudformation bad
Resources:
  Backup:
    Type: AWS::IAM::User
    Properties:
      ManagedPolicyArns:
        - arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess # finding
```
```cloudformation good
Resources:
  Backup:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {}
      ManagedPolicyArns:
        - arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess
```
```cloudformation unknown
Parameters:
  Action:
    Type: String
Resources:
  Backup:
    Type: AWS::IAM::User
    Properties:
      Policies:
        - PolicyName: backup
          PolicyDocument:
            Version: "2012-10-17"
            Statement:
              - Effect: Allow
                Action: !Ref Action # unknown
                Resource: "*"
```
"""

from __future__ import annotations

from s3lint.access.identities import holding
from s3lint.aws.kinds import IdentityPolicy
from s3lint.checks.model import Check, Profile, Severity, Verdict
from s3lint.graph.view import views
from s3lint.policy.identity import any_s3
from s3lint.questions.identities import Held, first_yes
from s3lint.values import Evidence, Fact


def judge(held: Held) -> Verdict:
    """Fails on what gives a user anything on S3: its own policy, or what attaches one."""
    rows = holding(held.graph, held.node, given=True)
    answer = first_yes(any_s3(holder.rights(piece)) for holder, piece in rows if holder.kind == "user")
    return Verdict.forbid(
        _where_it_is_given(held, answer.fact),
        fail="the policy grants an IAM user direct access to S3",
        undecided="cannot decide whether the policy grants an IAM user direct access to S3",
    )


def _where_it_is_given(held: Held, fact: Fact) -> Fact:
    """A managed policy may be fine for others: what is wrong is that it is attached to a user."""
    attached = held.node.managed.value
    if attached is None or not fact.is_yes:
        return fact
    return Fact(fact.truth, (Evidence(attached.span, ""), *fact.evidence), fact.reasons)


CHECK = Check(
    code="S3L703",
    name="iam-user-s3-access",
    severity=Severity.LOW,
    profile=Profile.AUDIT,
    subjects=lambda graph: views(graph, IdentityPolicy),
    judge=judge,
    edit="none: a user's access keys may be in use",
    fix="use a role with temporary credentials",
    terraform="aws_iam_role_policy instead of aws_iam_user_policy",
    cloudformation="Policies of an AWS::IAM::Role instead of an AWS::IAM::User",
    doc=__doc__,
    aliases=("CKV_AWS_273", "CKV_AWS_40", "IAMUserNoPolicies"),
    references=("https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html",),
)

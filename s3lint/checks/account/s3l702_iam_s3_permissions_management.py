"""An identity policy allows its holder to change the permissions of every bucket.

A principal that can change bucket policies, ACLs, Block Public Access or Object Ownership can give itself, and the
world, every other permission. Grant that on named buckets only, to the role that deploys them.

An action counts on the kind of resource that it is about: `s3:PutBucketPolicy` on `arn:aws:s3:::*/*`, which matches
objects alone, grants nothing. Deny, permissions boundaries and bounds to an account count as in S3L701.

Undecided when an action, a resource or the managed policy is unknown.

```terraform bad
resource "aws_iam_role_policy" "ci" {
  role = "ci"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = ["s3:GetObject", "s3:PutBucketPolicy"], Resource = "*" }] # finding
  })
}
```
```terraform good
resource "aws_iam_role_policy" "ci" {
  role = "ci"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "s3:PutBucketPolicy", Resource = "arn:aws:s3:::acme-data" }]
  })
}
```
```terraform unknown
variable "actions" {
  type = list(string)
}
resource "aws_iam_role_policy" "ci" {
  role = "ci"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = var.actions, Resource = "*" }] # unknown
  })
}
```
```cloudformation bad
Resources:
  Deploy:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Statement:
          - Effect: Allow
            Action: s3:Put*
            Resource: "*" # finding
```
```cloudformation good
Resources:
  Deploy:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Statement:
          - Effect: Allow
            Action: s3:PutObject
            Resource: "*"
```
```cloudformation unknown
Parameters:
  Action:
    Type: String
Resources:
  App:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Action: !Ref Action # unknown
            Resource: "*"
```
"""

from __future__ import annotations

from s3lint.aws.kinds import IdentityPolicy
from s3lint.checks.model import Check, Profile, Severity, Verdict
from s3lint.graph.view import views
from s3lint.policy.identity import permissions_management
from s3lint.questions.identities import Held, given, said


def judge(held: Held) -> Verdict:
    """Fails on permission management that reaches every bucket."""
    answer = given(held, permissions_management)
    return Verdict.forbid(
        answer.fact,
        fail=f"the policy allows its holder to change the permissions of every bucket: {said(answer)}",
        undecided="cannot decide whether the policy allows its holder to change the permissions of every bucket",
    )


CHECK = Check(
    code="S3L702",
    name="iam-s3-permissions-management",
    severity=Severity.MEDIUM,
    profile=Profile.STRICT,
    subjects=lambda graph: views(graph, IdentityPolicy),
    judge=judge,
    edit="none: which buckets the holder manages is a decision",
    fix="grant permission management on named buckets only",
    terraform="resources = [aws_s3_bucket.NAME.arn]",
    cloudformation="Resource: !GetAtt NAME.Arn",
    doc=__doc__,
    aliases=("CKV_AWS_109", "CKV_AWS_289"),
    references=(
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_understand-policy-summary-access-level-summaries.html",
    ),
)

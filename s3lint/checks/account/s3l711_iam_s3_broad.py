"""An identity policy can read, write or delete the objects of all buckets.

Its holder reaches the data of every bucket in the account, including future ones, in at least one way: `s3:Get*` on `*`
reads everything, `s3:PutObject` on `arn:aws:s3:::*/*` overwrites everything. S3L701 reports policies that give all
three; this check reports the rest, and says nothing where S3L701 fails.

It does not report a grant on the objects of one bucket, or one that is bounded to an account or organization by a
condition, or by a Deny that the same principal holds.

Undecided when an action, a resource or the managed policy is unknown.

```terraform bad
resource "aws_iam_policy" "report" {
  name = "report"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = ["s3:Get*", "s3:List*"], Resource = "*" }] # finding
  })
}
```
```terraform good
resource "aws_s3_bucket" "data" {
  bucket = "acme-data"
}
resource "aws_iam_policy" "report" {
  name = "report"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = "s3:ListAllMyBuckets", Resource = "*" },
      { Effect = "Allow", Action = "s3:Get*", Resource = "${aws_s3_bucket.data.arn}/*" },
    ]
  })
}
```
```terraform unknown
variable "actions" {
  type = list(string)
}
resource "aws_iam_policy" "app" {
  name = "app"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = var.actions, Resource = "*" }] # unknown
  })
}
```
```cloudformation bad
Resources:
  Auditor:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {}
      ManagedPolicyArns:
        - arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess # finding
```
```cloudformation good
Resources:
  Deploy:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Action: s3:PutObject
            Resource: "*"
          - Effect: Deny
            Action: s3:*
            Resource: "*"
            Condition:
              StringNotEquals: { "s3:ResourceAccount": !Ref AWS::AccountId }
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

from s3lint.access.identities import holding
from s3lint.aws.kinds import IdentityPolicy
from s3lint.checks.model import PASS, Check, Profile, Severity, Verdict
from s3lint.graph.view import views
from s3lint.policy.identity import some_of_s3
from s3lint.questions.identities import Held, given, said, wide
from s3lint.values import no


def judge(held: Held) -> Verdict:
    """Fails on what reaches the objects of every bucket in some ways."""
    everything = no()
    for holder, piece in holding(held.graph, held.node):
        everything = everything | wide(holder, piece).fact | wide(holder).fact
    if everything.is_yes:
        return PASS  # S3L701 reports the policy, or the principal
    answer = given(held, some_of_s3)
    return Verdict.forbid(
        answer.fact & ~everything,
        fail=f"the policy grants access to the objects of every bucket: {said(answer)}",
        undecided="cannot decide whether the policy grants access to the objects of every bucket",
    )


CHECK = Check(
    code="S3L711",
    name="iam-s3-broad",
    severity=Severity.MEDIUM,
    profile=Profile.STRICT,
    subjects=lambda graph: views(graph, IdentityPolicy),
    judge=judge,
    edit="none: which buckets the holder needs is a decision",
    fix="list the buckets that the holder needs",
    terraform='resources = ["${aws_s3_bucket.NAME.arn}/*"]',
    cloudformation='Resource: !Sub "${NAME.Arn}/*"',
    doc=__doc__,
    since="0.2.0",
    references=("https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege",),
)

"""An identity policy grants access to all of S3, or to all objects of all buckets.

Its holder can read, change and delete the data of every bucket in the account, including future ones. The check reports
`s3:*` or `*` on `*` or `arn:aws:s3:::*`, an Allow with NotAction, and managed policies such as AmazonS3FullAccess. It
does not report a grant on the objects of one bucket (`arn:aws:s3:::name/*`), or a grant with a condition on an account
or organization. It reads the policies of users, roles, groups and Identity Center permission sets, and judges a
customer-managed policy where the code creates it.

Undecided when an action, a resource or the managed policy is unknown.

```terraform bad
resource "aws_iam_policy" "wide" {
  name = "wide"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "s3:*", Resource = "*" }] # finding
  })
}
```
```terraform good
resource "aws_s3_bucket" "data" {
  bucket = "acme-data"
}
resource "aws_iam_policy" "narrow" {
  name = "narrow"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "s3:*", Resource = "${aws_s3_bucket.data.arn}/*" }]
  })
}
```
```terraform unknown
variable "resources" {
  type = list(string)
}
resource "aws_iam_policy" "open" {
  name = "open"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "s3:*", Resource = var.resources }] # unknown
  })
}
```
```cloudformation bad
Resources:
  Wide:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {}
      ManagedPolicyArns:
        - arn:aws:iam::aws:policy/AmazonS3FullAccess # finding
```
```cloudformation good
Resources:
  Narrow:
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
  App:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Action: !Ref Action
            Resource: "*" # unknown
```
"""

from __future__ import annotations

from s3lint.aws.kinds import IdentityPolicy
from s3lint.checks.model import Check, Profile, Severity, Verdict
from s3lint.graph.view import views
from s3lint.policy.identity import s3_wildcard
from s3lint.questions.identities import Held, grants


def judge(held: Held) -> Verdict:
    """Fails on a grant that reaches every bucket."""
    fact = grants(held, s3_wildcard, ("full",))
    says = next((e.says for e in fact.evidence if e.says), "")
    return Verdict.forbid(
        fact,
        fail=f"the policy grants access to all of S3: {says}",
        undecided="cannot decide whether the policy grants access to all of S3",
    )


CHECK = Check(
    code="S3L701",
    name="iam-s3-wildcard",
    severity=Severity.HIGH,
    profile=Profile.DEFAULT,
    subjects=lambda graph: views(graph, IdentityPolicy),
    judge=judge,
    fix="list the actions and the buckets that the holder needs",
    terraform='actions = ["s3:GetObject"] on resources = ["${aws_s3_bucket.NAME.arn}/*"]',
    cloudformation='Action: ["s3:GetObject"] on Resource: !Sub "${NAME.Arn}/*"',
    doc=__doc__,
    aliases=("CKV_AWS_108", "CKV_AWS_288", "CKV_AWS_289", "AWS-0345", "AWS-0346", "FG_R00218", "FG_R00220"),
    references=("https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege",),
)

"""An identity policy grants access to all of S3, or to all objects of all buckets.

Its holder can read, change and delete the data of every bucket in the account, including future ones. The check reports
what can read, write and delete all objects of all buckets: `s3:*` or `*` on `*` or `arn:aws:s3:::*`, an Allow with
NotAction, managed policies such as AmazonS3FullAccess, and single actions that add up to that. A lifecycle rule counts
as deleting.

All statements of a principal count together: inline policies, and managed policies, in this code or by AWS. Where one
policy is enough, the finding is about that policy, else about the role, user, group or permission set. A Deny counts
for every policy that its holder has. A permissions boundary grants nothing and limits what its principal can do: a
policy that is only used as a boundary passes. A policy that nobody holds in this code is judged alone, and one that
s3lint cannot see is taken not to deny anything.

It does not report a grant on the objects of one bucket (`arn:aws:s3:::name/*`), or a grant that is bounded to an
account or organization, by a condition or by a Deny. Administrators (`Action: "*"` on `*`, AdministratorAccess,
PowerUserAccess) are findings of severity info.

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
```terraform bad
resource "aws_iam_role" "sync" {
  name               = "sync"
  assume_role_policy = "{}"
}
resource "aws_iam_role_policy" "read" {
  role = aws_iam_role.sync.name
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "*" }] # finding
  })
}
resource "aws_iam_role_policy" "change" {
  role = aws_iam_role.sync.name
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = ["s3:PutObject", "s3:DeleteObject"], Resource = "*" }]
  })
}
```
```terraform good
resource "aws_iam_policy" "boundary" {
  name = "boundary"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = ["s3:*", "logs:*"], Resource = "*" }]
  })
}
resource "aws_iam_role" "app" {
  name                 = "app"
  assume_role_policy   = "{}"
  permissions_boundary = aws_iam_policy.boundary.arn
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
```cloudformation good
Resources:
  OwnAccount:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Action: s3:*
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

from collections.abc import Iterator

from s3lint.access.identities import Holder, Piece, holding
from s3lint.aws.kinds import IdentityPolicy
from s3lint.checks.model import PASS, Check, Profile, Severity, Verdict
from s3lint.graph.graph import Graph
from s3lint.graph.view import views
from s3lint.policy import Answer
from s3lint.questions.identities import Held, first_yes, is_administrator, said, wide, with_several_policies
from s3lint.values import unknown


def _subjects(graph: Graph) -> Iterator[Held | Holder]:
    """Each policy, then each principal that holds several."""
    yield from views(graph, IdentityPolicy)
    yield from with_several_policies(graph)


def judge(subject: Held | Holder) -> Verdict:
    """Fails on what reaches every bucket: one policy, else all policies of a principal together."""
    if isinstance(subject, Holder):
        return _judge_together(subject)
    rows = list(holding(subject.graph, subject.node))
    answer = first_yes(wide(holder, piece) for holder, piece in rows)
    return _verdict(answer, [row for row in rows if wide(*row).fact.is_yes] if answer.fact.is_yes else [], "the policy")


def _judge_together(holder: Holder) -> Verdict:
    answer = wide(holder)
    alone = [wide(holder, piece) for piece in holder.pieces]
    if any(one.fact.is_yes for one in alone):
        return PASS  # the policy is reported
    unseen = [reason for piece in holder.pieces for v in piece.document.variants for reason in v.open]
    if answer.fact.is_no and unseen:
        answer = Answer(unknown(*dict.fromkeys(unseen), span=holder.header))
    return _verdict(answer, [(holder, None)], f"the policies of the {holder.kind or 'principal'} together", "")


def _verdict(answer: Answer, rows: list[tuple[Holder, Piece | None]], who: str, ending: str = "s") -> Verdict:
    everything = bool(rows) and all(is_administrator(*row) for row in rows)
    what = "administrator access, all of S3 included" if everything else "access to all of S3"
    return Verdict.forbid(
        answer.fact,
        fail=f"{who} grant{ending} {what}: {said(answer)}",
        undecided=f"cannot decide whether {who} grant{ending} access to all of S3",
        severity=Severity.INFO if everything else None,
    )


CHECK = Check(
    code="S3L701",
    name="iam-s3-wildcard",
    severity=Severity.HIGH,
    profile=Profile.DEFAULT,
    subjects=_subjects,
    judge=judge,
    edit="none: which actions and buckets the holder needs is a decision",
    fix="list the actions and the buckets that the holder needs",
    terraform='actions = ["s3:GetObject"] on resources = ["${aws_s3_bucket.NAME.arn}/*"]',
    cloudformation='Action: ["s3:GetObject"] on Resource: !Sub "${NAME.Arn}/*"',
    doc=__doc__,
    aliases=(
        "CKV_AWS_108", "CKV_AWS_288", "CKV_AWS_289", "AWS-0345", "AWS-0346", "FG_R00218", "FG_R00220",
        "AwsSolutions-IAM5", "IAMPolicyNoStatementsWithAdminAccess", "IAMPolicyNoStatementsWithFullAccess",
    ),
    references=("https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege",),
)  # fmt: skip

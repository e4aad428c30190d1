"""The bucket gives access that the configuration forbids.

A team states in its configuration (`[[forbid]]`) who must never do what with which buckets. The check asks the whole
configuration for a request that such a table forbids and that gets through: bucket policy, ACL, Block Public Access,
access points, identity policies and permissions boundaries together. It names the request. Without such tables it
has nothing to say. The examples have this one:

```toml
[[forbid]]
reason  = "only role/reader may read payroll data"
actions = ["s3:GetObject"]
buckets = ["acme-payroll*"]
except  = ["role/reader"]
```

Of the bucket's own account, those count whom its policies name or to whom the code gives policies: what principals may
do that are not in the code is not asked.

Undecided when a value that decides is unknown, or when it is unknown whether the table speaks of the bucket.

```terraform bad
resource "aws_s3_bucket" "payroll" {
  bucket = "acme-payroll"
}
resource "aws_iam_role" "report" {
  name               = "report"
  assume_role_policy = "{}"
}
resource "aws_iam_role_policy" "report" {
  role = aws_iam_role.report.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["s3:GetObject"] # finding
      Resource = "${aws_s3_bucket.payroll.arn}/*"
    }]
  })
}
```
```terraform good
resource "aws_s3_bucket" "payroll" {
  bucket = "acme-payroll"
}
resource "aws_iam_role" "reader" {
  name               = "reader"
  assume_role_policy = "{}"
}
resource "aws_iam_role_policy" "reader" {
  role = aws_iam_role.reader.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = "s3:GetObject"
      Resource = "${aws_s3_bucket.payroll.arn}/*"
    }]
  })
}
```
```terraform unknown
variable "policy" {}
resource "aws_s3_bucket" "payroll" {
  bucket = "acme-payroll"
}
resource "aws_s3_bucket_policy" "payroll" {
  bucket = aws_s3_bucket.payroll.id
  policy = var.policy # unknown
}
```
```cloudformation bad
Resources:
  Payroll:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: acme-payroll
  PayrollPolicy:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Payroll
      PolicyDocument:
        Statement:
          - Effect: Allow
            Principal: {AWS: "222233334444"} # finding
            Action: s3:GetObject
            Resource: !Sub "${Payroll.Arn}/*"
```
```cloudformation good
Resources:
  Payroll:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: acme-payroll
  PayrollPolicy:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Payroll
      PolicyDocument:
        Statement:
          - Effect: Allow
            Principal: {AWS: "222233334444"}
            Action: s3:ListBucket
            Resource: !GetAtt Payroll.Arn
```
```cloudformation unknown
Parameters:
  Policy:
    Type: String
Resources:
  Payroll:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: acme-payroll
  PayrollPolicy:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Payroll
      PolicyDocument: !Ref Policy # unknown
```
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from s3lint.access.forbidden import breaches
from s3lint.checks.model import Check, Outcome, Profile, Severity, Verdict
from s3lint.graph import Bucket, opened_buckets
from s3lint.graph.context import Forbidden
from s3lint.policy.permitted import Asked
from s3lint.questions.forbidden import rules
from s3lint.values import Evidence, Fact


def judge(bucket: Bucket) -> Iterable[Verdict] | None:
    """Fails for each rule and each requester who breaks it; not asked of a bucket of which no rule speaks."""
    found = list(rules(bucket))
    return list(_verdicts(bucket, found)) if found else None


def _verdicts(bucket: Bucket, spoken: list[tuple[Forbidden, Fact]]) -> Iterator[Verdict]:
    for rule, speaks in spoken:
        found = list(breaches(bucket, rule))
        certain = [one for one in found if one.answer.fact.is_yes]
        # undecided where nobody certainly breaks it
        yield from (_verdict(rule, speaks, one) for one in certain or found[:1])


def _verdict(rule: Forbidden, speaks: Fact, found: Asked) -> Verdict:
    answer = found.answer
    fact = answer.fact & speaks
    what = f"{found.who.label}: {rule.reason}"
    severity = Severity.HIGH if rule.severity is None else Severity(rule.severity)
    places = (Evidence(s.place("Principal", "Action"), f"{s.name} allows it") for s in answer.statements)
    evidence = (*(places if answer.fact.is_yes else ()), *fact.evidence)
    said = f"{_request(found)}, which the configuration forbids ({rule.where}: {rule.reason})"
    if fact.is_yes:
        return Verdict(Outcome.FAIL, said, evidence, severity=severity, what=what)
    return Verdict(
        Outcome.UNKNOWN, f"cannot decide whether {said}", evidence, fact.reasons, severity=severity, what=what
    )


def _request(found: Asked) -> str:
    request = found.answer.request
    if request is None:
        return f"{found.who.label} has access"
    caller = found.who.label if found.who.kind == "principal" else request.caller
    return f"{caller} can call {request.call}"


CHECK = Check(
    code="S3L214",
    name="access-forbidden",
    severity=Severity.HIGH,
    profile=Profile.DEFAULT,
    subjects=opened_buckets,
    judge=judge,
    edit="none: who needs access is a decision",
    fix="remove the access, or name who needs it under `except`",
    doc=__doc__,
    references=("https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-custom-policy-checks.html",),
)

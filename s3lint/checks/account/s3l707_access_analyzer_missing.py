"""The code that creates account services creates no IAM Access Analyzer of external access.

Access Analyzer reports every resource that a principal outside the account can access, as deployed and not as written.
External access analysis is free, and needs one analyzer per region. An analyzer of unused or internal access does not
report outsiders, so it does not count.

The check looks once at each root that creates a trail, because account services belong together.

Undecided when s3lint cannot tell whether the analyzer exists, or its type.

```terraform bad
resource "aws_cloudtrail" "main" { # finding
  name           = "main"
  s3_bucket_name = "acme-trail"
}
```
```terraform bad
resource "aws_cloudtrail" "main" { # finding
  name           = "main"
  s3_bucket_name = "acme-trail"
}
resource "aws_accessanalyzer_analyzer" "unused" {
  analyzer_name = "unused"
  type          = "ACCOUNT_UNUSED_ACCESS"
}
```
```terraform good
resource "aws_cloudtrail" "main" {
  name           = "main"
  s3_bucket_name = "acme-trail"
}
resource "aws_accessanalyzer_analyzer" "main" {
  analyzer_name = "main"
}
```
```terraform unknown
variable "watched" {
  type = bool
}
resource "aws_cloudtrail" "main" {
  name           = "main"
  s3_bucket_name = "acme-trail"
}
resource "aws_accessanalyzer_analyzer" "main" {
  count         = var.watched ? 1 : 0 # unknown
  analyzer_name = "main"
}
```
```cloudformation bad
Resources:
  Trail: # finding
    Type: AWS::CloudTrail::Trail
    Properties: {IsLogging: true, S3BucketName: acme-trail}
```
```cloudformation good
Resources:
  Trail:
    Type: AWS::CloudTrail::Trail
    Properties: {IsLogging: true, S3BucketName: acme-trail}
  Analyzer:
    Type: AWS::AccessAnalyzer::Analyzer
    Properties: {Type: ACCOUNT}
```
```cloudformation unknown
Parameters:
  Watched:
    Type: String
Conditions:
  IsWatched: !Equals [!Ref Watched, "true"]
Resources:
  Trail:
    Type: AWS::CloudTrail::Trail
    Properties:
      IsLogging: true
      S3BucketName: acme-trail
  Analyzer:
    Type: AWS::AccessAnalyzer::Analyzer
    Condition: IsWatched # unknown
    Properties:
      Type: ACCOUNT
```
"""

from __future__ import annotations

from s3lint.aws.kinds import AccessAnalyzer, Trail
from s3lint.checks.model import Check, Profile, Severity, Verdict
from s3lint.graph.root import Root, root_with
from s3lint.values import no, unknown, yes


def judge(root: Root) -> Verdict:
    """Passes with an analyzer of external access."""
    found = no(root.header)
    for analyzer in root.graph.of(AccessAnalyzer):
        there = yes(analyzer.header) if analyzer.exists.is_yes else unknown(*analyzer.exists.reasons)
        found = found | (there & analyzer.finds_outsiders())
    if found.is_no:
        found = no(root.header)
    return Verdict.require(
        found,
        fail="the code creates a trail but no IAM Access Analyzer of external access",
        undecided="cannot decide whether the code creates an IAM Access Analyzer of external access",
    )


CHECK = Check(
    code="S3L707",
    name="access-analyzer-missing",
    severity=Severity.LOW,
    profile=Profile.AUDIT,
    subjects=lambda graph: root_with(graph, Trail),
    judge=judge,
    fix="create an analyzer for the account or the organization",
    terraform='aws_accessanalyzer_analyzer with type = "ACCOUNT"',
    cloudformation="AWS::AccessAnalyzer::Analyzer with Type: ACCOUNT",
    doc=__doc__,
    aliases=(
        "AWS-0175", "e592a0c5", "8d29754a", "IAM.28", "iam-external-access-analyzer-enabled",
        "accessanalyzer_enabled",
    ),
    references=("https://docs.aws.amazon.com/IAM/latest/UserGuide/what-is-access-analyzer.html",),
)  # fmt: skip

"""The code that creates account services creates no IAM Access Analyzer of external access.

Access Analyzer reports every resource that a principal outside the account can access, as deployed and not as written.
External access analysis is free, and needs one analyzer per region. An analyzer of unused or internal access does not
report outsiders, so it does not count.

The check looks once at each account in which a root creates a trail, because account services belong together. An
analyzer in another root counts for its account.

Undecided when s3lint cannot tell whether the analyzer exists, its type, or whether it is in the same account.

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
from s3lint.graph.account_fact import ANALYZER
from s3lint.graph.elsewhere import stated_elsewhere
from s3lint.graph.root import Root, root_of_each_account
from s3lint.values import Fact, Reason, no, unknown, yes


def judge(root: Root) -> Verdict:
    """Passes with an analyzer of external access."""
    found = stated_elsewhere(root.graph, ANALYZER, root.resource)
    for analyzer in root.graph.of(AccessAnalyzer):
        there = yes(analyzer.header) if analyzer.exists.is_yes else unknown(*analyzer.exists.reasons)
        found = found | (there & analyzer.finds_outsiders() & _is_for(analyzer, root))
    if found.is_no:
        found = no(root.header)
    return Verdict.require(
        found,
        fail="the code creates a trail but no IAM Access Analyzer of external access",
        undecided="cannot decide whether an IAM Access Analyzer of external access is in the trail's account",
        what=root.account,
    )


def _is_for(analyzer: AccessAnalyzer, root: Root) -> Fact:
    """Whether it analyzes the account; that of an organization may analyze any."""
    account = root.graph.places.share_account(analyzer.resource, root.resource)
    if account.is_yes:
        return account
    why = Reason("account", analyzer.address, "may be of this account's organization", analyzer.header)
    return account | (analyzer.kind.is_any("ORGANIZATION") & unknown(why))


CHECK = Check(
    code="S3L707",
    name="access-analyzer-missing",
    severity=Severity.LOW,
    profile=Profile.AUDIT,
    subjects=lambda graph: root_of_each_account(graph, graph.of(Trail)),
    judge=judge,
    edit="none: which account or organization to analyze is a decision",
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

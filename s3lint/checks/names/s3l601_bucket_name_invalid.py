"""S3 rejects the bucket's name.

A name has 3 to 63 lower-case letters, digits, dots and hyphens, begins and ends with a letter or digit, does not
contain two adjacent dots, does not look like an IP address, and does not use the prefixes and suffixes that S3
reserves. In the account-regional namespace, and only there, a name ends with `-ACCOUNT-REGION-an`, the bucket's own
account and region. The name of a directory bucket has no dots and ends with `--ZONE--x-s3`. An invalid name passes
every plan and fails during deployment, often half-way through.

If only part of a name is known, the check reports what S3 rejects whatever the rest is. It does not report a name that
the rest may make valid, and it is never undecided. Parts with a certain form (an account ID, a region, a random ID)
count as known. A placeholder (`%%NAME%%`, `<name>`, `{{name}}`, `CHANGEME`) counts as unknown, and so does an empty
default of a variable or parameter: a name that cannot exist shows that the default is not what is deployed.

```terraform bad
resource "aws_s3_bucket" "data" {
  bucket = "Acme_Data" # finding
}
```
```terraform bad
resource "aws_s3_bucket" "data" {
  bucket = "acme-data-111122223333-eu-west-1-an" # finding
}
```
```terraform bad
provider "aws" {
  region = "us-east-1"
}
resource "aws_s3_bucket" "data" {
  bucket           = "acme-data-111122223333-eu-west-1-an" # finding
  bucket_namespace = "account-regional"
}
```
```terraform bad
resource "aws_s3_directory_bucket" "data" {
  bucket = "acme-data" # finding
  location {
    name = "euw1-az1"
  }
}
```
```terraform good
resource "aws_s3_bucket" "data" {
  bucket = "acme-data"
}
```
```terraform good
data "aws_caller_identity" "current" {}
data "aws_region" "current" {}
resource "aws_s3_bucket" "data" {
  bucket           = "acme-data-${data.aws_caller_identity.current.account_id}-${data.aws_region.current.region}-an"
  bucket_namespace = "account-regional"
}
```
```terraform good
variable "team" {}
resource "aws_s3_bucket" "data" {
  bucket = "acme-${var.team}"
}
```
```terraform good
variable "prefix" {
  default = ""
}
resource "aws_s3_bucket" "data" {
  bucket = "${var.prefix}-data"
}
```
```cloudformation bad
Resources:
  Data:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: !Sub "${AWS::AccountId}-Data" # finding
```
```cloudformation bad
Resources:
  Data:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: acme-data # finding
      BucketNamespace: account-regional
```
```cloudformation good
Resources:
  Data:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: !Sub "acme-${AWS::AccountId}-data"
```
```cloudformation good
Parameters:
  Team:
    Type: String
Resources:
  Data:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: !Sub "acme-${Team}"
```
```cloudformation good
Parameters:
  Solution:
    Type: String
    Default: "%%SOLUTION_NAME%%"
Resources:
  Data:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: !Sub "${Solution}-data"
```
```cloudformation good
Parameters:
  Namespace:
    Type: String
Resources:
  Data:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: acme-data
      BucketNamespace: !Ref Namespace
```
"""

from __future__ import annotations

from s3lint.aws.kinds import OtherBucket
from s3lint.checks.model import PASS, Check, Outcome, Profile, Severity, Verdict
from s3lint.graph import Bucket, Graph, Setting, buckets
from s3lint.questions.bucket_names import HOLE, read_name
from s3lint.questions.name_rules import Rule, directory_rule, global_rule, prefix_rule, regional_rule
from s3lint.questions.regional_names import is_regional, misplaced
from s3lint.values import Fact, Reason, Scalar, Value, no, options, unknown, yes


def subjects(graph: Graph) -> list[Bucket | OtherBucket]:
    """General purpose buckets and directory buckets."""
    return [*buckets(graph), *(bucket for bucket in graph.of(OtherBucket) if bucket.kind == "directory")]


def judge(bucket: Bucket | OtherBucket) -> Verdict | None:
    """Judges the name; says nothing where it hangs on a value from outside."""
    verdict = _of(bucket)
    return None if verdict.outcome is Outcome.UNKNOWN else verdict


def _of(bucket: Bucket | OtherBucket) -> Verdict:
    """Judges the name, or the prefix of a generated one (at most 37 characters)."""
    if isinstance(bucket, OtherBucket):
        return _judge(bucket.name, directory_rule) if bucket.name.value is not None else PASS
    named, prefix = bucket.node.name, bucket.node.prefix
    if named.value is None:
        return _judge(prefix, prefix_rule) if prefix.value is not None else PASS
    regional = is_regional(bucket)
    if regional.is_unknown:
        return _judge(named, regional_rule, global_rule, undecided=regional)
    if regional.is_no:
        return _judge(named, global_rule)
    faults = (misplaced(bucket, value) for value, _ in options(named.value))
    fault = next((fault for fault in faults if fault), None)
    if fault is not None:
        return Verdict.require(
            no(named.span, f"{named.label} {fault}"), fail=f"S3 rejects the name: it {fault}", undecided=""
        )
    return _judge(named, regional_rule)


def _judge(setting: Setting, *rules: Rule, undecided: Fact | None = None) -> Verdict:
    """Judges by one rule, or by several where it is not decided which holds."""
    faults: list[str] = []
    fact = yes(setting.span)
    for value, _ in options(setting.value):
        found = [_valid(setting, value, faults, rule) for rule in rules]
        differ = undecided is not None and len({one.truth for one in found}) > 1
        fact = fact & (undecided if differ and undecided is not None else found[0])
    if not faults and fact.is_yes:
        return Verdict(Outcome.PASS, "", fact.evidence)
    return Verdict.require(
        fact,
        fail=f"S3 rejects the name: it {faults[0]}" if faults else "S3 rejects the name",
        undecided="cannot decide whether S3 accepts the name",
    )


def _valid(setting: Setting, value: Value | None, faults: list[str], rule: Rule) -> Fact:
    name = read_name(value)
    if name is None:
        is_empty = isinstance(value, Scalar) and value.data == ""
        return yes(setting.span, "the name is generated" if is_empty else "")
    found = rule(name.pattern)
    if found and value is not None and value.blank:
        found = rule(HOLE + HOLE.join(name.pattern) + HOLE)  # there may be more text anywhere
        if found is None:
            return unknown(Reason("placeholder", setting.label, "holds an empty default", setting.span))
    if found:
        faults.append(found)
        return no(setting.span, f"{setting.label} {found}")
    fits = HOLE not in name.longest and rule(name.longest) is None
    return unknown(*name.reasons, span=setting.span) if name.reasons and not fits else yes(setting.span)


CHECK = Check(
    code="S3L601",
    name="bucket-name-invalid",
    severity=Severity.HIGH,
    profile=Profile.DEFAULT,
    subjects=subjects,
    judge=judge,
    edit="none: another name is another bucket",
    fix="choose a name that follows S3's naming rules",
    doc=__doc__,
    aliases=("E1161",),
    references=("https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html",),
)

"""S3 rejects the bucket's name.

A name has 3 to 63 lower-case letters, digits, dots and hyphens, begins and ends with a letter or digit, does not
contain two adjacent dots, does not look like an IP address, and does not use the prefixes and suffixes that S3
reserves. An invalid name passes every plan and fails during deployment, often half-way through.

If only part of a name is known, the check judges that part: it is undecided when the rest may be invalid. Parts with a
certain form (an account ID, a region, a random ID) count as known, and so does a variable or parameter whose validation
or AllowedPattern allows only lower-case letters, digits and hyphens, and a length that fits.

```terraform bad
resource "aws_s3_bucket" "data" {
  bucket = "Acme_Data" # finding
}
```
```terraform good
resource "aws_s3_bucket" "data" {
  bucket = "acme-data"
}
```
```terraform unknown
variable "team" {}
resource "aws_s3_bucket" "data" {
  bucket = "acme-${var.team}" # unknown
}
```
```cloudformation bad
Resources:
  Data:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: !Sub "${AWS::AccountId}-Data" # finding
```
```cloudformation good
Resources:
  Data:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: !Sub "acme-${AWS::AccountId}-data"
```
```cloudformation unknown
Parameters:
  Team:
    Type: String
Resources:
  Data:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: !Sub "acme-${Team}" # unknown
```
"""

from __future__ import annotations

import re

from s3lint.checks.model import PASS, Check, Outcome, Profile, Severity, Verdict
from s3lint.graph import Bucket, Setting, buckets
from s3lint.questions.bucket_names import HOLE, read_name
from s3lint.values import Fact, Scalar, Value, no, options, unknown, yes

_RESERVED_PREFIXES = ("xn--", "sthree-", "amzn-s3-demo-")
_RESERVED_SUFFIXES = ("-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3")
_ADDRESS = re.compile(r"\d+\.\d+\.\d+\.\d+")


def fault(name: str, *, shortest: int = 3, longest: int = 63) -> str | None:
    """Why S3 rejects a name (its holes may hold anything), or None."""
    known = name.replace(HOLE, "")
    wrong = re.search(r"[^a-z0-9.-]", known)
    if wrong:
        return f"contains {wrong[0]!r}, but only lower-case letters, digits, dots and hyphens are allowed"
    if len(known) > longest:
        return f"is longer than {longest} characters"
    if HOLE not in name and len(name) < shortest:
        return f"is shorter than {shortest} characters"
    if ".." in name:
        return "contains two adjacent dots"
    if name[:1] in ".-" and name:
        return "begins with a dot or hyphen"
    if shortest > 1 and name[-1:] in (".", "-"):
        return "ends with a dot or hyphen"
    if _ADDRESS.fullmatch(name):
        return "looks like an IP address"
    for prefix in _RESERVED_PREFIXES:
        if name.startswith(prefix):
            return f"begins with {prefix}, which S3 reserves"
    for suffix in _RESERVED_SUFFIXES:
        if name.endswith(suffix):
            return f"ends with {suffix}, which S3 reserves"
    return None


def judge(bucket: Bucket) -> Verdict:
    """Judges the name, or the prefix of a generated one (at most 37 characters)."""
    named, prefix = bucket.node.name, bucket.node.prefix
    if named.value is not None:
        return _judge(named, shortest=3, longest=63)
    return _judge(prefix, shortest=1, longest=37) if prefix.value is not None else PASS


def _judge(setting: Setting, *, shortest: int, longest: int) -> Verdict:
    faults: list[str] = []
    fact = yes(setting.span)
    for value, _ in options(setting.value):
        fact = fact & _valid(setting, value, faults, shortest, longest)
    if not faults and fact.is_yes:
        return Verdict(Outcome.PASS, "", fact.evidence)
    return Verdict.require(
        fact,
        fail=f"S3 rejects the name: it {faults[0]}" if faults else "S3 rejects the name",
        undecided="cannot decide whether S3 accepts the name",
    )


def _valid(setting: Setting, value: Value | None, faults: list[str], shortest: int, longest: int) -> Fact:
    name = read_name(value)
    if name is None:
        is_empty = isinstance(value, Scalar) and value.data == ""
        return yes(setting.span, "the name is generated" if is_empty else "")
    found = fault(name.pattern, shortest=shortest, longest=longest)
    if found:
        faults.append(found)
        return no(setting.span, f"{setting.label} {found}")
    fits = HOLE not in name.longest and fault(name.longest, shortest=shortest, longest=longest) is None
    return unknown(*name.reasons, span=setting.span) if name.reasons and not fits else yes(setting.span)


CHECK = Check(
    code="S3L601",
    name="bucket-name-invalid",
    severity=Severity.HIGH,
    profile=Profile.DEFAULT,
    subjects=buckets,
    judge=judge,
    fix="choose a name that follows S3's naming rules",
    doc=__doc__,
    aliases=("E1161",),
    references=("https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html",),
)

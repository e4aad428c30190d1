"""The bucket does not turn on all four Block Public Access settings.

Block Public Access is the safety net below every other control: a public ACL or policy that somebody adds by mistake
has no effect. S3 turns it on for buckets created since April 2023, but only at creation: older and imported buckets
lack it, and drift can remove it unnoticed. Settings in code keep it on.

Terraform sends an argument that is missing from `aws_s3_bucket_public_access_block` as `false`, so a resource with one
argument turns the other three off, which is worse than having no resource. In CloudFormation, a key that is missing
from `PublicAccessBlockConfiguration` counts as `false` too.

This check looks at the bucket only. Account-level settings count for who can reach the bucket (S3L101), but not here.
If the code configures no settings at all, the severity is medium instead of high. Where the configuration declares that
the bucket is a public site or public content (`[[bucket]]`), the settings for policies may be off: the check passes if
those for ACLs are on.

Undecided when a setting is unknown and no other setting is false.

```terraform bad
resource "aws_s3_bucket" "logs" {
  bucket = "acme-logs"
}
resource "aws_s3_bucket_public_access_block" "logs" {
  bucket                  = aws_s3_bucket.logs.id
  block_public_acls       = true
  ignore_public_acls      = true
  block_public_policy     = false # finding
  restrict_public_buckets = true
}
```
```terraform bad
resource "aws_s3_bucket" "logs" { # finding
  bucket = "acme-logs"
}
```
```terraform good
resource "aws_s3_bucket" "logs" {
  bucket = "acme-logs"
}
resource "aws_s3_bucket_public_access_block" "logs" {
  bucket                  = aws_s3_bucket.logs.id
  block_public_acls       = true
  ignore_public_acls      = true
  block_public_policy     = true
  restrict_public_buckets = true
}
```
```terraform unknown
variable "private" {
  type = bool
}
resource "aws_s3_bucket" "logs" {
  bucket = "acme-logs"
}
resource "aws_s3_bucket_public_access_block" "logs" {
  bucket                  = aws_s3_bucket.logs.id
  block_public_acls       = true
  ignore_public_acls      = true
  block_public_policy     = var.private # unknown
  restrict_public_buckets = true
}
```
```cloudformation bad
Resources:
  Logs: # finding
    Type: AWS::S3::Bucket
```
```cloudformation bad
Resources:
  Logs:
    Type: AWS::S3::Bucket
    Properties:
      PublicAccessBlockConfiguration:
        BlockPublicAcls: true
        IgnorePublicAcls: true
        BlockPublicPolicy: "false" # finding
        RestrictPublicBuckets: true
```
```cloudformation good
Resources:
  Logs:
    Type: AWS::S3::Bucket
    Properties:
      PublicAccessBlockConfiguration:
        BlockPublicAcls: true
        IgnorePublicAcls: true
        BlockPublicPolicy: true
        RestrictPublicBuckets: true
```
```cloudformation unknown
Parameters:
  Private:
    Type: String
Resources:
  Logs:
    Type: AWS::S3::Bucket
    Properties:
      PublicAccessBlockConfiguration:
        BlockPublicAcls: true
        IgnorePublicAcls: true
        BlockPublicPolicy: !Ref Private # unknown
        RestrictPublicBuckets: true
```
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import reduce
from operator import and_

from s3lint.access.decisions import access
from s3lint.aws.kinds import Origin, PublicAccessBlock, Website
from s3lint.checks.model import Check, Outcome, Profile, Severity, Verdict
from s3lint.checks.settled import unless
from s3lint.checks.wanted import Companion
from s3lint.checks.wanted import Setting as Set
from s3lint.checks.wording import are_not_true
from s3lint.graph import BPA_FLAGS, Bucket, buckets
from s3lint.questions.roles import meant_for_everyone
from s3lint.values import no
from s3lint.values.setting import Setting

Flags = Callable[[PublicAccessBlock], Sequence[Setting]]


def judge(bucket: Bucket) -> Verdict:
    """Fails with the flags that are off, or as a whole where there is no block."""
    if bucket.public_access_block.is_absent:
        return Verdict.require(
            no(bucket.header, "the bucket has no public access block"),
            fail="the code sets no Block Public Access for this bucket",
            undecided="",
            severity=Severity.MEDIUM,
            parts=BPA_FLAGS,
            wanted=(Companion(PublicAccessBlock, dict.fromkeys(BPA_FLAGS, True)),),
            safe=lambda: _takes_nothing_away(bucket),
        )
    verdict = _verdict(bucket, lambda block: block.flags)
    if verdict.outcome is Outcome.PASS:
        return verdict
    _, declared = meant_for_everyone(bucket, CHECK.code)
    if not declared.is_no and (of_acls := _verdict(bucket, _of_acls)).outcome is not Outcome.PASS:
        return of_acls
    return unless(verdict, lambda: declared, "cannot decide whether the bucket is meant to be publicly accessible")


def _of_acls(block: PublicAccessBlock) -> Sequence[Setting]:
    """What a public site has no need to switch off: its policy alone is public."""
    return block.block_public_acls, block.ignore_public_acls


def _verdict(bucket: Bucket, flags: Flags) -> Verdict:
    """Fails with those of the flags that are off."""
    blocks = bucket.public_access_block
    off = [
        (block, name)
        for block in blocks.certain
        for name, flag in zip(BPA_FLAGS, block.flags, strict=True)
        if flag in flags(block) and flag.is_true().is_no
    ]
    says = are_not_true([bucket.setting_of(*one).label for one in off]) if off else "Block Public Access is incomplete"
    return Verdict.require(
        blocks.ask(
            lambda block: reduce(and_, (flag.is_true() for flag in flags(block))),
            absent=no(bucket.header, "the bucket has no public access block"),
        ),
        fail=says,
        undecided="cannot decide whether all four Block Public Access settings are on",
        parts=BPA_FLAGS if blocks.unseen else _not_on(blocks.all),
        wanted=(Set(block, name, True) for block, name in off),
        safe=lambda: _takes_nothing_away(bucket),
    )


def _takes_nothing_away(bucket: Bucket) -> bool:
    """Whether nothing that the code states is public, be it masked now or not."""
    known = access(bucket)
    return (
        known.unmasked.answer.fact.is_no
        and known.policy_public.fact.is_no
        and bucket.acls_disabled().is_yes
        and bucket.controls(Website).is_absent
        and not _uses_lists(bucket)
    )


def _uses_lists(bucket: Bucket) -> bool:
    """Whether objects may have ACLs that are in use: the code states one, or CloudFront reads without an identity.

    S3 refuses ACLs where they are off by default, so either says that the bucket is older than that default.
    """
    if not bucket.ownership.is_absent:  # ACLs are off for certain
        return False
    if not bucket.acl.is_absent:
        return True
    origins = (node for node, _ in bucket.graph.pointing_at(bucket.node, "reads") if isinstance(node, Origin))
    return any(not (one.access_control.is_set() | one.access_identity.is_set()).is_yes for one in origins)


def _not_on(blocks: Iterable[PublicAccessBlock]) -> list[str]:
    """The settings that are not known to be on."""
    pairs = [pair for block in blocks for pair in zip(BPA_FLAGS, block.flags, strict=True)]
    return list(dict.fromkeys(name for name, flag in pairs if not flag.is_true().is_yes))


CHECK = Check(
    code="S3L102",
    name="block-public-access",
    severity=Severity.HIGH,
    profile=Profile.DEFAULT,
    subjects=buckets,
    judge=judge,
    edit="unsafe: it ends access that a public policy or ACL grants; safe where nothing is granted to the public",
    fix="set all four settings to true",
    terraform=(
        "block_public_acls, ignore_public_acls, block_public_policy and restrict_public_buckets = true in "
        "aws_s3_bucket_public_access_block"
    ),
    cloudformation=(
        "PublicAccessBlockConfiguration: {BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: "
        "true, RestrictPublicBuckets: true}"
    ),
    doc=__doc__,
    aliases=(
        "CKV2_AWS_6", "CKV_AWS_53", "CKV_AWS_54", "CKV_AWS_55", "CKV_AWS_56", "AWS-0086", "AWS-0087", "AWS-0091",
        "AWS-0093", "AWS-0094", "d0cc8694", "48f100d9", "1a4bc881", "860ba89b", "4fa66806", "6c8d51af", "1ec253ab",
        "350cd468", "AC_AWS_0496", "FG_R00229", "S3_BUCKET_LEVEL_PUBLIC_ACCESS_PROHIBITED",
        "S3_BUCKET_PUBLIC_READ_PROHIBITED", "S3_BUCKET_PUBLIC_WRITE_PROHIBITED", "AwsSolutions-S2",
        "S3BucketLevelPublicAccessProhibited", "S3BucketPublicReadProhibited", "S3BucketPublicWriteProhibited",
        "S3.8", "s3-bucket-level-public-access-prohibited", "s3_bucket_level_public_access_block",
    ),
    references=(
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html",
        "https://aws.amazon.com/blogs/aws/heads-up-amazon-s3-security-changes-are-coming-in-april-of-2023/",
    ),
)  # fmt: skip

"""The account's Block Public Access is incomplete.

Only account settings protect every bucket, including the buckets that no code declares. As with the bucket's own
resource, Terraform sends a missing argument as `false` and so turns that setting off for the whole account.

CloudFormation has no resource for account settings: declare them in the configuration (`account-public-access-block`),
so that S3L101 takes them into account. In the audit profile, this check also reports code that has buckets in an
account and sets the account's Block Public Access nowhere. Settings in another root of the scanned tree, and an S3
policy of the organization, count for their account.

Undecided when one of the four settings is unknown and none is false, and when another root's settings may be of this
account.

```terraform bad
resource "aws_s3_account_public_access_block" "this" {
  block_public_acls       = true
  ignore_public_acls      = true
  block_public_policy     = true
  restrict_public_buckets = false # finding
}
```
```terraform good
resource "aws_s3_account_public_access_block" "this" {
  block_public_acls       = true
  ignore_public_acls      = true
  block_public_policy     = true
  restrict_public_buckets = true
}
```
```terraform unknown
variable "restrict" {
  type = bool
}
resource "aws_s3_account_public_access_block" "this" {
  block_public_acls       = true
  ignore_public_acls      = true
  block_public_policy     = true
  restrict_public_buckets = var.restrict # unknown
}
```
"""

from __future__ import annotations

from functools import reduce
from operator import and_, or_

from s3lint.access.account_block import account_blocks, account_flag
from s3lint.aws.kinds import BucketNode, PublicAccessBlock
from s3lint.checks.model import Check, Profile, Severity, Verdict
from s3lint.checks.wanted import Setting
from s3lint.checks.wording import are_not_true
from s3lint.graph import BPA_FLAGS, Graph, buckets
from s3lint.graph.root import Root, and_where_none_is
from s3lint.values import Fact, no


def subjects(graph: Graph) -> list[PublicAccessBlock | Root]:
    """The account's settings in the code; in the audit profile each account that has buckets and not these."""
    blocks = [block for block in graph.of(PublicAccessBlock) if block.level == "account"]
    held = [bucket.node for bucket in buckets(graph)] or graph.of(BucketNode)[:1]

    def is_there(root: Root) -> Fact:
        return reduce(or_, (fact for _, fact in account_blocks(graph, root.first)), no())

    return and_where_none_is(graph, blocks, held, is_there)


def judge(block: PublicAccessBlock | Root) -> Verdict:
    """Fails with the flags that are off."""
    if isinstance(block, Root):
        facts = (account_flag(block.graph, block.first, flag) for flag in BPA_FLAGS)
        return Verdict.require(
            reduce(and_, facts),
            fail="neither the code nor the configuration sets the account's Block Public Access",
            undecided="cannot decide whether the account's Block Public Access is set elsewhere",
            severity=Severity.INFO,
            what=block.account,
        )
    first, *rest = (flag.is_true() for flag in block.flags)
    for fact in rest:
        first = first & fact
    off = [flag.label for flag in block.flags if flag.is_true().is_no]
    return Verdict.require(
        first,
        fail=f"the account's Block Public Access is incomplete: {are_not_true(off)}",
        undecided="cannot decide whether all four Block Public Access settings of the account are on",
        wanted=[
            Setting(block, name, True)
            for name, flag in zip(BPA_FLAGS, block.flags, strict=True)
            if flag.is_true().is_no
        ],
    )


CHECK = Check(
    code="S3L108",
    name="account-block-public-access",
    severity=Severity.HIGH,
    profile=Profile.DEFAULT,
    subjects=subjects,
    judge=judge,
    edit=(
        "unsafe: it ends public access to every bucket of the account; none where the code does not state the "
        "account's block"
    ),
    fix="set all four settings to true",
    terraform=(
        "block_public_acls, ignore_public_acls, block_public_policy and restrict_public_buckets = true in "
        "aws_s3_account_public_access_block"
    ),
    doc=__doc__,
    aliases=(
        "S3.1", "s3-account-level-public-access-blocks", "s3-account-level-public-access-blocks-periodic",
        "s3_account_level_public_access_blocks",
    ),
    references=("https://docs.aws.amazon.com/AmazonS3/latest/userguide/configuring-block-public-access-account.html",),
)  # fmt: skip

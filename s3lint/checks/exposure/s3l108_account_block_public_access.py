"""The account's Block Public Access is incomplete.

Only account settings protect every bucket, including the buckets that no code declares. As with the bucket's own
resource, Terraform sends a missing argument as `false` and so turns that setting off for the whole account.

CloudFormation has no resource for account settings: declare them in the configuration (`account-public-access-block`),
so that S3L101 takes them into account. In the audit profile, this check also reports code that has buckets and sets the
account's Block Public Access nowhere.

Undecided when one of the four settings is unknown and none is false.

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

from s3lint.aws.kinds import BucketNode, PublicAccessBlock
from s3lint.checks.model import Check, Outcome, Profile, Severity, Verdict
from s3lint.checks.wording import are_not_true
from s3lint.graph import BPA_FLAGS, Graph
from s3lint.graph.root import Root, root_with


def subjects(graph: Graph) -> list[PublicAccessBlock] | list[Root]:
    """The account's settings in the code; in the audit profile the root that has buckets and states none."""
    blocks = [block for block in graph.of(PublicAccessBlock) if block.level == "account"]
    stated = blocks or set(BPA_FLAGS) <= graph.context.account_block
    return blocks if stated or not graph.context.audit else root_with(graph, BucketNode)


def judge(block: PublicAccessBlock | Root) -> Verdict:
    """Fails with the flags that are off."""
    if isinstance(block, Root):
        return Verdict(
            Outcome.FAIL,
            "neither the code nor the configuration sets the account's Block Public Access",
            severity=Severity.INFO,
        )
    first, *rest = (flag.is_true() for flag in block.flags)
    for fact in rest:
        first = first & fact
    off = [flag.label for flag in block.flags if flag.is_true().is_no]
    return Verdict.require(
        first,
        fail=f"the account's Block Public Access is incomplete: {are_not_true(off)}",
        undecided="cannot decide whether all four Block Public Access settings of the account are on",
    )


CHECK = Check(
    code="S3L108",
    name="account-block-public-access",
    severity=Severity.HIGH,
    profile=Profile.DEFAULT,
    subjects=subjects,
    judge=judge,
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

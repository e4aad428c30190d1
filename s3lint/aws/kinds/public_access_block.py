"""Block Public Access: of a bucket, of the account, of an access point.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
"""

from __future__ import annotations

from s3lint.aws.adapter import Builder
from s3lint.aws.node import Node
from s3lint.aws.resource_type import ResourceType
from s3lint.aws.rows import Absent, Rows, row
from s3lint.aws.section import Section
from s3lint.aws.spellings import path
from s3lint.record import replace
from s3lint.values import Reason, unknown
from s3lint.values.setting import Setting

BPA_FLAGS = ("block_public_acls", "ignore_public_acls", "block_public_policy", "restrict_public_buckets")
_NAMES = ("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets")


class PublicAccessBlock(Node, eq=False, kw_only=True):
    """Block Public Access of a bucket, of the account, or of an access point."""

    block_public_acls: Setting
    ignore_public_acls: Setting
    block_public_policy: Setting
    restrict_public_buckets: Setting
    account: Setting | None = None  # whose they are, of the settings of an account
    level: str = "bucket"

    @property
    def flags(self) -> tuple[Setting, Setting, Setting, Setting]:
        """The four settings."""
        return self.block_public_acls, self.ignore_public_acls, self.block_public_policy, self.restrict_public_buckets


# PutPublicAccessBlock replaces the whole configuration, and the provider sends an omitted flag as false
FLAGS = Rows(PublicAccessBlock, *(row(flag, name, absent=False) for flag, name in zip(BPA_FLAGS, _NAMES, strict=True)))
# of an access point, the provider takes true; what a template's omitted key means is not documented
POINT_FLAGS = Rows(
    PublicAccessBlock,
    *(row(flag, name, absent=Absent(None, True)) for flag, name in zip(BPA_FLAGS, _NAMES, strict=True)),
)
_OF_ACCOUNT = Rows(PublicAccessBlock, *FLAGS.rows, row("account", terraform="account_id"))
INLINE = path("PublicAccessBlockConfiguration", "")


def inline(body: Section, bucket: Node, builder: Builder) -> None:
    """The block that a template states in the bucket itself."""
    FLAGS.governing(body, INLINE, bucket, builder)


def of_point(sections: tuple[list[Section], tuple[Reason, ...]]) -> PublicAccessBlock | None:
    """The block of an access point; None where nothing is stated, so all four flags are true."""
    found, _ = sections
    return POINT_FLAGS.node(found[0], level="access point") if found else None


def _separate(body: Section, builder: Builder) -> None:
    builder.govern(FLAGS.node(body), body.get(path("Bucket")))


def _account(body: Section, builder: Builder) -> None:
    builder.add(_OF_ACCOUNT.node(body, level="account"))


def _by_a_stranger(body: Section, builder: Builder) -> None:
    """Settings that a type of somebody else's bears in its name: whether they become the account's is not known."""
    node = _OF_ACCOUNT.node(body, level="account")
    reason = Reason("type", body.resource.type, "is not a type of AWS: what it does is not known", body.resource.header)
    node.resource = replace(node.resource, exists=unknown(reason))
    builder.add(node)


BY_A_STRANGER = ResourceType(adapt=_by_a_stranger, rows=(_OF_ACCOUNT,))
"""A type of a registry of CloudFormation, which has none for the account's Block Public Access.

https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-types.html
"""

TYPES = (
    ResourceType(terraform="aws_s3_bucket_public_access_block", adapt=_separate, rows=(FLAGS,)),
    ResourceType(terraform="aws_s3_account_public_access_block", adapt=_account, rows=(_OF_ACCOUNT,), of_account=True),
)

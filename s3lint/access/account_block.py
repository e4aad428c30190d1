"""Block Public Access of the account: what of this code and of the configuration counts for a bucket."""

from __future__ import annotations

from collections.abc import Iterator

from s3lint.access.grounding import Ground
from s3lint.access.organization_block import organization_block
from s3lint.access.policies import text
from s3lint.aws.kinds import Node, PublicAccessBlock
from s3lint.graph.bucket import Bucket
from s3lint.graph.elsewhere import stated_elsewhere
from s3lint.graph.graph import Graph
from s3lint.policy.glob import NO, YES, same
from s3lint.values import Fact, Unknown, no, undecided, unknown, yes

_STATED = "the configuration says that the account's Block Public Access is on"


def account_blocks(graph: Graph, bucket: Node) -> Iterator[tuple[PublicAccessBlock, Fact]]:
    """The settings of accounts, each with whether they are there and are those of a bucket's account."""
    for block in graph.of(PublicAccessBlock):
        if block.level == "account":
            there = yes() if block.exists.is_yes else unknown(*block.exists.reasons)
            whose = _is_for(graph, block, bucket)
            if not whose.is_no:
                yield block, there & whose


def _is_for(graph: Graph, block: PublicAccessBlock, bucket: Node) -> Fact:
    """Whether the settings are those of a bucket's account: the one that they name, else where they are made."""
    stated = block.account.value if block.account else None
    if stated is None:
        return graph.places.share_account(block.resource, bucket.resource)
    match = same(text(graph, stated), Ground(graph).account(bucket.resource))
    if match in (YES, NO):
        return yes() if match == YES else no()
    return undecided(stated) if isinstance(stated, Unknown) else unknown(graph.places.account(bucket.resource).reason)


def account_flag(graph: Graph, bucket: Node, name: str) -> Fact:
    """Whether a flag is on for the bucket's whole account: by configuration, by this code or another root's."""
    found = no()
    for alias, flags in graph.context.account_blocks:
        if name in flags:
            said = graph.places.is_in(bucket.resource, alias)
            found = found | (yes(says=_STATED) if said.is_yes else said)
    for block, there in account_blocks(graph, bucket):
        found = found | (there & Bucket.setting_of(block, name).is_true())
    return found | organization_block(graph, bucket.resource) | stated_elsewhere(graph, name, bucket.resource)

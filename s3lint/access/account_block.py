"""Block Public Access of the account: the blocks of this code that count for a bucket."""

from __future__ import annotations

from collections.abc import Iterator

from s3lint.access.grounding import Ground
from s3lint.access.policies import text
from s3lint.aws.kinds import Node, PublicAccessBlock
from s3lint.graph.bucket import Bucket
from s3lint.graph.graph import Graph
from s3lint.policy.answers import ACCOUNT_UNKNOWN
from s3lint.policy.glob import NO, YES, same
from s3lint.values import Fact, Unknown, Value, no, undecided, unknown, yes


def account_blocks(graph: Graph, bucket: Node) -> Iterator[tuple[PublicAccessBlock, Fact]]:
    """The account's settings of a bucket's provider, each with whether they are there and for the bucket's account."""
    account = Ground(graph).account
    for block in graph.of(PublicAccessBlock):
        if block.level != "account" or block.resource.provider != bucket.resource.provider:
            continue
        there = yes() if block.exists.is_yes else unknown(*block.exists.reasons)
        stated = block.account.value if block.account else None
        match = same(text(graph, stated), account) if stated is not None else YES
        if match != NO:
            yield block, there if match == YES else there & _whose(stated)


def _whose(stated: Value | None) -> Fact:
    return undecided(stated) if isinstance(stated, Unknown) else unknown(ACCOUNT_UNKNOWN)


def account_flag(bucket: Bucket, name: str) -> Fact:
    """Whether a flag is on for the bucket's whole account: by configuration, or by this code."""
    if name in bucket.graph.context.account_block:
        return yes(says="the configuration says that the account's Block Public Access is on")
    found = no()
    for block, there in account_blocks(bucket.graph, bucket.node):
        found = found | (there & Bucket.setting_of(block, name).is_true())
    return found

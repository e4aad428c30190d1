"""Block Public Access of the account: the blocks of this code that count for a bucket."""

from __future__ import annotations

from collections.abc import Iterator

from s3lint.access.grounding import Ground
from s3lint.access.policies import text
from s3lint.aws.kinds import Node, PublicAccessBlock
from s3lint.graph.bucket import Bucket
from s3lint.graph.graph import Graph
from s3lint.policy.glob import YES, same
from s3lint.values import Fact, no, unknown, yes


def account_blocks(graph: Graph, bucket: Node) -> Iterator[PublicAccessBlock]:
    """The account's settings that are those of a bucket's account: of the same provider, and of no other account."""
    account = Ground(graph).account
    for block in graph.of(PublicAccessBlock):
        if block.level != "account" or block.resource.provider != bucket.resource.provider:
            continue
        stated = block.account.value if block.account else None
        if stated is None or same(text(graph, stated), account) == YES:
            yield block


def account_flag(bucket: Bucket, name: str) -> Fact:
    """Whether a flag is on for the bucket's whole account: by configuration, or by this code."""
    if name in bucket.graph.context.account_block:
        return yes(says="the configuration says that the account's Block Public Access is on")
    found = no()
    for block in account_blocks(bucket.graph, bucket.node):
        there = yes() if block.exists.is_yes else unknown(*block.exists.reasons)
        found = found | (there & Bucket.setting_of(block, name).is_true())
    return found

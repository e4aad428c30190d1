"""Whether one node of the graph does its part: the colour that a picture gives it."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from operator import and_, or_
from typing import Any

from s3lint.access.acls import public_grant
from s3lint.access.decisions import access
from s3lint.access.reach import not_here, stated_elsewhere
from s3lint.aws.kinds import (
    AccessLogging,
    Acl,
    BucketNode,
    BucketPolicy,
    CorsRule,
    Encryption,
    LifecycleRule,
    Node,
    ObjectLockRule,
    Ownership,
    PublicAccessBlock,
    ReplicationRule,
    Trail,
    Unseen,
    Versioning,
)
from s3lint.graph import Bucket, bucket_of
from s3lint.graph.graph import Graph
from s3lint.values import Fact, Reason, unknown, yes
from s3lint.values.setting import show


def _block(node: PublicAccessBlock) -> Fact:
    fact = reduce(and_, (flag.is_true() for flag in node.flags))
    return yes(node.header, "all four settings are on") if fact.is_yes else fact


def _cors(node: CorsRule) -> Fact:
    every = node.origins.lists("*")
    return yes(node.header, "the rule does not allow every origin") if every.is_no else ~every


_STATES: dict[type[Node], Callable[[Any], Fact]] = {
    PublicAccessBlock: _block,
    Encryption: lambda node: node.is_valid(),
    Versioning: lambda node: node.status.is_any("Enabled", "true"),
    Ownership: lambda node: node.value.is_any("BucketOwnerEnforced"),
    Acl: lambda node: ~public_grant(node),
    AccessLogging: lambda node: yes(node.header, f"delivers to {show(node.target.value)}"),
    LifecycleRule: lambda node: node.enabled(),
    ReplicationRule: lambda node: node.enabled(),
    ObjectLockRule: lambda node: node.is_on(),
    Trail: lambda node: node.is_on(),
    CorsRule: _cors,
    Unseen: lambda node: unknown(*node.reasons),
}
# of several rules of one resource one in force is enough
_ANY = (LifecycleRule, ReplicationRule)


def state(graph: Graph, nodes: list[Node]) -> Fact | None:
    """Whether what a resource states of one kind protects; None for kinds that are neither good nor bad."""
    first = nodes[0]
    if isinstance(first, BucketNode):
        return _reach(bucket_of(graph, first))
    if isinstance(first, BucketPolicy):
        return _policy(graph, first)
    asked = _STATES.get(type(first))
    if asked is None:
        return None
    return reduce(or_ if isinstance(first, _ANY) else and_, map(asked, nodes))


def _reach(bucket: Bucket) -> Fact:
    """Whether nobody unnamed gets in."""
    fact = ~access(bucket).exposure.answer.fact
    if fact.is_yes and (elsewhere := stated_elsewhere(bucket)):
        return unknown(Reason("existing", "", not_here(elsewhere)))
    return _said(fact, "nothing grants access to unnamed principals")


def _policy(graph: Graph, node: BucketPolicy) -> Fact | None:
    """Whether S3 calls it public, on the buckets that it governs."""
    buckets = [target for target, _ in graph.network.out_of(node, "governs") if isinstance(target, BucketNode)]
    facts = [~access(bucket_of(graph, bucket)).policy_public.fact for bucket in buckets]
    return _said(reduce(and_, facts), "the policy is not public") if facts else None


def _said(fact: Fact, otherwise: str) -> Fact:
    """A yes that says why."""
    return fact.because(None, otherwise) if fact.is_yes else fact


def words(fact: Fact) -> str:
    """A fact in a few words: what makes it so, or what it hangs on."""
    if fact.is_unknown:
        return "; ".join(dict.fromkeys(f"{r.name} {r.text}".strip() for r in fact.reasons[:2]))
    return "; ".join(dict.fromkeys(e.says for e in fact.evidence if e.says))

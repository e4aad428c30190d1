"""What is believed about a bucket, in a few lines: each control, its state, what is set and where."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from s3lint.access.acls import public_grant
from s3lint.access.decisions import access
from s3lint.aws.kinds import LifecycleRule, Node, ObjectLockRule, ReplicationRule
from s3lint.graph.bucket import Bucket
from s3lint.graph.context import BPA_FLAGS
from s3lint.graph.governing import Governing
from s3lint.record import Struct, replace
from s3lint.source import Span
from s3lint.values import Fact, no, yes
from s3lint.values.setting import show

# S3's defaults depend on when a bucket was made (the user guide's page on Block Public Access, and on ownership)
NOT_HERE = "not in this code"
_NOT_STATED = "not configured (on by default since April 2023)"


class Belief(Struct, frozen=True):
    """One line: what it is about, whether it holds (yes, no, unknown), and what makes it so."""

    label: str
    state: str
    text: str
    span: Span | None


def beliefs(bucket: Bucket) -> Iterator[Belief]:
    """The lines about one bucket, most telling first. Of an existing one, what the code does not state is not known."""
    for belief, *controls in _lines(bucket):
        if bucket.node.existing and all(governing.is_absent for governing in controls):
            yield Belief(belief.label, "unknown", NOT_HERE, None)
        else:
            yield belief


def _lines(bucket: Bucket) -> Iterator[tuple[Belief, *tuple[Governing[Any], ...]]]:
    """Each line with the controls that it rests on."""
    for flag in BPA_FLAGS:
        belief = _belief(flag.replace("_", " "), bucket.flag(flag))
        stated = replace(belief, text=_NOT_STATED) if bucket.public_access_block.is_absent else belief
        yield stated, bucket.public_access_block
    disabled = _belief("ACLs disabled", bucket.acls_disabled())
    yield replace(disabled, text=_NOT_STATED) if bucket.ownership.is_absent else disabled, bucket.ownership
    acl = ~bucket.acl.ask(public_grant, absent=no(bucket.header, "no ACL"), any_of=True)
    yield _belief("ACL not public", acl), bucket.acl
    yield _policy(bucket), bucket.policy
    plain_http = ~access(bucket).plain_http.fact
    yield _belief("plain HTTP denied", plain_http, otherwise=_uncovered(bucket)), bucket.policy
    yield _encryption(bucket), bucket.encryption
    locks = bucket.controls(ObjectLockRule)
    yield _belief("versioning", bucket.versioning_enabled()), bucket.versioning, locks
    yield _belief("object lock", bucket.object_lock_on()), locks
    logging = bucket.access_logging.presence()
    logged = _present(logging, bucket.access_logging.all, "no access logging")
    yield _belief("access logging", logged), bucket.access_logging
    rules = bucket.controls(LifecycleRule)
    enabled = rules.ask(lambda rule: rule.enabled(), absent=no(bucket.header, "no lifecycle rule"), any_of=True)
    yield _belief("lifecycle", enabled), rules
    copies = bucket.controls(ReplicationRule)
    copied = copies.ask(lambda rule: rule.enabled(), absent=no(says="no replication"), any_of=True)
    yield _belief("replication", copied), copies


def _belief(label: str, fact: Fact, otherwise: str = "") -> Belief:
    evidence = next((e for e in fact.evidence if e.says), None)
    reason = fact.reasons[0] if fact.is_unknown and fact.reasons else None
    if reason is not None:
        return Belief(label, "unknown", f"{reason.name} {reason.text}", reason.span)
    span = next((e.span for e in fact.evidence if e.span), None)
    return Belief(label, fact.truth.value, otherwise or (evidence.says if evidence else ""), span)


def _uncovered(bucket: Bucket) -> str:
    witness = access(bucket).plain_http.witness
    return witness


def _policy(bucket: Bucket) -> Belief:
    """The bucket policy: whether S3 calls it public; none is as good as a private one."""
    governing = bucket.policy
    if governing.is_absent:
        return Belief("policy not public", "yes", "no policy", bucket.header)
    stated = access(bucket)
    count = max((len(variant.statements) for variant in stated.document.variants), default=0)
    belief = _belief("policy not public", ~stated.policy_public.fact)
    by = f"{count} statement{'' if count == 1 else 's'} in {', '.join(node.address for node in governing.all)}"
    text = f"{by}: {belief.text}" if belief.text and belief.state != "yes" else by
    span = belief.span or next((node.header for node in governing.all), None)
    return Belief(belief.label, belief.state, text, span)


def _present(fact: Fact, nodes: tuple[Node, ...], otherwise: str) -> Fact:
    if fact.is_yes and nodes:
        return yes(nodes[0].header, f"configured by {nodes[0].address}")
    return no(says=otherwise) if fact.is_no else fact


def _encryption(bucket: Bucket) -> Belief:
    rules = bucket.encryption
    if rules.is_absent:
        return Belief("encryption", "yes", "SSE-S3 (S3's default since January 2023)", bucket.header)
    fact = rules.ask(lambda rule: rule.is_valid(), absent=yes())
    shown = [f"{show(rule.algorithm.value)}, key {show(rule.key.value)}" for rule in rules.all]
    belief = _belief("encryption", fact)
    return Belief("encryption", belief.state, "; ".join(shown) or belief.text, belief.span)


def joined(bucket: Bucket) -> list[str]:
    """The addresses of the resources that govern the bucket."""
    own = bucket.node.resource
    found = [node.address for node, _ in bucket.graph.network.into(bucket.node, "governs") if node.resource is not own]
    for edge in ("trail-logs-to", "leads-to", "reads"):
        found += [node.address for node, _ in bucket.graph.network.into(bucket.node, edge)]
    return list(dict.fromkeys(found))

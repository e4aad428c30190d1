"""Policies of the graph as the policy engine reads them, and a bucket with all that decides who reaches it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from s3lint import policy
from s3lint.graph import acls
from s3lint.graph.bucket import Bucket
from s3lint.graph.governing import Governing
from s3lint.graph.graph import Graph
from s3lint.graph.grounding import Ground
from s3lint.graph.nodes import AccessPoint, Acl, BucketPolicy, Node, PublicAccessBlock, RequestPayment
from s3lint.graph.setting import Setting
from s3lint.policy import acl as grants
from s3lint.policy import placeholders
from s3lint.policy.document import Document, Statement, Variant
from s3lint.policy.terms import ARBITRARY, Reader
from s3lint.values import Fact, Identity, Reason, Value, join_guards, no, unknown, witness, yes

_CANNED = {
    "public-read": (("READ", grants.ALL_USERS),),
    "public-read-write": (("READ", grants.ALL_USERS), ("WRITE", grants.ALL_USERS)),
    "authenticated-read": (("READ", grants.AUTHENTICATED_USERS),),
}
# accounts of AWS itself, from which services deliver
_OF_AWS = ("aws_elb_service_account", "aws_billing_service_account", "aws_redshift_service_account")
# canonical ids of one's own account, and of AWS's log delivery
_OWN_CANONICAL = ("aws_canonical_user_id", "aws_cloudfront_log_delivery_canonical_user_id")
_FIRST_POINT = "accesspoint/"


def read(graph: Graph, value: Value | None, *, resource_policy: bool = True) -> Document:
    """A policy document of this graph, its identities turned into texts."""
    return policy.read(value, _ground(graph), resource_policy=resource_policy)


def text(graph: Graph, value: Value | None) -> str:
    """A text of this graph as the policy engine compares it; empty where there is none."""
    return Reader(_ground(graph), variables=False).resources(value)[0].text if value is not None else ""


def _ground(graph: Graph) -> Callable[[Identity], str | None]:
    """What identities stand for in policies: beside what Ground knows, access points and accounts of AWS."""
    ground = Ground(graph)

    def find(identity: Identity) -> str | None:
        attribute = identity.attribute.lower()
        points = graph.index.at(identity.address, AccessPoint)
        if points and attribute in ("arn", "id"):
            return point_arn(graph, points[0], None)
        if attribute in ARBITRARY:
            return placeholders.open_hole(f"{identity.address}.{identity.attribute}")
        if identity.type in _OF_AWS:
            account = placeholders.named(identity.type)
            return f"arn:aws:iam::{account}:root" if attribute == "arn" else account
        if identity.type in _OWN_CANONICAL:
            return placeholders.named(identity.address)
        return ground(identity)

    return find


def document(bucket: Bucket) -> Document:
    """The bucket's policy, whichever of its possible policies there are."""
    return combined(bucket.graph, bucket.policy)


def combined(graph: Graph, governing: Governing[BucketPolicy]) -> Document:
    """One document with a variant for each policy that may govern."""
    variants: list[Variant] = []
    base = [read(graph, node.document) for node in governing.certain]
    for number, found in enumerate(base):
        other = governing.certain[number].address
        twice = Reason("variant", other, "is one of several policies of the bucket, of which the last applied counts")
        variants += [replace(v, because=(*v.because, twice) if len(base) > 1 else v.because) for v in found.variants]
    if not base and not governing.is_always_one:
        variants.append(Variant(()))
    for possible in governing.possible:
        for variant in read(graph, possible.node.document).variants:
            guard = join_guards((variant.guard, possible.guard))
            if guard is not None:
                because = possible.reasons or (() if possible.guard else possible.explain())
                variants.append(replace(variant, guard=guard, because=(*variant.because, *because)))
    if governing.unseen:
        variants = [replace(v, open=(*v.open, *governing.unseen)) for v in variants]
    nodes = governing.all
    return Document(tuple(variants), nodes[0].document.span if nodes else None)


def subject(bucket: Bucket) -> policy.Subject:
    """The bucket with its ACL, ownership, Block Public Access of all levels, and access points."""
    graph = bucket.graph
    ground = Ground(graph)
    return policy.Subject(
        arn=ground.bucket_arn(bucket.node),
        owner=ground.account,
        grants=tuple(_grants(bucket)),
        acls_enabled=acls_enabled(bucket),
        ignore_public_acls=flag(bucket, "ignore_public_acls"),
        restrict_public_buckets=flag(bucket, "restrict_public_buckets"),
        requester_pays=bucket.controls(RequestPayment).ask(lambda node: node.payer.is_any("Requester"), absent=no()),
        access_points=tuple(point(graph, node) for node in access_points(bucket)),
        trusted=graph.context.trusted_accounts,
    )


def acls_enabled(bucket: Bucket) -> Fact:
    """Whether ACLs are in force; where no ownership is declared, the bucket's age decides."""
    age = Reason(
        "undeclared",
        "object ownership",
        "is not declared: S3 disables ACLs on buckets made since April 2023, on older ones they are in force",
        bucket.header,
        "declare object ownership for the bucket",
    )
    return ~bucket.ownership.ask(
        lambda ownership: ownership.value.is_any("BucketOwnerEnforced"), absent=unknown(age, span=bucket.header)
    )


def flag(bucket: Bucket, name: str) -> Fact:
    """A Block Public Access flag of the bucket or the account; where nothing is declared, the bucket's age decides."""
    age = Reason(
        "undeclared",
        "Block Public Access",
        "is not declared: S3 turns it on for buckets made since April 2023, older ones may be without it",
        bucket.header,
        "declare a public access block for the bucket",
    )
    own = bucket.public_access_block.ask(
        lambda block: _setting(block, name).is_true(), absent=unknown(age, span=bucket.header)
    )
    return own | account_flag(bucket.graph, name)


def account_flag(graph: Graph, name: str) -> Fact:
    """Whether a flag is on for the whole account: by configuration, or by this code."""
    if name in graph.context.account_block:
        return yes(says="the account's Block Public Access is on (stated in the configuration)")
    found = no()
    for block in graph.of(PublicAccessBlock):
        if block.level == "account":
            there = yes() if block.exists.is_yes else unknown(*block.exists.reasons)
            found = found | (there & _setting(block, name).is_true())
    return found


def _setting(block: PublicAccessBlock, name: str) -> Setting:
    found: Setting = getattr(block, name)
    return found


def access_points(bucket: Bucket) -> list[AccessPoint]:
    """The access points that lead to a bucket."""
    sources = bucket.graph.network.into(bucket.node, "leads-to")
    return [node for node, _ in sources if isinstance(node, AccessPoint)]


def point(graph: Graph, node: AccessPoint) -> policy.AccessPointPolicy:
    """An access point as the policy engine sees it."""
    stated = combined(graph, graph.governing(node, BucketPolicy))
    account = node.account.text() or Ground(graph).account
    return policy.AccessPointPolicy(
        name=node.name.text() or node.address,
        arn=point_arn(graph, node, stated),
        document=stated,
        account=account,
        origin="VPC" if node.vpc.is_set().is_yes else "Internet",
        restricted=point_flag(node, "restrict_public_buckets"),
    )


def point_flag(node: AccessPoint, name: str) -> Fact:
    """A flag of an access point's own Block Public Access; all are true where nothing is stated."""
    if node.block is None:
        return unknown(*node.block_open) if node.block_open else yes(node.header, f"{name} is on by default")
    return _setting(node.block, name).is_true()


def point_arn(graph: Graph, node: AccessPoint, stated: Document | None) -> str:
    """The ARN of an access point; region and account as its own policy writes them, where they are not known."""
    name = node.name.text() or placeholders.named(node.address)
    for statement in stated.statements if stated else ():
        for term in statement.resources:
            parts = term.text.split(":", 5)
            if len(parts) == 6 and parts[5].split("/")[:2] == [_FIRST_POINT.rstrip("/"), name]:
                return ":".join([*parts[:5], _FIRST_POINT + name])
    account = node.account.text() or Ground(graph).account
    return f"arn:aws:s3:{placeholders.fixed_hole('the region')}:{account}:{_FIRST_POINT}{name}"


def _grants(bucket: Bucket) -> list[policy.Grant]:
    governing = bucket.acl
    found = [grant for node in governing.certain for grant in _of_acl(bucket.graph, node, ())]
    for possible in governing.possible:
        found += _of_acl(bucket.graph, possible.node, possible.explain())
    if governing.unseen:
        found.append(policy.Grant("FULL_CONTROL", grants.ALL_USERS, "", bucket.header, False, governing.unseen))
    return found


def _of_acl(graph: Graph, node: Acl, doubts: tuple[Reason, ...]) -> list[policy.Grant]:
    """The grants of one list that matter outside the account."""
    found = []
    for word, rows in _CANNED.items():
        stated = node.is_canned(word)
        if not stated.is_no:
            reasons = (*doubts, *stated.reasons)
            found += [policy.Grant(p, uri, "", node.canned.span, not reasons, reasons) for p, uri in rows]
    for grant in node.grants:
        named = text(graph, grant.grantee.value)
        if placeholders.is_named(named):
            continue  # one's own account, or a service's
        if placeholders.has_hole(named) and not placeholders.has_open_hole(named):
            permission = grant.permission.text() or "FULL_CONTROL"
            found.append(policy.Grant(permission, "", named, grant.grantee.span, not doubts, doubts))
            continue
        public = acls.is_public(grant.grantee)
        reasons = (*doubts, *public.reasons, *_conditional(grant.guard - node.guard, node))
        permission = grant.permission.text() or "FULL_CONTROL"
        if public.is_no:
            canonical = grant.grantee.text() or ""
            if canonical and not canonical.startswith("http"):
                found.append(policy.Grant(permission, "", canonical, grant.grantee.span, not reasons, reasons))
            continue
        uri = grant.grantee.text() or grants.ALL_USERS
        canonical = uri if not uri.startswith("http") else ""
        found.append(
            policy.Grant(permission, "" if canonical else uri, canonical, grant.grantee.span, not reasons, reasons)
        )
    if node.open:
        found.append(policy.Grant("FULL_CONTROL", grants.ALL_USERS, "", node.header, False, node.open))
    return found


def _conditional(guard: object, node: Node) -> tuple[Reason, ...]:
    return (Reason("variant", node.address, "grants this under an open condition", node.header),) if guard else ()


def statements(stated: Document) -> list[tuple[Statement, Fact]]:
    """The statements of all possible documents, each once, with whether it certainly is there."""
    found: dict[object, tuple[Statement, int]] = {}
    for variant in stated.variants:
        for statement in variant.statements:
            # a conditional part makes it another statement
            actions = tuple(term.text for term in statement.actions)
            principals = tuple(p.term.text for p in statement.principals or ())
            key = (statement.span, statement.index, statement.effect, actions, principals)
            first, count = found.get(key, (statement, 0))
            found[key] = (first, count + 1)
    total = len(stated.variants)
    return [(s, _there(s, stated, count == total)) for s, count in found.values()]


def _there(statement: Statement, stated: Document, everywhere: bool) -> Fact:
    if everywhere and statement.certain:
        return yes(statement.span)
    reasons = list(statement.reasons)
    for variant in stated.variants:
        if statement in variant.statements:
            reasons += variant.because
            if variant.guard:
                when = f"if {witness(variant.guard)}"
                reasons.append(Reason("variant", "the statement is there only", when, statement.span))
    return unknown(*dict.fromkeys(reasons), span=statement.span)


def open_reasons(stated: Document) -> tuple[Reason, ...]:
    """Why there may be more statements than are known."""
    return tuple(dict.fromkeys(reason for variant in stated.variants for reason in variant.open))

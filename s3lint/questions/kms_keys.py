"""Which KMS key a value names: a customer-managed one, or the AWS managed key of S3 (`alias/aws/s3`)."""

from __future__ import annotations

from s3lint.access.policies import read
from s3lint.aws.identities import KEY_SOURCES
from s3lint.aws.kinds import BucketNode, Encryption, KmsKey
from s3lint.graph import bucket_of
from s3lint.graph.bucket import Bucket
from s3lint.graph.graph import Graph
from s3lint.values import Fact, Identity, Scalar, Text, Unknown, Value, ask, dig, no, text_of, unknown, yes
from s3lint.values.setting import Setting

AWS_MANAGED = "alias/aws/s3"


def is_customer_managed(graph: Graph, key: Setting) -> Fact:
    """Whether a key setting names a customer-managed key; none at all means the AWS managed key."""
    identity = key.value.identity if isinstance(key.value, Unknown) else None
    if identity is not None and (identity.address in graph.index.resources or "kms" in identity.type.lower()):
        return _of_identity(graph, identity, key)
    return key.holds(lambda value: _of_value(graph, value, key))


def _of_value(graph: Graph, value: Value | None, key: Setting) -> Fact | bool:
    if isinstance(value, Text):
        parts = [p for p in value.parts if isinstance(p, Unknown)]
        known = "".join(p for p in value.parts if isinstance(p, str))
        if AWS_MANAGED in known:
            return False
        if any(p.identity and not p.identity.is_given for p in parts) or len(known) > len("arn:aws:kms:"):
            return True
        last = value.parts[-1]
        if isinstance(last, str) and not AWS_MANAGED.endswith(last):
            return True  # whatever comes before it
        return unknown(*(p.reason for p in parts), span=value.span)
    if isinstance(value, Scalar) and value.identity is not None and not text_of(value):
        return _of_identity(graph, value.identity, key)
    text = text_of(value) if value is not None else None
    return bool(text) and not str(text).endswith(AWS_MANAGED)


def _of_identity(graph: Graph, identity: Identity, key: Setting) -> Fact:
    resource = graph.index.resources.get(identity.address)
    lookup = KEY_SOURCES.get(identity.type) if resource is not None and resource.mode == "data" else None
    if resource is None or lookup is None:
        return yes(key.span, f"{key.label} is {identity.address}")
    found = yes(key.span, f"{key.label} is {identity.address}")
    wanted = dig(resource.body, lookup)
    return found & ask(wanted, lambda v: not (text_of(v) or "").endswith(AWS_MANAGED) if v is not None else True)


def is_named_by_alias(graph: Graph, key: Setting) -> Fact:
    """Whether a key setting is an alias: by its text, or by the identity of an alias of this code."""
    identity = key.value.identity if isinstance(key.value, Unknown) else None
    resource = graph.index.resources.get(identity.address) if identity is not None else None
    if identity is not None and resource is not None:
        aliased = "alias" in resource.type.lower() and not identity.attribute.lower().startswith("target")
        return (yes if aliased else no)(key.span, f"{key.label} is {identity.address}")

    def test(value: Value | None) -> Fact | bool:
        if isinstance(value, Text):
            known = "".join(part for part in value.parts if isinstance(part, str))
            return "alias/" in known
        return "alias/" in ((text_of(value) if value is not None else None) or "")

    return key.holds(test)


def buckets_under(graph: Graph, key: KmsKey) -> list[Bucket]:
    """The buckets of this code that a key encrypts by default, by its own name or through an alias of this code."""
    names = [key, *(alias for alias, _ in graph.network.into(key, "alias-of"))]
    found = []
    for rule in graph.of(Encryption):
        targets = {target for target, _ in graph.network.out_of(rule, "encrypted-by")}
        if targets & set(names):
            found += [t for t, _ in graph.network.out_of(rule, "governs") if isinstance(t, BucketNode)]
    return [bucket_of(graph, node) for node in dict.fromkeys(found) if not node.existing]


_BOUNDS = {
    "kms:calleraccount", "kms:viaservice", "aws:principalaccount", "aws:principalorgid", "aws:principalarn",
    "aws:sourceaccount", "aws:sourcearn", "aws:principalorgpaths", "aws:sourcevpce", "aws:sourcevpc",
}  # fmt: skip


def is_open(graph: Graph, key: KmsKey) -> Fact:
    """Whether a key's policy allows everyone, with no condition that says who (KMS key-policy-overview)."""
    if key.policy.value is None:
        return no(key.header, "the key has the default key policy")
    found = no(key.policy.span)
    for variant in read(graph, key.policy.value).variants:
        for statement in variant.statements:
            keys = {condition.key.lower() for condition in statement.conditions}
            everyone = any(principal.is_everyone for principal in statement.principals or ())
            if statement.is_allow and everyone and not keys & _BOUNDS:
                place = statement.place("Principal")
                found = found | (yes(place, "the key policy allows everyone") if statement.certain else unknown())
        if variant.open:
            found = found | unknown(*variant.open)
    return found

"""VPC endpoints for S3 and what their policies let through."""

from __future__ import annotations

from s3lint.access.grounding import Ground
from s3lint.access.policies import combined, open_reasons, read
from s3lint.aws.kinds import BucketPolicy, VpcEndpoint
from s3lint.graph.view import View
from s3lint.policy.document import Document, Statement
from s3lint.policy.rights import ALL, OBJECT, Rights, held
from s3lint.policy.stated import is_there, is_unconditional, lists_action, lists_resource
from s3lint.record import replace
from s3lint.values import Fact, Text, Value, no, text_of, unknown, yes

_SERVICES = (".s3", ".s3express", ".s3-global.accesspoint")


def for_s3(endpoint: VpcEndpoint) -> Fact:
    """Whether the endpoint is one for S3."""
    return endpoint.service.holds(_is_s3)


def _is_s3(value: Value | None) -> Fact | bool:
    if isinstance(value, Text):
        last = value.parts[-1]
        return last.endswith(_SERVICES) if isinstance(last, str) else unknown(last.reason, span=value.span)
    return value is not None and (text_of(value) or "").endswith(_SERVICES)


def stated(endpoint: View[VpcEndpoint]) -> Document:
    """The policy of an endpoint, whichever of its possible policies there are; without one, everything is allowed."""
    graph, node = endpoint.graph, endpoint.node
    if node.policy.value is not None:
        return read(graph, node.policy.value)
    found = combined(graph, graph.governing(node, BucketPolicy))
    absent = (v if v.statements or v.open else replace(v, statements=ALL.statements) for v in found.variants)
    return replace(found, variants=tuple(absent))


def is_open(endpoint: View[VpcEndpoint]) -> Fact:
    """Whether it lets everything through: without a policy, the endpoint allows full access."""
    graph, node = endpoint.graph, endpoint.node
    separate = graph.governing(node, BucketPolicy)
    if node.policy.value is not None:
        return _lets_all_out(endpoint, read(graph, node.policy.value))
    return separate.ask(
        lambda policy: _lets_all_out(endpoint, read(graph, policy.document)),
        absent=yes(node.header, "without a policy, the endpoint allows full access"),
    )


def _lets_all_out(endpoint: View[VpcEndpoint], document: Document) -> Fact:
    """Whether a statement allows everything, and none for everyone denies the buckets of others."""
    found = _is_open(document)
    if found.is_yes and (opened := open_reasons(document)):  # which may deny what is allowed
        return unknown(*opened, span=document.span)
    if found.is_no or all(s.is_allow for v in document.variants for s in v.statements):
        return found
    kept = (replace(v, statements=tuple(s for s in v.statements if _counts(s))) for v in document.variants)
    rights = Rights(
        held(replace(document, variants=tuple(kept))), None, Ground(endpoint.graph).account(endpoint.resource)
    )
    out = rights.each(lambda holdings: holdings.everywhere(frozenset({"s3:PutObject"}), OBJECT)).fact
    return found if out.is_yes else found & out if out.is_unknown else no(document.span)


def _counts(statement: Statement) -> bool:
    return statement.is_allow or any(principal.is_everyone for principal in statement.principals or ())


def _is_open(document: Document) -> Fact:
    found = no(document.span)
    for variant in document.variants:
        for statement in variant.statements:
            found = found | _allows_everything(statement)
        if variant.open:
            found = found | unknown(*variant.open, span=document.span)
    return found


def _allows_everything(statement: Statement) -> Fact:
    """An Allow of all actions on all resources without a condition."""
    if not statement.is_allow:
        return no()
    whole = lists_resource(statement, "*", "arn:aws:s3:::*") & lists_action(statement, "*", "s3:*")
    fact = is_there(statement) & whole & is_unconditional(statement)
    return yes(statement.span, f"{statement.name} allows everything") if fact.is_yes else fact

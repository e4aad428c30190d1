"""What an identity policy of the graph states: its document, or what AWS's managed policy of that name allows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from s3lint.access.policies import read, text
from s3lint.aws.identities import MANAGED_POLICY_SOURCE
from s3lint.aws.kinds import IdentityPolicy, Principal
from s3lint.graph.graph import Graph
from s3lint.policy.document import NO_POLICY, Document, Variant
from s3lint.policy.glob import NO, same
from s3lint.policy.managed import OF_AWS, managed_policy, names
from s3lint.policy.placeholders import has_hole, numbered
from s3lint.policy.rights import ALL, held
from s3lint.record import replace
from s3lint.values import Guard, Reason, Resource, Text, Unknown, Value, dig, join_guards, options, text_of

_PATHS = ("", OF_AWS, f"{OF_AWS}service-role/")


def stated(graph: Graph, node: IdentityPolicy) -> Document:
    """What a policy states by itself. A managed policy of this code is stated where it is made, not where attached."""
    if node.document is not None:
        return read(graph, node.document, resource_policy=False)
    value = node.managed.value
    return Document(tuple(_variants(graph, value)), value.span if value is not None else None)


def boundary(graph: Graph, principal: Principal) -> Document | None:
    """What a principal's permissions boundary allows at most; None where it has none."""
    value = principal.boundary.value if principal.boundary is not None else None
    if value is None:
        return None
    found: list[Variant] = []
    for policy, edge in graph.network.out_of(principal, "bounded-by"):
        found += _under(edge.guard, stated(graph, policy).variants)
    for option, guard in options(value):
        if option is None:
            found.append(replace(ALL, guard=guard))
        elif not list(graph.index.nodes(option, IdentityPolicy)):
            found += _under(guard, _limits(graph, principal, option))
    return held(Document(tuple(both for variant in found for both in _either(variant)), value.span))


def _limits(graph: Graph, principal: Principal, value: Value) -> Iterator[Variant]:
    """What a boundary allows that this code does not make."""
    known = None if isinstance(value, Unknown) else managed_policy(text(graph, value), value.span)
    if known is not None:
        yield Variant((known,))
        return
    words = "is a policy that is not in this code, and may limit what the principal's policies grant"
    reason = value.reason if isinstance(value, Unknown) else Reason("elsewhere", "the boundary", words, value.span)
    yield Variant((), open=(reason,), open_at=value.span)


def _either(variant: Variant) -> Iterator[Variant]:
    """What is not known of a boundary may allow everything, or no more than is known."""
    yield replace(variant, open=())
    if variant.open:
        yield replace(ALL, guard=variant.guard, because=variant.open)


def _under(guard: Guard, variants: Iterable[Variant]) -> Iterator[Variant]:
    for variant in variants:
        both = join_guards((guard, variant.guard))
        if both is not None:
            yield replace(variant, guard=both)


def _variants(graph: Graph, value: Value | None) -> Iterator[Variant]:
    """What an attached policy of AWS may allow."""
    for option, guard in options(value):
        if isinstance(option, Unknown):
            yield from _under(guard, _of_unknown(graph, option))
        elif option is not None:
            yield from _under(guard, _by_text(graph, option))
        else:
            yield Variant((), guard)


def _by_text(graph: Graph, value: Value) -> Iterator[Variant]:
    """A policy by its ARN or name. One of this code, or by another name, allows nothing here."""
    arn = text(graph, value)
    known = managed_policy(arn, value.span)
    if known is not None:
        yield Variant((known,))
        return
    yield Variant(())
    if isinstance(value, Text) and has_hole(arn):
        reasons = tuple(part.reason for part in value.parts if isinstance(part, Unknown))
        for name in names():
            found = managed_policy(name, value.span)
            if found is not None and _may_be(arn, name):
                yield Variant((found,), because=reasons)


def _may_be(arn: str, name: str) -> bool:
    """Whether an ARN that is known in part may be that of a managed policy of AWS; one with an account is not."""
    known = numbered(arn)
    return any(same(known, path + name) != NO for path in _PATHS)


def _of_unknown(graph: Graph, value: Unknown) -> Iterator[Variant]:
    address = value.identity.address if value.identity is not None else ""
    if graph.index.at(address, IdentityPolicy):
        yield from NO_POLICY.variants
        return
    resource = graph.index.resources.get(address)
    if resource is not None and resource.mode == "data" and resource.type == MANAGED_POLICY_SOURCE:
        yield from _looked_up(graph, resource, value)
    else:
        yield _open(value)


def _looked_up(graph: Graph, resource: Resource, value: Unknown) -> Iterator[Variant]:
    """A policy that the provider finds by name: where AWS has one of that name, it is that, or finding two fails.

    https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy
    """
    name, below = dig(resource.body, "name"), dig(resource.body, "path_prefix")
    if name is None:
        yield _open(value)
        return
    for option, guard in options(name):
        if isinstance(option, Unknown):
            found = [_open(replace(option, span=value.span))]
        else:
            found = list(_by_text(graph, option.at(value.span))) if option is not None else []
        if any(v.statements for v in found) and below is not None and text_of(below) != "/":
            found = [_open(value)]
        yield from _under(guard, found)


def _open(value: Unknown) -> Variant:
    return Variant((), open=(value.reason,), open_at=value.span)

"""What identity policies give on S3: documents, and managed policies of AWS by a table."""

from __future__ import annotations

from collections.abc import Callable

from s3lint.access.policies import read, text
from s3lint.aws.identities import MANAGED_POLICY_SOURCE
from s3lint.aws.kinds import IdentityPolicy
from s3lint.graph.graph import Graph
from s3lint.graph.view import View
from s3lint.policy import identity
from s3lint.policy.document import Document
from s3lint.policy.glob import NO, same
from s3lint.policy.placeholders import OWNER, has_hole
from s3lint.policy.tables import table
from s3lint.values import Evidence, Fact, Resource, Text, Unknown, Value, ask, dig, no, text_of, undecided, unknown, yes

Held = View[IdentityPolicy]
Levels = tuple[str, ...]

_OF_AWS = "arn:aws:iam::aws:policy/"
_PATHS = ("", _OF_AWS, f"{_OF_AWS}service-role/")


def grants(held: Held, question: Callable[[Document], Fact], levels: Levels) -> Fact:
    """Whether a policy gives something: by its document, or as a managed policy of AWS of one of these levels."""
    node = held.node
    if node.document is not None:
        return question(read(held.graph, node.document, resource_policy=False))
    return _managed(held.graph, node.managed.value, levels)


def _managed(graph: Graph, value: Value | None, levels: Levels) -> Fact:
    """Whether what is attached gives it. A policy of this code, or by another name, is judged where it is made."""
    return ask(value, lambda known: _by_text(graph, known, levels), lambda open_: _of_unknown(graph, open_, levels))


def _by_text(graph: Graph, value: Value | None, levels: Levels) -> Fact:
    if value is None:
        return no()
    arn = text(graph, value)
    level = identity.managed_policy(arn)
    if level is not None:
        return (yes if level in levels else no)(value.span, f"{arn.rsplit('/', 1)[-1]} is attached")
    if isinstance(value, Text) and has_hole(arn) and _may_be_one(arn, levels):
        return unknown(*(p.reason for p in value.parts if isinstance(p, Unknown)), span=value.span)
    return no(value.span)


def _may_be_one(arn: str, levels: Levels) -> bool:
    """Whether a name that is known in part may be that of a managed policy of AWS; one with an account is not."""
    names = [name for name, level in table("managed_policies")["policies"].items() if level in levels]
    known = arn.replace(OWNER, "0" * 12)
    return any(same(known, path + name) != NO for name in names for path in _PATHS)


def _of_unknown(graph: Graph, value: Unknown, levels: Levels) -> Fact:
    address = value.identity.address if value.identity is not None else ""
    if graph.index.at(address, IdentityPolicy):
        return no(value.span)
    resource = graph.index.resources.get(address)
    if resource is not None and resource.mode == "data" and resource.type == MANAGED_POLICY_SOURCE:
        return _looked_up(graph, resource, value, levels)
    return undecided(value)


def _looked_up(graph: Graph, resource: Resource, value: Unknown, levels: Levels) -> Fact:
    """A policy that the provider finds by name: where AWS has one of that name, it is that, or finding two fails.

    https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy
    """
    name, below = dig(resource.body, "name"), dig(resource.body, "path_prefix")
    if name is None:
        return undecided(value)
    found = ask(name, lambda known: _by_text(graph, known, levels))
    if found.is_yes and below is not None and text_of(below) != "/":
        return undecided(value)
    return Fact(found.truth, tuple(Evidence(value.span, e.says) for e in found.evidence), found.reasons)

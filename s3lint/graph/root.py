"""The root as a subject: for checks that speak of the whole account or project once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import reduce
from operator import or_
from typing import TypeVar

from s3lint.aws.kinds import Node
from s3lint.graph.graph import Graph
from s3lint.record import Struct
from s3lint.source import Span
from s3lint.values import Call, Fact, Resource, no

N = TypeVar("N", bound=Node)


class Root(Struct, frozen=True):
    """One root, or what it has in one account; it is placed at the first thing of its kind that the code has."""

    graph: Graph
    first: Node
    account: str = ""  # what tells it from the root in another account; empty where it has one

    @property
    def resource(self) -> Resource:
        """What it is placed at."""
        return self.first.resource

    @property
    def address(self) -> str:
        """What such checks are about."""
        return "account"

    @property
    def header(self) -> Span | None:
        """Where the first such thing stands."""
        return self.first.header

    @property
    def span(self) -> Span | None:
        """Its block."""
        return self.first.span

    @property
    def calls(self) -> tuple[Call, ...]:
        """A root has no callers."""
        return ()

    @property
    def display(self) -> str:
        """A root has no other name."""
        return ""

    def has(self, nodes: Iterable[Node]) -> Fact:
        """Whether one of these nodes is in its account."""
        places = self.graph.places
        return reduce(or_, (places.share_account(node.resource, self.resource) for node in nodes), no())


def root_of_each_account(graph: Graph, nodes: Iterable[Node]) -> list[Root]:
    """The root once for each account in which one of these nodes is, at the first of them there."""
    found: dict[str, Root] = {}
    for node in nodes:
        account = graph.places.account(node.resource)
        found.setdefault(account.text or account.key, Root(graph, node, account.text or account.what))
    return list(found.values()) if len(found) > 1 else [Root(graph, root.first) for root in found.values()]


def and_where_none_is(
    graph: Graph, found: Sequence[N], nodes: Iterable[Node], is_there: Callable[[Root], Fact]
) -> list[N | Root]:
    """What is found of a kind, and in the audit profile the root in each account where some nodes are and it is not
    certainly there."""
    roots = root_of_each_account(graph, nodes) if graph.context.audit else []
    return [*found, *(root for root in roots if not is_there(root).is_yes)]


def root_with(graph: Graph, *kinds: type[Node]) -> list[Root]:
    """The root, if its code has anything of these kinds."""
    for kind in kinds:
        found = graph.of(kind)
        if found:
            return [Root(graph, found[0])]
    return []

"""A node in its graph: what is judged by checks about something else than a bucket."""

from __future__ import annotations

from typing import Generic, TypeVar

from s3lint.aws.kinds import Node
from s3lint.graph.graph import Graph
from s3lint.record import Struct
from s3lint.source import Span
from s3lint.values import Call, Resource

N = TypeVar("N", bound=Node)


class View(Struct, Generic[N], frozen=True):
    """One node, and the graph that it is part of."""

    graph: Graph
    node: N

    @property
    def resource(self) -> Resource:
        """The resource that states it."""
        return self.node.resource

    @property
    def address(self) -> str:
        """The address of its resource."""
        return self.node.address

    @property
    def header(self) -> Span | None:
        """Where it is stated."""
        return self.node.header

    @property
    def span(self) -> Span | None:
        """Its resource's block."""
        return self.node.span

    @property
    def calls(self) -> tuple[Call, ...]:
        """The module calls or stacks that lead to it."""
        return self.node.calls

    @property
    def display(self) -> str:
        """A friendlier name, where there is one."""
        return self.node.display


def views(graph: Graph, kind: type[N]) -> list[View[N]]:
    """The nodes of a kind."""
    return [View(graph, node) for node in graph.of(kind)]

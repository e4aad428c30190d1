"""The root as a subject: for checks that speak of the whole account or project once."""

from __future__ import annotations

from dataclasses import dataclass

from s3lint.aws.kinds import Node
from s3lint.graph.graph import Graph
from s3lint.source import Span
from s3lint.values import Call, Fact, Resource, no, unknown, yes


@dataclass(frozen=True, slots=True)
class Root:
    """One root; it is placed at the first thing of its kind that the code has."""

    graph: Graph
    first: Node

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

    def has(self, kind: type[Node]) -> Fact:
        """Whether the code makes anything of a kind."""
        found = no(self.header)
        for node in self.graph.of(kind):
            found = found | (yes(node.header) if node.exists.is_yes else unknown(*node.exists.reasons))
        return found


def root_with(graph: Graph, *kinds: type[Node]) -> list[Root]:
    """The root, if its code has anything of these kinds."""
    for kind in kinds:
        found = graph.of(kind)
        if found:
            return [Root(graph, found[0])]
    return []

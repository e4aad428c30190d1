"""The doorway to networkx: nodes are objects of this part, edges carry what they mean."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import networkx

from s3lint.values import ALWAYS, Guard


@dataclass(frozen=True, slots=True)
class Edge:
    """A typed edge: what it means, and under which open conditions it is there."""

    kind: str
    guard: Guard = ALWAYS


class Network:
    """A directed multigraph of nodes (hashed by identity) with typed edges."""

    def __init__(self) -> None:
        self._graph: Any = networkx.MultiDiGraph()

    def add(self, node: object) -> None:
        """Adds a node; twice is once."""
        self._graph.add_node(node)

    def connect(self, source: object, target: object, edge: Edge) -> None:
        """Adds an edge; the same one twice is once."""
        if all(data["edge"] != edge for data in (self._graph.get_edge_data(source, target) or {}).values()):
            self._graph.add_edge(source, target, edge=edge)

    def into(self, node: object, kind: str) -> Iterator[tuple[Any, Edge]]:
        """The nodes that point at a node by an edge of one kind, in the order of their making."""
        if node in self._graph:
            for source, _, data in self._graph.in_edges(node, data=True):
                if data["edge"].kind == kind:
                    yield source, data["edge"]

    def out_of(self, node: object, kind: str) -> Iterator[tuple[Any, Edge]]:
        """The nodes that a node points at by an edge of one kind."""
        if node in self._graph:
            for _, target, data in self._graph.out_edges(node, data=True):
                if data["edge"].kind == kind:
                    yield target, data["edge"]

    def nodes(self) -> Iterator[Any]:
        """All nodes, in the order of their making."""
        yield from self._graph.nodes

    def edges(self) -> Iterator[tuple[Any, Any, Edge]]:
        """All edges."""
        for source, target, data in self._graph.edges(data=True):
            yield source, target, data["edge"]

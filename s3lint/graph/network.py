"""Nodes are objects of this part, edges carry what they mean. The doorway to networkx, which is asked for exports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from s3lint.record import Struct
from s3lint.values import ALWAYS, Guard, Reason, work


class Edge(Struct, frozen=True):
    """A typed edge: what it means, under which open conditions it is there, and why it may not be there at all."""

    kind: str
    guard: Guard = ALWAYS
    doubts: tuple[Reason, ...] = ()


class Network:
    """A directed multigraph of nodes (hashed by identity) with typed edges.

    The graph of a root is small, is asked for neighbours alone, and is there before networkx could be imported.
    """

    def __init__(self) -> None:
        # per node its neighbours, each with the edges between the two
        self._targets: dict[Any, dict[Any, list[Edge]]] = {}
        self._sources: dict[Any, dict[Any, list[Edge]]] = {}

    def __len__(self) -> int:
        """How many nodes there are."""
        return len(self._targets)

    def add(self, node: object) -> None:
        """Adds a node; twice is once."""
        self._targets.setdefault(node, {})
        self._sources.setdefault(node, {})

    def connect(self, source: object, target: object, edge: Edge) -> None:
        """Adds an edge; the same one twice is once."""
        self.add(source)
        work.spend(15 + 2 * len(self._targets[source].get(target, ())))
        self.add(target)
        between = self._targets[source].setdefault(target, [])
        if edge not in between:
            between.append(edge)
            self._sources[target][source] = between

    def into(self, node: object, kind: str) -> Iterator[tuple[Any, Edge]]:
        """The nodes that point at a node by an edge of one kind, in the order of their making."""
        return ((source, edge) for source, edge in self.sources(node) if edge.kind == kind)

    def out_of(self, node: object, kind: str) -> Iterator[tuple[Any, Edge]]:
        """The nodes that a node points at by an edge of one kind."""
        return ((target, edge) for target, edge in _each(self._targets.get(node)) if edge.kind == kind)

    def sources(self, node: object) -> Iterator[tuple[Any, Edge]]:
        """The nodes that point at a node by any edge."""
        return _each(self._sources.get(node))

    def targets(self, node: object) -> Iterator[Any]:
        """The nodes that a node points at by any edge."""
        return iter(self._targets.get(node, {}))

    def nodes(self) -> Iterator[Any]:
        """All nodes, in the order of their making."""
        return iter(self._targets)

    def edges(self) -> Iterator[tuple[Any, Any, Edge]]:
        """All edges."""
        for source, targets in self._targets.items():
            for target, between in targets.items():
                for edge in between:
                    yield source, target, edge


def _each(neighbours: Mapping[Any, list[Edge]] | None) -> Iterator[tuple[Any, Edge]]:
    if neighbours is not None:
        work.spend(2 + 2 * sum(map(len, neighbours.values())))
        for node, between in neighbours.items():
            for edge in between:
                yield node, edge


def node_link(
    nodes: Iterable[tuple[str, Mapping[str, Any]]],
    edges: Iterable[tuple[str, str, Mapping[str, Any]]],
    about: Mapping[str, Any],
) -> Any:
    """Plain nodes and edges as networkx's node-link data (networkx.node_link_graph reads it)."""
    import networkx

    graph: Any = networkx.MultiDiGraph()
    graph.graph.update(about)
    graph.add_nodes_from((name, dict(data)) for name, data in nodes)
    graph.add_edges_from((source, target, dict(data)) for source, target, data in edges)
    write: Any = networkx.node_link_data  # its stubs lag behind
    return write(graph, edges="edges")

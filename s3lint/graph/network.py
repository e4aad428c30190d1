"""The doorway to networkx: nodes are objects of this part, edges carry what they mean."""

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
    """A directed multigraph of nodes (hashed by identity) with typed edges."""

    def __init__(self) -> None:
        self._graph: Any = None  # until there is a node: networkx takes longer to import than most roots to judge

    def __len__(self) -> int:
        """How many nodes there are."""
        return 0 if self._graph is None else len(self._graph)

    def add(self, node: object) -> None:
        """Adds a node; twice is once."""
        if self._graph is None:
            self._graph = _multigraph()
        self._graph.add_node(node)

    def connect(self, source: object, target: object, edge: Edge) -> None:
        """Adds an edge; the same one twice is once."""
        self.add(source)
        work.spend(15 + 2 * self._graph.number_of_edges(source, target))
        if all(data["edge"] != edge for data in (self._graph.get_edge_data(source, target) or {}).values()):
            self._graph.add_edge(source, target, edge=edge)

    def into(self, node: object, kind: str) -> Iterator[tuple[Any, Edge]]:
        """The nodes that point at a node by an edge of one kind, in the order of their making."""
        if self._graph is not None and node in self._graph:
            work.spend(2 + 2 * self._graph.in_degree(node))
            for source, _, data in self._graph.in_edges(node, data=True):
                if data["edge"].kind == kind:
                    yield source, data["edge"]

    def out_of(self, node: object, kind: str) -> Iterator[tuple[Any, Edge]]:
        """The nodes that a node points at by an edge of one kind."""
        if self._graph is not None and node in self._graph:
            work.spend(2 + 2 * self._graph.out_degree(node))
            for _, target, data in self._graph.out_edges(node, data=True):
                if data["edge"].kind == kind:
                    yield target, data["edge"]

    def sources(self, node: object) -> Iterator[tuple[Any, Edge]]:
        """The nodes that point at a node by any edge."""
        if self._graph is not None and node in self._graph:
            work.spend(2 + 2 * self._graph.in_degree(node))
            for source, _, data in self._graph.in_edges(node, data=True):
                yield source, data["edge"]

    def targets(self, node: object) -> Iterator[Any]:
        """The nodes that a node points at by any edge."""
        if self._graph is not None and node in self._graph:
            yield from self._graph.successors(node)

    def nodes(self) -> Iterator[Any]:
        """All nodes, in the order of their making."""
        if self._graph is not None:
            yield from self._graph.nodes

    def edges(self) -> Iterator[tuple[Any, Any, Edge]]:
        """All edges."""
        if self._graph is not None:
            for source, target, data in self._graph.edges(data=True):
                yield source, target, data["edge"]


def _multigraph() -> Any:
    import networkx

    return networkx.MultiDiGraph()


def node_link(
    nodes: Iterable[tuple[str, Mapping[str, Any]]],
    edges: Iterable[tuple[str, str, Mapping[str, Any]]],
    about: Mapping[str, Any],
) -> Any:
    """Plain nodes and edges as networkx's node-link data (networkx.node_link_graph reads it)."""
    import networkx

    graph: Any = _multigraph()
    graph.graph.update(about)
    graph.add_nodes_from((name, dict(data)) for name, data in nodes)
    graph.add_edges_from((source, target, dict(data)) for source, target, data in edges)
    write: Any = networkx.node_link_data  # its stubs lag behind
    return write(graph, edges="edges")

"""What an adapter is, and what it may say to the graph that is being built."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol, TypeVar

from s3lint.aws.node import Node
from s3lint.values import Reason, Resource, Value

N = TypeVar("N", bound=Node)


class Builder(Protocol):
    """Collects nodes and what each refers to; references are resolved when all nodes are there."""

    def add(self, node: N) -> N:
        """Adds a node."""

    def link(self, node: Node, edge: str, reference: Value | None, to: type[Node] | None = None) -> None:
        """Says that a node refers to what a value names (a bucket, unless `to` says otherwise)."""

    def govern(self, node: Node, bucket: Node | Value | None) -> None:
        """Adds a control over a bucket: its node, or a value that names it."""

    def attach(self, node: Node, target: Node) -> None:
        """Says that a node governs another one."""

    def connect(self, node: Node, edge: str, target: Node) -> None:
        """Says that a node refers to another one that is at hand."""

    def unseen(
        self, resource: Resource, reasons: Iterable[Reason], kind: type[Node], bucket: Node | Value | None
    ) -> None:
        """Says that a resource may state controls of a kind that could not be seen."""


Adapter = Callable[[Resource, Builder], None]
"""Turns one resource into nodes."""

"""Where the code uses a text of another file that a finding points into, such as a policy that `file` reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

from s3lint.source import Span
from s3lint.values import Resource
from s3lint.values.navigate import leaves


class Texts:
    """The files that resources of a root stand in: a place in any other is in a text that some argument uses."""

    def __init__(self, resources: Iterable[Resource]) -> None:
        self._resources = resources

    @cached_property
    def _files(self) -> set[str]:
        return {resource.header.path for resource in self._resources if resource.header}

    def used_at(self, place: Span | None, subject: Any) -> Span | None:
        """The argument of a subject, or of what governs it, whose text a place lies in; None where several may be."""
        if place is None or place.path in self._files:
            return None
        found = {
            value.span
            for resource in _resources_of(subject)
            for value in leaves(resource.body)
            if value.span and value.origin and value.origin.path == place.path and value.span.path in self._files
        }
        return found.pop() if len(found) == 1 else None


def _resources_of(subject: Any) -> Iterator[Resource]:
    yield subject.resource
    graph, node = getattr(subject, "graph", None), getattr(subject, "node", None)
    if graph is not None and node is not None:
        yield from (control.resource for control, _ in graph.network.into(node, "governs"))

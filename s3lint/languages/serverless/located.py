"""Parts of a service with the file that they stand in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from s3lint.languages.cloudformation.evaluate.include import IncludedNode
from s3lint.languages.cloudformation.reading import Map, Node, Seq
from s3lint.record import Struct
from s3lint.source import Source, Span


class Located(Struct, frozen=True):
    """A node, and where it stands: its key, if it has one, and itself."""

    node: Node
    source: Source
    key: int
    start: int
    end: int

    @property
    def span(self) -> Span:
        """The place of the node."""
        return Span(self.source, self.start, self.end)

    @property
    def header(self) -> Span:
        """The place of its key."""
        written = self.source.text[self.key : self.start].rstrip().removesuffix(":").rstrip()
        return Span(self.source, self.key, self.key + max(len(written), 1))

    def holding(self, node: Node) -> Located:
        """Another node at the same place."""
        return Located(node, self.source, self.key, self.start, self.end)

    def included(self) -> IncludedNode:
        """As a template may hold it, whatever file that stands in."""
        return IncludedNode(self.node, self.source, self.key, self.start, self.end)


def entry(parent: Located, key: str) -> Located | None:
    """The value of a key."""
    if not isinstance(parent.node, Map) or key not in parent.node:
        return None
    return _of(parent.node[key], parent.source, *parent.node.at[key])


def entries(parent: Located) -> Iterator[tuple[str, Located]]:
    """The keys of a mapping with their values."""
    if isinstance(parent.node, Map):
        for key, node in parent.node.items():
            yield key, _of(node, parent.source, *parent.node.at[key])


def items(parent: Located) -> list[Located]:
    """The items of a list."""
    if not isinstance(parent.node, Seq):
        return []
    places = zip(parent.node, parent.node.at, strict=True)
    return [_of(node, parent.source, start, start, end) for node, (start, end) in places]


def _of(node: Node, source: Source, key: int, start: int, end: int) -> Located:
    if isinstance(node, IncludedNode):
        return Located(node.node, node.source, node.key_start, node.start, node.end)
    return Located(node, source, key, start, end)


def mapping_of(place: Located, parts: Mapping[str, Located]) -> Located:
    """A mapping at a place, of parts that may stand elsewhere: a scalar of another file stands where the mapping is."""
    mapping = Map(place.start)
    mapping.end = place.end
    for key, part in parts.items():
        is_plain = not isinstance(part.node, Map | Seq)
        at = place if is_plain and part.source is not place.source else part
        mapping.put(key, part.node if is_plain else part.included(), (at.key, at.start, at.end))
    return place.holding(mapping)


def made(data: Any, place: Located) -> Node:
    """Plain data as nodes that all stand at one place; what is located keeps its own."""
    if isinstance(data, Located):
        return data.included() if isinstance(data.node, Map | Seq) else data.node
    at = (place.key, place.start, place.end)
    if isinstance(data, dict):
        mapping = Map(place.start)
        mapping.end = place.end
        for key, value in data.items():
            mapping.put(key, made(value, place), at)
        return mapping
    if isinstance(data, list):
        sequence = Seq(place.start)
        sequence.end = place.end
        for item in data:
            sequence.put(made(item, place), *at[1:])
        return sequence
    return data


def merged(under: Located, over: Located) -> Located:
    """One part laid over another: mappings key by key, lists item by item, anything else is replaced."""
    if isinstance(under.node, Map) and isinstance(over.node, Map):
        parts = dict(entries(under))
        for key, value in entries(over):
            parts[key] = merged(parts[key], value) if key in parts else value
        return mapping_of(under, parts)
    if isinstance(under.node, Seq) and isinstance(over.node, Seq):
        sequence = Seq(under.start)
        sequence.end = under.end
        below, above = items(under), items(over)
        for index in range(max(len(below), len(above))):
            both = index < len(below) and index < len(above)
            item = merged(below[index], above[index]) if both else (below if index < len(below) else above)[index]
            sequence.put(item.included(), item.start, item.end)
        return under.holding(sequence)
    return over


def rewritten(node: Node, place: Located) -> Node:
    """The same data as if all of it were written at one place."""
    if isinstance(node, IncludedNode):
        return rewritten(node.node, place)
    if isinstance(node, Map):
        return made({key: rewritten(value, place) for key, value in node.items()}, place)
    if isinstance(node, Seq):
        return made([rewritten(value, place) for value in node], place)
    return node

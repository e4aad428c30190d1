"""Finds nodes: by the address of their resource, by a bucket's name, by what a value refers to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from s3lint.aws.kinds import BucketNode, Node
from s3lint.graph.reference import Key, Reference, name_keys, references
from s3lint.lazy import lazy_re
from s3lint.values import ALWAYS, Guard, OneOf, Option, Resource, Text, Unknown, Value, dig, text_of
from s3lint.values.setting import Setting

N = TypeVar("N", bound=Node)

_SEPARATOR = lazy_re("[/:]")
_MOST_PARTS = 200  # no ARN has more


class Index:
    """The nodes of one root, and the resources that they come from."""

    def __init__(self, resources: list[Resource]) -> None:
        self.resources = {resource.address: resource for resource in resources}
        self._by_address: dict[str, list[Node]] = {}
        self._by_kind: dict[type[Node], list[Node]] = {}
        self._names: dict[type[Node], tuple[int, dict[str, list[Node]]]] = {}
        self._by_key: dict[Key, list[BucketNode]] = {}

    def add(self, node: Node) -> None:
        """Takes up a node."""
        self._by_address.setdefault(node.address, []).append(node)
        self._by_kind.setdefault(type(node), []).append(node)
        if isinstance(node, BucketNode):
            for key in name_keys(node.name.value):
                self.name(node, key)

    def name(self, bucket: BucketNode, key: Key) -> None:
        """Says that a bucket has a name."""
        self._by_key.setdefault(key, []).append(bucket)

    def at(self, address: str, kind: type[N]) -> list[N]:
        """The nodes of a kind that a resource states."""
        return [node for node in self._by_address.get(address, ()) if isinstance(node, kind)]

    def of(self, kind: type[N]) -> Iterator[N]:
        """All nodes of a kind."""
        for made, nodes in self._by_kind.items():
            if issubclass(made, kind):
                yield from nodes  # type: ignore[misc]

    def buckets(self, reference: Reference, depth: int = 0) -> Iterator[BucketNode]:
        """The buckets that a reference may mean."""
        identity = reference.identity
        if identity is not None:
            found = self.at(identity.address, BucketNode)
            for node in found:
                yield from self._made(node, depth) or [node]
            resource = self.resources.get(identity.address)
            if not found and resource is not None and depth < 5:
                # a companion's id is its bucket's name
                for inner in references(dig(resource.body, "bucket") or dig(resource.body, "Bucket")):
                    yield from self.buckets(inner, depth + 1)
            if found or reference.key is None:
                return
        if reference.key is not None:
            yield from self._by_key.get(reference.key, ())

    def _made(self, node: BucketNode, depth: int) -> list[BucketNode]:
        """The buckets of this code that one that is only looked up turns out to be."""
        if not node.existing or depth >= 5:
            return []
        looked_up = [self.buckets(inner, depth + 1) for inner in references(node.name.value)]
        return [bucket for found in looked_up for bucket in found if not bucket.existing]

    def _named(self, value: Value | None, kind: type[N]) -> Iterator[N]:
        """The nodes of a kind whose name a known text is, alone or at the end of an ARN."""
        text = text_of(value) if value is not None else None
        if not text:
            return
        count = sum(len(nodes) for made, nodes in self._by_kind.items() if issubclass(made, kind))
        if self._names.get(kind, (-1, {}))[0] != count:
            names: dict[str, list[Node]] = {}
            for node in self.of(kind):
                names.setdefault(_name_of(node) or "", []).append(node)
            self._names[kind] = count, names
        starts = (0, *(found.end() for found in _SEPARATOR.finditer(text)))
        for start in starts if len(starts) <= _MOST_PARTS else ():
            yield from self._names[kind][1].get(text[start:], ()) if start < len(text) else ()  # type: ignore[misc]

    def nodes(
        self, value: Value | None, kind: type[N], elsewhere: Callable[[N], bool] = lambda node: False
    ) -> Iterator[tuple[N, Guard]]:
        """The nodes of a kind that a value refers to: by the identity of any attribute, or by a literal name.

        What is `elsewhere`, in another account, is not meant by its mere name.
        """
        for choice in value.choices if isinstance(value, OneOf) else (Option(value, ALWAYS),):
            identity = getattr(choice.value, "identity", None)
            if isinstance(choice.value, Text):
                identity = next((p.identity for p in choice.value.parts if isinstance(p, Unknown)), None)
            if identity is not None:
                found = self.at(identity.address, kind)
            else:
                found = [node for node in self._named(choice.value, kind) if not elsewhere(node)]
            for node in found:
                yield node, choice.guard


def _name_of(node: Node) -> str | None:
    setting = getattr(node, "name", None)
    return setting.text() if isinstance(setting, Setting) else None

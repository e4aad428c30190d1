"""The tree of a template or another file of YAML or JSON: where its mappings, lists and resources stand."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from s3lint.edit.collection import Collection, collection
from s3lint.edit.files import notation
from s3lint.fix.change import NoEdit
from s3lint.fix.files import Files
from s3lint.languages.cloudformation.reading.nodes import Map, Reading, Seq
from s3lint.languages.cloudformation.reading.reader import read
from s3lint.record import Struct
from s3lint.source import Span
from s3lint.values import Resource


class Tree(Struct, frozen=True):
    """A file's tree with the text that it was read from."""

    path: str
    text: str
    reading: Reading

    @property
    def is_json(self) -> bool:
        """Whether it is written in JSON."""
        return notation(self.path, self.text) == "json"

    def of_map(self, found: Map) -> Collection:
        """A mapping as something to insert into."""
        places = {key: (start, end) for key, (start, _, end) in found.at.items()}
        return collection(self.text, found.start, found.end, places, is_json=self.is_json)

    def of_seq(self, found: Seq) -> Collection:
        """A list as something to insert into."""
        return collection(self.text, found.start, found.end, found.at, is_json=self.is_json)

    def within(self) -> Iterator[tuple[object, str | int, object]]:
        """Every node with what holds it, and under which key or at which index."""
        stack: list[object] = [document.root for document in self.reading.documents]
        seen: set[int] = set()
        while stack:
            node = stack.pop()
            if id(node) in seen:
                continue
            seen.add(id(node))
            pairs = node.items() if isinstance(node, Map) else enumerate(node) if isinstance(node, Seq) else ()
            for key, item in pairs:
                yield node, key, item
                stack.append(item)


def tree_of(files: Files, span: Span | None) -> Tree:
    """The tree of the file that a span lies in. Raises NoEdit."""
    text = files.of(span)
    assert span is not None
    reading = _read(span.path, text)
    if reading.source.text != text or not reading.documents:
        raise NoEdit(f"{span.path} is not a template that s3lint can edit")
    return Tree(span.path, text, reading)


@lru_cache(maxsize=16)
def _read(path: str, text: str) -> Reading:
    return read(path, text.encode("utf-8"))


def entry_at(tree: Tree, span: Span) -> tuple[Map, str]:
    """The mapping and the key that start at a place. Raises NoEdit."""
    found = _entries(tree.path, tree.text).get(span.start)
    if found is None:
        raise NoEdit("the template does not state it in one place")
    return found


@lru_cache(maxsize=16)
def _entries(path: str, text: str) -> dict[int, tuple[Map, str]]:
    """Where each key of a file starts."""
    nodes = Tree(path, text, _read(path, text)).within()
    return {n.at[key][0]: (n, key) for n, key, _ in nodes if isinstance(n, Map) and isinstance(key, str)}


def resource_at(tree: Tree, resource: Resource) -> tuple[Map, str, Map]:
    """The mapping of resources, the logical id, and the resource. Raises NoEdit."""
    if resource.display:
        raise NoEdit("the CDK writes this template: change the construct instead")
    if resource.span is None:
        raise NoEdit("no template states it")
    holder, key = entry_at(tree, resource.span)
    found = holder[key]
    if not isinstance(found, Map) or not holder.at[key][1] <= found.start <= holder.at[key][2]:
        raise NoEdit("an anchor shares it with other resources")
    return holder, key, found

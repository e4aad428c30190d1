"""YAML documents from events, built without recursion; every node keeps its place."""

from __future__ import annotations

from typing import Any

from s3lint.languages.cloudformation.reading.events import (
    AliasEvent,
    BadYaml,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    as_bad_yaml,
    next_event_of,
)
from s3lint.languages.cloudformation.reading.nodes import MAX_DEPTH, Document, Lost, Map, Node, Reading, Seq
from s3lint.languages.cloudformation.reading.scalars import plain
from s3lint.languages.cloudformation.reading.short_forms import short_form

MAX_FLOW_DEPTH = 1_200  # libyaml takes quadratic time in the depth of flow collections
MAX_ALIAS_WEIGHT = 50_000


class _Frame:
    """A collection that is being filled."""

    __slots__ = ("anchor", "is_map", "key", "key_start", "merges", "node", "tag")

    def __init__(self, node: Map | Seq, tag: str | None, anchor: str | None) -> None:
        self.node: Any = node
        self.is_map = type(node) is Map
        self.key: str | None = None
        self.key_start = 0
        self.tag = tag
        self.anchor = anchor
        self.merges: list[Map] | None = None

    def put(self, value: Node, start: int, end: int) -> None:
        """Take the next node: a key, the value of the key before, or an item."""
        node = self.node
        if not self.is_map:
            node.append(value)
            node.at.append((start, end))
        elif self.key is None:
            self.key = value if type(value) is str else "?"
            self.key_start = start
        else:
            key, self.key = self.key, None
            if key == "<<" and isinstance(value, Map | Seq):
                maps = [value] if isinstance(value, Map) else value
                self.merges = (self.merges or []) + [m for m in maps if isinstance(m, Map)]
            elif key in node:
                node.put(key, value, (self.key_start, start, end))
            else:
                node[key] = value
                node.at[key] = (self.key_start, start, end)

    def merge(self) -> None:
        """Fill in what `<<` brings: keys that are not written here."""
        for other in self.merges or ():
            for key in other:
                if key not in self.node:
                    self.node[key] = other[key]
                    self.node.at[key] = other.at[key]


class _Builder:
    """Turns events into located nodes."""

    def __init__(self, text: str, reading: Reading, pure: bool) -> None:
        self.text = text
        self.reading = reading
        self.next_event = next_event_of(text, pure=pure)
        self.stack: list[_Frame] = []
        self.frame = _Frame(Seq(0), None, None)  # its items are the documents
        self.anchors: dict[str, Node] = {}
        self.leaf_end = 0  # where the last leaf ended: a block collection ends there

    def run(self) -> None:
        """Read all documents; each is handed over when it is complete."""
        next_event, frame = self.next_event, self.frame
        while True:
            event = next_event()
            kind = type(event)
            if kind is ScalarEvent:
                start = event.start_mark.index
                self.leaf_end = end = event.end_mark.index
                value = event.value
                if event.tag is not None or event.style in ("|", ">") or event.anchor:
                    value, end = self.unusual_scalar(event, start, end)
                elif event.implicit[0] and (not frame.is_map or frame.key is not None):
                    value = plain(value)
                frame.node.weight += 1
                frame.put(value, start, end)
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                frame = self.open(event, kind is MappingStartEvent)
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                frame = self.close(event)
            elif kind is AliasEvent:
                self.alias(event)
            elif kind is DocumentStartEvent:
                self.anchors = {}
            elif kind is StreamEndEvent:
                return
            if not self.stack and frame.node:
                self.finish()

    def unusual_scalar(self, event: Any, start: int, end: int) -> tuple[Node, int]:
        """A scalar with a tag, an anchor or block style."""
        value: Node = event.value
        tag = event.tag
        if event.style in ("|", ">"):
            while end > start and self.text[end - 1].isspace():
                end -= 1
            self.leaf_end = end
        is_key = self.frame.is_map and self.frame.key is None
        if is_key:
            pass
        elif tag is None:
            value = plain(value) if event.implicit[0] else value
        elif tag[0] == "!" and tag != "!":
            value = short_form(tag, value, start, end)
        elif tag.rpartition(":")[2] in ("int", "float", "bool", "null"):
            value = plain(value)
        if event.anchor:
            self.anchors[event.anchor] = value
        return value, end

    def open(self, event: Any, is_map: bool) -> _Frame:
        start = event.start_mark.index
        if len(self.stack) >= MAX_DEPTH:
            self.skip(start)
            return self.frame
        self.stack.append(self.frame)
        self.frame = _Frame(Map(start) if is_map else Seq(start), event.tag, event.anchor)
        if event.anchor:
            self.anchors[event.anchor] = Lost("contains itself")
        return self.frame

    def skip(self, start: int) -> None:
        """Pass over a collection that is nested too deeply; the rest of the file is kept."""
        depth = 1
        event: Any = None
        while depth:
            event = self.next_event()
            kind = type(event)
            if kind is MappingStartEvent or kind is SequenceStartEvent:
                depth += 1
                if depth + MAX_DEPTH > MAX_FLOW_DEPTH:
                    raise BadYaml(f"nested deeper than {MAX_FLOW_DEPTH} levels", event.start_mark.index)
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                depth -= 1
        end = event.end_mark.index if event else start
        self.reading.problem(
            "S3L905", f"nested deeper than {MAX_DEPTH} levels: s3lint does not read this part", start, end=end
        )
        self.frame.put(Lost(f"is nested deeper than {MAX_DEPTH} levels"), start, end)

    def close(self, event: Any) -> _Frame:
        frame, node = self.frame, self.frame.node
        end = event.end_mark.index
        if end == event.start_mark.index:  # a block collection: the event stands at the next token
            end = max(self.leaf_end, node.start)
        else:
            self.leaf_end = end
        node.end = end
        frame.merge()
        tag, value = frame.tag, node
        if tag is not None and tag[0] == "!" and tag != "!":
            value = short_form(tag, node, node.start, end)
        if frame.anchor:
            self.anchors[frame.anchor] = value
        self.frame = self.stack.pop()
        self.frame.node.weight += value.weight
        self.frame.put(value, node.start, end)
        return self.frame

    def alias(self, event: Any) -> None:
        start, end = event.start_mark.index, event.end_mark.index
        self.leaf_end = end
        value = self.anchors.get(event.anchor, Lost("is an alias without an anchor"))
        weight = getattr(value, "weight", 1)
        if weight > MAX_ALIAS_WEIGHT:
            value, weight = Lost(f"expands to more than {MAX_ALIAS_WEIGHT} nodes"), 1
        if isinstance(value, Lost):
            code = "S3L905" if "expands" in value.why else "S3L901"
            self.reading.problem(code, f"the alias *{event.anchor} {value.why}", start, end=end)
        self.frame.node.weight += weight
        self.frame.put(value, start, end)

    def finish(self) -> None:
        """Hand over the document that is complete."""
        documents = self.frame.node
        (root,), ((start, end),) = documents, documents.at
        self.reading.documents.append(Document(root, start, end))
        documents.clear()
        documents.at.clear()


def read_yaml(text: str, reading: Reading, *, pure: bool = False) -> None:
    """Add the documents of a YAML text to the reading. Raises BadYaml; complete documents before it are kept."""
    try:
        _Builder(text, reading, pure).run()
    except Exception as error:  # the parsers raise six unrelated types
        raise as_bad_yaml(error, text) from error

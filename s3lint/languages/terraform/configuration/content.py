"""The arguments and nested blocks of a body, whichever syntax they are written in, after override files."""

from __future__ import annotations

from collections.abc import Iterator

from s3lint.languages.terraform.syntax import nodes
from s3lint.record import Struct
from s3lint.source import Source, Span


class Argument(Struct, frozen=True):
    """`name = expression`, and the file that it stands in."""

    name: str
    expression: nodes.Expression
    source: Source
    start: int

    @property
    def span(self) -> Span:
        """The whole argument."""
        return Span(self.source, self.start, self.expression.end)

    @property
    def value_span(self) -> Span:
        """Its expression alone."""
        return Span(self.source, self.expression.start, self.expression.end)


class Nested(Struct, frozen=True):
    """A block inside a body."""

    type: str
    labels: tuple[str, ...]
    content: Content
    span: Span
    header: Span


class Content(Struct, frozen=True):
    """A body: arguments by name and nested blocks in order. In JSON, blocks are arguments until asked for."""

    arguments: dict[str, Argument]
    blocks: tuple[Nested, ...] = ()
    json: bool = False

    def overridden(self, other: Content) -> Content:
        """The body under an override: its arguments replace, its blocks replace all blocks of their type."""
        replaced = {_kind(block) for block in other.blocks} | set(other.arguments)
        kept = tuple(block for block in self.blocks if _kind(block) not in replaced)
        named = {name: a for name, a in self.arguments.items() if name not in replaced}
        return Content({**named, **other.arguments}, kept + other.blocks, self.json or other.json)

    def block_types(self) -> set[str]:
        """The types of the blocks that stand in it, those of dynamic blocks included."""
        dynamic = self.arguments.get("dynamic")
        labels = {b.labels[0] for b in self.labelled("dynamic") if b.labels} if dynamic is not None else set()
        return {_kind(block) for block in self.blocks} | labels

    def nested(self, name: str) -> Iterator[Nested]:
        """The blocks of one type (not the dynamic ones)."""
        yield from (block for block in self.blocks if block.type == name)
        argument = self.arguments.get(name)
        if argument is not None and self.json:
            yield from json_blocks(argument)

    def labelled(self, name: str) -> Iterator[Nested]:
        """The blocks of a type that bears one label; in JSON the label is a key."""
        yield from (block for block in self.blocks if block.type == name)
        argument = self.arguments.get(name)
        if argument is None or not self.json:
            return
        for group in json_blocks(argument):
            for label, inner in group.content.arguments.items():
                for block in json_blocks(inner):
                    yield Nested(name, (label,), block.content, block.span, block.header)


def _kind(block: Nested) -> str:
    return block.labels[0] if block.type == "dynamic" and block.labels else block.type


def content_of(source: Source, body: nodes.Body, json: bool) -> Content:
    """A parsed body as content."""
    arguments = {
        name: Argument(name, attribute.expression, source, attribute.start)
        for name, attribute in body.attributes.items()
    }
    blocks = tuple(
        Nested(
            block.type,
            block.labels,
            content_of(source, block.body, json),
            Span(source, block.start, block.end),
            Span(source, block.start, block.header_end),
        )
        for block in body.blocks
    )
    return Content(arguments, blocks, json)


def json_blocks(argument: Argument) -> list[Nested]:
    """The blocks that a JSON argument stands for: an object, or an array of objects; none where it is neither."""
    found = argument.expression
    objects = found.items if isinstance(found, nodes.TupleConstructor) else (found,)
    if not all(isinstance(item, nodes.ObjectConstructor) for item in objects):
        return []
    return [_json_block(argument, item) for item in objects if isinstance(item, nodes.ObjectConstructor)]


def _json_block(argument: Argument, item: nodes.ObjectConstructor) -> Nested:
    arguments: dict[str, Argument] = {}
    for entry in item.items:
        name = entry.key.data if isinstance(entry.key, nodes.Literal) else None
        if isinstance(name, str) and name != "//":
            arguments[name] = Argument(name, entry.value, argument.source, entry.start)
    span = Span(argument.source, item.start, item.end)
    header = Span(argument.source, argument.start, argument.start + len(argument.name) + 2)
    return Nested(argument.name, (), Content(arguments, (), json=True), span, header)

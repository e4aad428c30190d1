"""Terragrunt's configuration files as they are written: attributes and blocks, in HCL or JSON."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from s3lint.languages.terraform.configuration.content import Content, Nested, content_of
from s3lint.languages.terraform.configuration.files import is_json, read_source
from s3lint.languages.terraform.syntax import SyntaxProblem, nodes, read_values, read_values_json
from s3lint.languages.terraform.syntax.block import MAX_REPEATED, diagnose, repeated
from s3lint.languages.terraform.syntax.parser import parse_body
from s3lint.record import Struct
from s3lint.source import Diagnostic, Source, Span, Tree
from s3lint.source.memory import Memory


class Document(Struct, frozen=True):
    """One file. One that cannot be read has no content, and a diagnostic."""

    source: Source
    content: Content
    diagnostics: tuple[Diagnostic, ...] = ()
    is_broken: bool = False

    @property
    def top(self) -> Span:
        """Where the file begins."""
        return self.source.span(0, 0).first_line

    def blocks(self, kind: str) -> Iterator[tuple[str, Nested]]:
        """The blocks of a type with their labels; without one the label is empty."""
        if not self.content.json:
            yield from ((block.labels[0] if block.labels else "", block) for block in self.content.nested(kind))
            return
        bare = [block for block in self.content.nested(kind) if "path" in block.content.arguments]
        if kind == "include" and bare:  # the one block that need not have a label
            yield from (("", block) for block in bare)
            return
        yield from ((block.labels[0], block) for block in self.content.labelled(kind))


class Documents:
    """The files of one tree, each read once."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._read: Memory[str, Document] = Memory(tree)
        self._values: Memory[str, tuple[Source, nodes.Body] | None] = Memory(tree)

    def at(self, path: str) -> Document:
        """A file."""
        return self._read.get(path, partial(_read, self._tree, path))

    def values(self, path: str) -> tuple[Source, nodes.Body] | None:
        """A variable file; None where it cannot be read."""
        return self._values.get(path, partial(read_variables, self._tree, path))


def _read(tree: Tree, path: str) -> Document:
    found: list[Diagnostic] = []
    source = read_source(tree, path, found)
    if source is None:
        return Document(Source(path, ""), Content({}), tuple(found), is_broken=True)
    if is_json(path):
        body = read_values_json(source, templates=True)
        broken = bool(body.diagnostics) and not body.attributes
        return Document(source, content_of(source, body, json=True), (*found, *body.diagnostics), broken)
    try:
        body = parse_body(source, 0, len(source.text))
    except SyntaxProblem as problem:
        return Document(source, Content({}), (*found, diagnose(source, problem)), is_broken=True)
    again = tuple(repeated(source, attribute.name, attribute.start) for attribute in body.twice[:MAX_REPEATED])
    return Document(source, content_of(source, body, json=False), (*found, *again))


def read_variables(tree: Tree, path: str) -> tuple[Source, nodes.Body] | None:
    """What a variable file says; None where it cannot be read."""
    source = read_source(tree, path, [])
    if source is None:
        return None
    return source, read_values_json(source) if is_json(path) else read_values(source)


def blocks_in(content: Content, kind: str) -> Iterator[tuple[str, Nested]]:
    """The labelled blocks of a type inside of a block."""
    found = content.labelled(kind) if content.json else content.nested(kind)
    yield from ((block.labels[0], block) for block in found if block.labels)

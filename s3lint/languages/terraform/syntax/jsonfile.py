"""Configuration in JSON: the same files, blocks and expressions as in native syntax (HCL JSON syntax)."""

from __future__ import annotations

from collections.abc import Iterator

from s3lint.languages.terraform.syntax import nodes
from s3lint.languages.terraform.syntax.block import MAX_REPEATED, BlockHead, diagnose, repeated
from s3lint.languages.terraform.syntax.file import File
from s3lint.languages.terraform.syntax.jsontext import Json, read
from s3lint.languages.terraform.syntax.lexer import Lexer
from s3lint.languages.terraform.syntax.parser import parse_template, parse_tokens
from s3lint.languages.terraform.syntax.problem import SyntaxProblem
from s3lint.languages.terraform.syntax.tokens import Token
from s3lint.record import replace
from s3lint.source import Source

# how many labels the blocks of the top level have
_LABELS = {
    "resource": 2,
    "data": 2,
    "ephemeral": 2,
    "action": 2,
    "module": 1,
    "variable": 1,
    "output": 1,
    "provider": 1,
    "check": 1,
}


def read_json(source: Source) -> File:
    """Split a `.tf.json` or `.tofu.json` file into its blocks."""
    file = File(source)
    try:
        root = read(source)
        for top in [root] if root.kind == "object" else root.data if root.kind == "array" else []:
            for key, value in _members(top):
                if key.data != "//":
                    file.blocks += _blocks(source, str(key.data), key, value, ())
        if root.kind == "scalar":
            raise SyntaxProblem("expected an object", root.start, root.end)
    except SyntaxProblem as problem:
        file.diagnostics.append(diagnose(source, problem))
    return file


def read_values_json(source: Source, *, templates: bool = False) -> nodes.Body:
    """A `.tfvars.json` file: an object whose strings are plain, unless they are templates."""
    body = nodes.Body(start=0, end=len(source.text))
    try:
        root = read(source)
        if root.kind != "object":
            raise SyntaxProblem("expected an object", root.start, root.end)
        for key, value in _members(root):
            if str(key.data) in body.attributes and len(body.diagnostics) < MAX_REPEATED:
                body.diagnostics.append(repeated(source, str(key.data), key.start + 1))
            body.attributes[str(key.data)] = _attribute(source, key, value, templates=templates)
    except SyntaxProblem as problem:
        body.diagnostics.append(diagnose(source, problem))
    return body


def _members(value: Json) -> Iterator[tuple[Json, Json]]:
    if value.kind != "object":
        raise SyntaxProblem("expected an object", value.start, value.end)
    yield from value.data


def _blocks(source: Source, type: str, key: Json, value: Json, labels: tuple[str, ...]) -> list[BlockHead]:
    """The blocks of one key: objects nested as deep as there are labels; an array where there are several."""
    if value.kind == "array":
        return [head for item in value.data for head in _blocks(source, type, key, item, labels)]
    if value.kind == "scalar" and value.data is None:
        return []
    if len(labels) < _LABELS.get(type, 0):
        found = []
        for label, inner in _members(value):
            if label.data != "//":
                found += _blocks(source, type, label, inner, (*labels, str(label.data)))
        return found
    head = BlockHead(source, type, labels, key.start, key.end, value.start + 1, value.end)
    head.made = nodes.Body(start=value.start, end=value.end)
    # a variable's default, type and description are plain values: no references, no templates
    plain = type == "variable"
    for name, inner in _members(value):
        if name.data == "//":
            continue
        if str(name.data) in head.made.attributes:
            head.repeat(str(name.data), name.start + 1)
        try:
            head.made.attributes[str(name.data)] = _attribute(source, name, inner, templates=not plain)
        except SyntaxProblem as problem:
            head.diagnostics.append(diagnose(source, problem))
    head.made.diagnostics = head.diagnostics
    return [head]


def _attribute(source: Source, key: Json, value: Json, *, templates: bool) -> nodes.Attribute:
    made = _expression(source, value, templates=templates)
    return nodes.Attribute(name=str(key.data), name_end=key.end, expression=made, start=key.start, end=value.end)


def _expression(source: Source, value: Json, *, templates: bool) -> nodes.Expression:
    if value.kind == "array":
        items = tuple(_expression(source, item, templates=templates) for item in value.data)
        return nodes.TupleConstructor(items=items, start=value.start, end=value.end)
    if value.kind == "object":
        members = tuple(
            nodes.ObjectItem(
                key=_string(source, key, templates=templates),
                value=_expression(source, item, templates=templates),
                start=key.start,
                end=item.end,
            )
            for key, item in value.data
        )
        return nodes.ObjectConstructor(items=members, start=value.start, end=value.end)
    if isinstance(value.data, str):
        return _string(source, value, templates=templates)
    return nodes.Literal(data=value.data, start=value.start, end=value.end)


def _string(source: Source, value: Json, *, templates: bool) -> nodes.Expression:
    """A string is a template whose backslashes mean nothing; its places are those of the JSON text."""
    text: str = value.data
    if not templates or ("${" not in text and "%{" not in text):
        return nodes.Literal(data=text, start=value.start, end=value.end)
    start, end = value.start + 1, value.end - 1
    if source.text[start:end] == text:
        made = parse_template(source, start, end)
    else:
        made = _escaped_template(source.text, text, start, end)
    made.start, made.end = value.start, value.end
    return made


def _escaped_template(whole: str, text: str, start: int, end: int) -> nodes.Expression:
    """A template behind JSON's escapes: parsed as decoded, with the offsets of the encoded text."""
    offsets = list(_offsets(whole, start, end))

    def place(at: int) -> int:
        return offsets[at] if at < len(offsets) else end

    def tokens() -> Iterator[Token]:
        for token in Lexer(text, 0, len(text)).template_tokens():
            yield replace(token, start=place(token.start), end=place(token.end))

    try:
        (attribute,) = parse_tokens(tokens()).attributes.values()
    except SyntaxProblem as problem:
        # one from the lexer counts in the decoded text: the string as a whole is near enough
        raise type(problem)(problem.message, start, end) from problem
    return attribute.expression


def _offsets(whole: str, start: int, end: int) -> Iterator[int]:
    """Where each character of a decoded JSON string stands."""
    at = start
    while at < end:
        yield at
        if whole[at] != "\\":
            at += 1
        elif whole[at + 1] != "u":
            at += 2
        else:
            code = int(whole[at + 2 : at + 6], 16)
            pair = 0xD800 <= code < 0xDC00 and whole[at + 6 : at + 8] == "\\u"
            at += 12 if pair else 6

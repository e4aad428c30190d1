"""`data "aws_iam_policy_document"`: the policy that the provider renders, each part where the user wrote it.

Source: hashicorp/aws, data source aws_iam_policy_document (merge order, sids, elements of one item as a string).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import product
from typing import TYPE_CHECKING

from s3lint.source import Span
from s3lint.terraform.configuration.policy_text import rendered
from s3lint.terraform.types.kinds import STRING
from s3lint.values import (
    ALWAYS,
    Guard,
    Mapping,
    NotJson,
    OneOf,
    Option,
    Reason,
    Scalar,
    Sequence,
    Text,
    Unknown,
    Value,
    decode_json,
    join_guards,
    text_of,
)
from s3lint.values.navigate import map_options, one_of

if TYPE_CHECKING:
    from s3lint.terraform.configuration.objects import ResourceInstance

MAX_VARIANTS = 32
_LISTS = (
    ("actions", "Action"),
    ("not_actions", "NotAction"),
    ("resources", "Resource"),
    ("not_resources", "NotResource"),
)
_ELEMENTS = (
    *("Sid", "Effect", "Action", "NotAction", "Resource", "NotResource"),
    *("Principal", "NotPrincipal", "Condition"),
)
Choices = list[tuple[Value | None, Guard]]


def policy_document(data: ResourceInstance, attribute: str) -> Value:
    """The value of `json` or `minified_json`, with the document as its structure."""
    body, place = data.body(), data.header
    before = [*_texts(body, "source_json"), *_texts(body, "source_policy_documents")]
    after = [*_texts(body, "override_policy_documents"), *_texts(body, "override_json")]
    own = _choices(body.get("statement"))
    pieces = [*map(_choices, before), own, *map(_choices, after)]
    count = 1
    for choices in pieces:
        count *= max(1, len(choices))
    if count > MAX_VARIANTS:
        reason = Reason("limit", data.address, f"has more than {MAX_VARIANTS} variants", place)
        return Unknown(reason, span=place)
    made: list[Option] = []
    for combination in product(*pieces):
        guard = join_guards(guard for _, guard in combination)
        if guard is None:
            continue
        parts = [value for value, _ in combination]
        document = _assembled(data, parts[: len(before)], parts[len(before)], parts[len(before) + 1 :])
        made.append(Option(rendered(document, place, compact=attribute != "json"), guard))
    return one_of(made, place) or Unknown(Reason("error", data.address, "cannot be assembled", place), span=place)


def _texts(body: Mapping, name: str) -> Iterator[Value]:
    """The policies that an argument brings: one text, or a list of them."""
    value = body.get(name)
    if isinstance(value, Sequence):
        yield from value.items
        if value.open is not None:
            yield Unknown(value.open, span=value.span)
    elif isinstance(value, OneOf) and any(isinstance(c.value, Sequence) for c in value.choices):
        longest = max(len(c.value.items) for c in value.choices if isinstance(c.value, Sequence))
        for index in range(longest):
            yield map_options(value, lambda v, at=index: _item(v, at)) or Scalar(None)  # type: ignore[misc]
    elif value is not None:
        yield value


def _item(value: Value | None, at: int) -> Value | None:
    return value.items[at] if isinstance(value, Sequence) and at < len(value.items) else Scalar(None)


def _choices(value: Value | None) -> Choices:
    if isinstance(value, OneOf):
        return [(choice.value, choice.guard) for choice in value.choices]
    return [(value, ALWAYS)]


@dataclass(slots=True)
class _Document:
    """A policy under assembly."""

    version: Value | None = None
    id: Value | None = None
    statements: list[Value] = field(default_factory=list)
    open: Reason | None = None

    def merge(self, other: _Document) -> None:
        """Take over another policy's statements; one with a sid replaces the one of the same sid."""
        self.id = other.id or self.id
        self.version = _newer(self.version, other.version)
        self.open = self.open or other.open
        for statement in other.statements:
            sid = _sid(statement)
            if isinstance(sid, Unknown | Text | OneOf) and any(_sid(s) is not None for s in self.statements):
                self.open = self.open or _why(sid)
            same = [i for i, s in enumerate(self.statements) if sid is not None and _same_sid(_sid(s), sid)]
            if same:
                self.statements[same[0]] = statement
            else:
                self.statements.append(statement)

    def value(self, span: Span) -> Mapping:
        """The policy as a value."""
        entries: dict[str, Value] = {}
        if self.version is not None:
            entries["Version"] = self.version
        if self.id is not None:
            entries["Id"] = self.id
        if self.statements or self.open:
            entries["Statement"] = Sequence(tuple(self.statements), "tuple", self.open, span=span)
        return Mapping(entries, {}, "object", span=span)


def _assembled(
    data: ResourceInstance, before: list[Value | None], own: Value | None, after: list[Value | None]
) -> Mapping:
    document = _Document()
    for text in before:
        document.merge(_decoded(data, text))
    document.merge(_own(data, own))
    for text in after:
        document.merge(_decoded(data, text))
    return document.value(data.header)


def _own(data: ResourceInstance, statements: Value | None) -> _Document:
    """The policy that the block itself describes."""
    body = data.body()
    version = _set(body.get("version")) or Scalar("2012-10-17", span=data.header)
    document = _Document(version, _set(body.get("policy_id")))
    if isinstance(statements, Sequence):
        document.statements = [_statement(item) for item in statements.items if isinstance(item, Mapping)]
        document.open = statements.open
    elif isinstance(statements, Unknown):
        document.open = statements.reason
    document.open = document.open or body.open
    return document


def _decoded(data: ResourceInstance, text: Value | None) -> _Document:
    """A policy that is given as text."""
    if text is None or (isinstance(text, Scalar) and text.data in (None, "")):
        return _Document()
    if isinstance(text, Unknown):
        return _Document(open=text.reason)
    try:
        found = decode_json(text)
    except NotJson as problem:
        reason = Reason("error", data.address, f"takes in a text that is no JSON: {problem}", text.span)
        return _Document(open=reason)
    if isinstance(found, Unknown):
        return _Document(open=found.reason)
    if not isinstance(found, Mapping):
        reason = Reason("error", data.address, "takes in a text that is no policy", text.span)
        return _Document(open=reason if not isinstance(found, OneOf) else _why(found))
    return _from_mapping(found)


def _from_mapping(found: Mapping) -> _Document:
    document = _Document(_set(found.get("Version")), _set(found.get("Id")), open=found.open)
    statements = found.get("Statement")
    if isinstance(statements, Sequence):
        document.statements = [_normal(statement) for statement in statements.items]
        document.open = document.open or statements.open
    elif isinstance(statements, Mapping):
        document.statements = [_normal(statements)]
    elif isinstance(statements, Unknown | OneOf):
        document.open = document.open or _why(statements)
    return document


def _normal(statement: Value) -> Value:
    """A statement that came as text, as the provider writes it again: its elements in order, principals sorted."""
    if not isinstance(statement, Mapping):
        return statement
    entries = {name: value for name in _ELEMENTS if (value := _set(statement.get(name))) is not None}
    for name in ("Principal", "NotPrincipal"):
        found = entries.get(name)
        if isinstance(found, Mapping):
            kinds = {kind: _resorted(value) for kind, value in sorted(found.entries.items())}
            entries[name] = replace(found, entries=kinds)
    return replace(statement, entries=entries)


def _resorted(value: Value) -> Value:
    return replace(value, items=tuple(_sorted(iter(value.items)))) if isinstance(value, Sequence) else value


def _statement(block: Mapping) -> Mapping:
    """One `statement` block in the words of IAM."""
    entries: dict[str, Value] = {}
    keys: dict[str, Span] = {}

    def put(name: str, key: str, value: Value | None) -> None:
        if value is not None:
            entries[key] = value
            if name in block.keys:
                keys[key] = block.keys[name]

    put("sid", "Sid", _set(block.get("sid")))
    put("effect", "Effect", _effect(block))
    for name, key in _LISTS:
        put(name, key, map_options(block.get(name), _list))
    for name, key in (("principals", "Principal"), ("not_principals", "NotPrincipal")):
        put(name, key, map_options(block.get(name), _principals))
    put("condition", "Condition", map_options(block.get("condition"), _conditions))
    return Mapping(entries, keys, "object", block.open, span=block.span)


def _effect(block: Mapping) -> Value:
    default = Scalar("Allow", span=block.span)
    return map_options(block.get("effect"), lambda value: _set(value) or default) or default


def _list(value: Value | None) -> Value | None:
    """A set of strings: left out where it is empty, one item as a string, else in the provider's order."""
    if not isinstance(value, Sequence):
        return _set(value)
    items = list({text_of(item) or id(item): _variables(item) for item in value.items}.values())
    return _collapsed(items, value, ordered=False)


def _collapsed(items: list[Value], whole: Sequence, *, ordered: bool) -> Value | None:
    if whole.open is None and len(items) <= 1:
        return items[0] if items else None
    if not ordered and all(isinstance(item, Scalar) for item in items):
        items.sort(key=lambda item: text_of(item) or "", reverse=True)
    return Sequence(tuple(items), "tuple", whole.open, span=whole.span, origin=whole.origin)


def _variables(value: Value) -> Value:
    """A string with the policy variables that the data source spells `&{...}`."""
    if isinstance(value, Unknown):
        return replace(value, type=STRING)
    if isinstance(value, Scalar):
        text = text_of(value)
        if text is None or (isinstance(value.data, str) and "&{" not in value.data):
            return value
        return replace(value, data=text.replace("&{", "${"))
    if isinstance(value, Text):
        return replace(value, parts=tuple(p.replace("&{", "${") if isinstance(p, str) else p for p in value.parts))
    if isinstance(value, OneOf):
        return map_options(value, lambda v: _variables(v) if v is not None else None) or value
    return value


def _principals(value: Value | None) -> Value | None:
    """The principals blocks as one element. A single `*` of type `*` is everybody."""
    if not isinstance(value, Sequence) or (not value.items and value.open is None):
        return None
    entries: dict[str, list[Value]] = {}
    keys: dict[str, Span] = {}
    opened = value.open
    for block in value.items:
        kind, found = _pair(block, "type", "identifiers")
        if kind is None or not isinstance(found, Sequence):
            opened = opened or _first_reason(block)
            continue
        opened = opened or found.open
        entries.setdefault(kind, []).extend(_sorted(map(_variables, found.items)))
        keys.setdefault(kind, block.keys.get("type", value.span) if isinstance(block, Mapping) else value.span)  # type: ignore[arg-type]
    if list(entries) == ["*"] and [text_of(v) for v in entries["*"]] == ["*"] and opened is None:
        return entries["*"][0]
    made = {kind: _several(items, value.span) for kind, items in entries.items()}
    return Mapping(dict(sorted(made.items())), keys, "object", opened, span=value.span)


def _conditions(value: Value | None) -> Value | None:
    """The condition blocks as one element: operator, key, values."""
    if not isinstance(value, Sequence) or (not value.items and value.open is None):
        return None
    found: dict[str, dict[str, list[Value]]] = {}
    opened = value.open
    for block in value.items:
        test, values = _pair(block, "test", "values")
        variable = text_of(block.get("variable") or Scalar(None)) if isinstance(block, Mapping) else None
        if test is None or variable is None:
            opened = opened or _first_reason(block)
            continue
        into = found.setdefault(test, {}).setdefault(variable, [])
        into += map(_variables, values.items) if isinstance(values, Sequence) and not values.open else [values or value]
    span = value.span
    entries: dict[str, Value] = {}
    for test, variables in sorted(found.items()):
        inner = {name: _several(items, span) for name, items in sorted(variables.items())}
        entries[test] = Mapping(inner, {}, "object", span=span)
    return Mapping(entries, {}, "object", opened, span=span)


def _pair(block: Value, name: str, values: str) -> tuple[str | None, Value | None]:
    if not isinstance(block, Mapping):
        return None, None
    return text_of(block.get(name) or Scalar(None)), block.get(values)


def _several(items: list[Value], span: Span | None) -> Value:
    return items[0] if len(items) == 1 else Sequence(tuple(items), "tuple", span=span)


def _sorted(items: Iterator[Value]) -> list[Value]:
    found = list(items)
    if all(isinstance(item, Scalar) for item in found):
        found.sort(key=lambda item: text_of(item) or "", reverse=True)
    return found


def _set(value: Value | None) -> Value | None:
    """A value that is there: neither null nor empty."""
    return None if isinstance(value, Scalar) and value.data in (None, "") else value


def _sid(statement: Value) -> Value | None:
    return _set(statement.get("Sid")) if isinstance(statement, Mapping) else None


def _same_sid(one: Value | None, two: Value) -> bool:
    return isinstance(one, Scalar) and isinstance(two, Scalar) and one.data == two.data


def _newer(one: Value | None, two: Value | None) -> Value | None:
    if isinstance(one, Scalar) and isinstance(two, Scalar):
        return two if str(two.data) > str(one.data) else one
    return two if two is not None else one


def _why(value: Value) -> Reason:
    return _first_reason(value) or Reason("variant", "the policy", "has several variants", value.span)


def _first_reason(value: Value | None) -> Reason | None:
    """The first reason for which a part of a value is not known."""
    if isinstance(value, Unknown):
        return value.reason
    parts: list[Value] = []
    if isinstance(value, Text):
        parts = [part for part in value.parts if isinstance(part, Unknown)]
    elif isinstance(value, OneOf):
        guard = next(iter(value.choices)).guard
        return Reason("variant", ", ".join(sorted(q for q, _ in guard)), "decides what this is", value.span)
    elif isinstance(value, Mapping):
        parts = list(value.entries.values())
    elif isinstance(value, Sequence):
        parts = list(value.items)
    found = map(_first_reason, parts)
    return next((reason for reason in found if reason), None)

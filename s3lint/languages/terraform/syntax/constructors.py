"""What the grammar's rules of tuples, objects and `for` expressions make of their parts."""

from __future__ import annotations

from typing import Any, NamedTuple

from s3lint.languages.terraform.syntax import nodes
from s3lint.languages.terraform.syntax.tokens import Token

Parts = list[Any]


class Intro(NamedTuple):
    """`for k, v in collection :`."""

    key: str | None
    value: str
    collection: nodes.Expression


class Condition(NamedTuple):
    """`if condition` of a for expression."""

    expression: nodes.Expression


def nodes_of(parts: Parts) -> Parts:
    """The parts that are no tokens."""
    return [p for p in parts if type(p) is not Token]


def tuple_of(parts: Parts) -> nodes.TupleConstructor:
    """`[a, b]`."""
    return nodes.TupleConstructor(items=tuple(nodes_of(parts)), start=parts[0].start, end=parts[-1].end)


def object_of(parts: Parts) -> nodes.ObjectConstructor:
    """`{ a = 1 }`."""
    return nodes.ObjectConstructor(items=tuple(nodes_of(parts)), start=parts[0].start, end=parts[-1].end)


def object_item(parts: Parts) -> nodes.ObjectItem:
    """`a = 1` in an object."""
    key, _, value = parts
    return nodes.ObjectItem(key=key, value=value, start=key.start, end=value.end)


_NAMES = {True: "true", False: "false", None: "null"}


def object_key(parts: Parts) -> nodes.Expression:
    """A bare word as key is a literal name, also where the word means something elsewhere."""
    key = parts[0]
    if type(key) is Token:
        return nodes.Literal(data=key.text, start=key.start, end=key.end)
    if type(key) is nodes.Variable:
        return nodes.Literal(data=key.name, start=key.start, end=key.end)
    if type(key) is nodes.Literal and (key.data is None or isinstance(key.data, bool)):
        return nodes.Literal(data=_NAMES[key.data], start=key.start, end=key.end)
    return key  # type: ignore[no-any-return]


def intro(parts: Parts) -> Intro:
    """`for k, v in collection :`."""
    names = [p.text for p in parts if type(p) is Token and p.type == "NAME"]
    (collection,) = nodes_of(parts)
    return Intro(names[0] if len(names) > 1 else None, names[-1], collection)


def for_tuple(parts: Parts) -> nodes.ForTuple:
    """`[for …]`."""
    opening, value, *condition = nodes_of(parts)
    return nodes.ForTuple(
        key_name=opening.key,
        value_name=opening.value,
        collection=opening.collection,
        value=value,
        condition=condition[0].expression if condition else None,
        start=parts[0].start,
        end=parts[-1].end,
    )


def for_object(parts: Parts) -> nodes.ForObject:
    """`{ for … }`."""
    opening, key, value, *condition = nodes_of(parts)
    return nodes.ForObject(
        key_name=opening.key,
        value_name=opening.value,
        collection=opening.collection,
        key=key,
        value=value,
        condition=condition[0].expression if condition else None,
        grouping=any(type(p) is Token and p.type == "ELLIPSIS" for p in parts),
        start=parts[0].start,
        end=parts[-1].end,
    )

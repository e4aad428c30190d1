"""Equality of values, and sets in terraform's order."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from s3lint.languages.terraform.types.inspect import is_null, is_wholly_known, type_of
from s3lint.languages.terraform.types.kinds import (
    DYNAMIC,
    ListType,
    MapType,
    ObjectType,
    SetType,
    TupleType,
    Type,
    has_dynamic,
)
from s3lint.languages.terraform.types.number import spell
from s3lint.values import Mapping, OneOf, Scalar, Sequence, Text, Unknown, Value


def equal(left: Value, right: Value) -> bool | None:
    """Whether two values are equal, without conversion; None where that is not known."""
    if is_null(left) and is_null(right):
        return True
    if isinstance(left, Text) or isinstance(right, Text):
        return _texts_equal(left, right)
    if isinstance(left, Scalar) and isinstance(right, Scalar):
        return _scalars_equal(left, right)
    for one, two in ((left, right), (right, left)):
        if is_null(one):
            return None if not isinstance(two, Scalar | Sequence | Mapping) else False
    one_type, two_type = type_of(left), type_of(right)
    if has_dynamic(one_type) or has_dynamic(two_type):
        if not may_be_same(one_type, two_type):
            return False
    elif one_type != two_type:
        return False
    if isinstance(left, Sequence) and isinstance(right, Sequence):
        if left.open or right.open:
            return None
        if left.kind == "set" and (not _all_scalars(left) or not _all_scalars(right)):
            return None if _has_unknown(left) or _has_unknown(right) else _all_equal(left, right)
        return _all_equal(left, right)
    if isinstance(left, Mapping) and isinstance(right, Mapping):
        if left.open or right.open:
            return None
        if left.entries.keys() != right.entries.keys():
            return False
        return _every(equal(value, right.entries[key]) for key, value in left.entries.items())
    return None


def _scalars_equal(left: Scalar, right: Scalar) -> bool:
    if isinstance(left.data, bool) is not isinstance(right.data, bool):
        return False
    if isinstance(left.data, str) is not isinstance(right.data, str):
        return False
    return left.data == right.data


def _texts_equal(left: Value, right: Value) -> bool | None:
    """A string that is known in part differs from what cannot begin or end like it."""
    other = right if isinstance(left, Text) else left
    if isinstance(other, Scalar) and not isinstance(other.data, str):
        return False
    if isinstance(other, Sequence | Mapping):
        return False
    for take, test in ((0, str.startswith), (-1, str.endswith)):
        ends = [side.parts[take] if isinstance(side, Text) else None for side in (left, right)]
        known = [side.data if isinstance(side, Scalar) else None for side in (left, right)]
        one, two = (
            e if isinstance(e, str) else k if isinstance(k, str) else None for e, k in zip(ends, known, strict=True)
        )
        if one is None or two is None:
            continue
        whole = isinstance(left, Scalar) or isinstance(right, Scalar)
        longer, shorter = (one, two) if len(one) >= len(two) else (two, one)
        literal = one if isinstance(left, Text) else two
        if whole and len(literal) > len(two if isinstance(left, Text) else one):
            return False
        if not test(longer, shorter):
            return False
    return None


def _every(answers: Iterable[bool | None]) -> bool | None:
    result: bool | None = True
    for answer in answers:
        if answer is False:
            return False
        if answer is None:
            result = None
    return result


def _all_equal(left: Sequence, right: Sequence) -> bool | None:
    if len(left.items) != len(right.items):
        unsure = left.kind == "set" and (_has_unknown(left) or _has_unknown(right))
        return None if unsure else False
    return _every(equal(one, two) for one, two in zip(left.items, right.items, strict=True))


def _has_unknown(value: Sequence) -> bool:
    return any(not isinstance(item, Scalar | Sequence | Mapping) for item in value.items)


def _all_scalars(value: Sequence) -> bool:
    return all(isinstance(item, Scalar) for item in value.items)


def may_be_same(left: Type, right: Type) -> bool:
    """Whether two types could turn out to be one, once their unknown parts are known."""
    if DYNAMIC in (left, right):
        return True
    if type(left) is not type(right):
        return False
    if isinstance(left, ListType | SetType | MapType) and isinstance(right, ListType | SetType | MapType):
        return may_be_same(left.element, right.element)
    if isinstance(left, TupleType) and isinstance(right, TupleType):
        same = len(left.items) == len(right.items)
        return same and all(may_be_same(a, b) for a, b in zip(left.items, right.items, strict=True))
    if isinstance(left, ObjectType) and isinstance(right, ObjectType):
        theirs = dict(right.attributes)
        same = len(left.attributes) == len(theirs) and all(name in theirs for name, _ in left.attributes)
        return same and all(may_be_same(kind, theirs[name]) for name, kind in left.attributes)
    return left == right


Order = tuple[int, str, Any]


def _order(value: Value) -> Order:
    """What a set's items are sorted by: known items, then null, then what is not known."""
    if isinstance(value, Unknown | Text | OneOf):
        return 2, "", 0
    if isinstance(value, Scalar):
        data = value.data
        if data is None:
            return 1, "", 0
        return 0, "string" if isinstance(data, str) else "bool" if isinstance(data, bool) else "number", data
    return 0, "collection", set_key(value)


def set_key(value: Value) -> str:
    """A text by which collections inside of a set are ordered (go-cty orders them by their hash's input)."""
    if isinstance(value, Scalar):
        data = value.data
        if data is None:
            return "~"
        if isinstance(data, bool):
            return "T" if data else "F"
        return json.dumps(data, ensure_ascii=False) if isinstance(data, str) else spell(data)
    if isinstance(value, Sequence):
        opening, closing = "<>" if value.kind == "tuple" else "[]"
        return opening + "".join(f"{set_key(item)};" for item in value.items) + closing
    if isinstance(value, Mapping) and value.kind == "map":
        return "{" + "".join(f"{json.dumps(key)}:{set_key(value.entries[key])};" for key in sorted(value.entries)) + "}"
    if isinstance(value, Mapping):
        return "<" + "".join(f"{set_key(value.entries[key])};" for key in sorted(value.entries)) + ">"
    return "?"


def distinct(values: Iterable[Value]) -> list[Value]:
    """Each value once, in the order of its first appearance; what is not known is not equal to anything."""
    found: list[Value] = []
    seen: set[Order] = set()
    for value in values:
        if is_wholly_known(value):
            key = _order(value)
            if key in seen:
                continue
            seen.add(key)
        found.append(value)
    return found


def set_items(values: Iterable[Value]) -> tuple[Value, ...]:
    """The items of a set: each once, in terraform's order."""
    return tuple(sorted(distinct(values), key=_order))

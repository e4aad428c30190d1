"""Conversion of values between types.

Source: Terraform's type conversion rules (https://developer.hashicorp.com/terraform/language/expressions/types and
go-cty, package convert).
"""

from __future__ import annotations

from s3lint.languages.terraform.types.build import in_order, text_from
from s3lint.languages.terraform.types.inspect import is_null, type_of
from s3lint.languages.terraform.types.kinds import (
    BOOL,
    DYNAMIC,
    NUMBER,
    STRING,
    ListType,
    MapType,
    ObjectType,
    Primitive,
    SetType,
    TupleType,
    Type,
    described,
)
from s3lint.languages.terraform.types.number import parse, spell
from s3lint.languages.terraform.types.ordering import set_items
from s3lint.languages.terraform.types.problem import Problem
from s3lint.languages.terraform.types.unify import convertible, unify
from s3lint.record import replace
from s3lint.values import Mapping, OneOf, Option, Scalar, Sequence, Text, Unknown, Value


def converted(value: Value, want: Type) -> Value:
    """The value as another type. Raises Problem where terraform refuses."""
    if want == DYNAMIC:
        return value
    if type(value) is OneOf:
        options = [Option(converted(o.value, want) if o.value else None, o.guard) for o in value.choices]
        return replace(value, choices=tuple(options), type=None)
    if is_null(value):
        if not convertible(type_of(value), want):
            raise _refuse(value, want)  # null has a type, too
        return value if value.type == want else replace(value, type=want)
    if isinstance(want, Primitive):
        return _to_primitive(value, want)
    if isinstance(want, ListType | SetType):
        return _to_sequence(value, want)
    if isinstance(want, MapType):
        return _to_map(value, want)
    if isinstance(want, TupleType):
        return _to_tuple(value, want)
    assert isinstance(want, ObjectType)
    return _to_object(value, want)


def _refuse(value: Value, want: Type) -> Problem:
    kind = type_of(value)
    if kind == STRING and want in (NUMBER, BOOL):
        return Problem(f"{described(want)} is required")
    return Problem(f"{described(want).removeprefix('a ')} required, but this is {_article(kind)}")


def _article(kind: Type) -> str:
    name = described(kind)
    return name if name.startswith("a ") else f"a {name}" if name[0] not in "aeiou" else f"an {name}"


def _unknown(value: Unknown, want: Type) -> Unknown:
    if not convertible(type_of(value), want):
        raise _refuse(value, want)
    return value if value.type == want else replace(value, type=want)


def _to_primitive(value: Value, want: Type) -> Value:
    if isinstance(value, Unknown):
        return _unknown(value, want)
    if isinstance(value, Text) and want == STRING:
        return value
    if isinstance(value, Text):
        part = next(part for part in value.parts if isinstance(part, Unknown))
        return Unknown(part.reason, span=value.span, origin=value.origin, type=want, sensitive=value.sensitive)
    if not isinstance(value, Scalar):
        raise _refuse(value, want)
    data = value.data
    kind = type_of(value)
    if kind == want:
        return value
    if want == STRING and isinstance(data, bool):
        return replace(value, data="true" if data else "false", type=STRING)
    if want == STRING and data is not None and not isinstance(data, str):
        return replace(value, data=spell(data), type=STRING)
    if want == NUMBER and isinstance(data, str):
        number = parse(data)
        if number is not None:
            return replace(value, data=number, type=NUMBER, structure=None)
    if want == BOOL and data in ("true", "1"):
        return replace(value, data=True, type=BOOL, structure=None)
    if want == BOOL and data in ("false", "0"):
        return replace(value, data=False, type=BOOL, structure=None)
    raise _refuse(value, want)


def _element(items: list[Value], element: Type, what: str) -> Type:
    """The element type that is meant: where it is open, the one that all items can be converted to."""
    if element != DYNAMIC or not items:
        return element
    found = unify([type_of(item) for item in items])
    made = {type_of(item) for item in items if not is_null(item)}
    if found is None or (found == DYNAMIC and len(made) > 1 and DYNAMIC not in made):  # beside null
        raise Problem(f"all {what} elements must have the same type")
    return found


def _at(place: str, value: Value, want: Type) -> Value:
    try:
        return converted(value, want)
    except Problem as problem:
        raise Problem(f"element {place}: {problem.message}", problem.span) from problem


def _to_sequence(value: Value, want: ListType | SetType) -> Value:
    if isinstance(value, Unknown):
        unknown = _unknown(value, want)
        return unknown
    if not isinstance(value, Sequence):
        raise _refuse(value, want)
    if value.type == want:
        return value
    kind = "list" if isinstance(want, ListType) else "set"
    element = _element(list(value.items), want.element, kind)
    if not value.items and element == DYNAMIC and isinstance(value.type, ListType | SetType):
        element = value.type.element
    items = [_at(str(index), item, element) for index, item in enumerate(value.items)]
    if element == DYNAMIC and want.element == DYNAMIC and value.kind == "tuple" and not items:
        element = DYNAMIC
    made = type(want)(_narrowed(items, element))
    return replace(value, items=tuple(items) if kind == "list" else set_items(items), kind=kind, type=made)


def _narrowed(items: list[Value], element: Type) -> Type:
    """Element types with `any` inside become what the items turned out to be."""
    kinds = {type_of(item) for item in items if not is_null(item)}
    return kinds.pop() if len(kinds) == 1 and element != DYNAMIC else element


def _to_map(value: Value, want: MapType) -> Value:
    if isinstance(value, Unknown):
        return _unknown(value, want)
    if not isinstance(value, Mapping):
        raise _refuse(value, want)
    if value.type == want:
        return value
    element = _element(list(value.entries.values()), want.element, "map")
    if not value.entries and element == DYNAMIC and isinstance(value.type, MapType):
        element = value.type.element
    entries = {key: _at(f'"{key}"', item, element) for key, item in value.entries.items()}
    made = MapType(_narrowed(list(entries.values()), element))
    return replace(value, entries=in_order(entries), kind="map", type=made)


def _to_tuple(value: Value, want: TupleType) -> Value:
    if isinstance(value, Unknown):
        return _unknown(value, want)
    if not isinstance(value, Sequence) or value.kind != "tuple" or len(value.items) != len(want.items):
        raise _refuse(value, want)
    pairs = zip(value.items, want.items, strict=True)
    return replace(
        value, items=tuple(_at(str(index), item, kind) for index, (item, kind) in enumerate(pairs)), type=None
    )


def _to_object(value: Value, want: ObjectType) -> Value:
    if isinstance(value, Unknown):
        return _unknown(value, want)
    if not isinstance(value, Mapping):
        raise _refuse(value, want)
    entries: dict[str, Value] = {}
    for name, kind in want.attributes:
        item = value.entries.get(name)
        if item is not None:
            try:
                entries[name] = converted(item, kind)
            except Problem as problem:
                raise Problem(f'attribute "{name}": {problem.message}', problem.span) from problem
        elif value.open:
            entries[name] = Unknown(value.open, span=value.span, origin=value.origin, type=kind)
        elif name in want.optional:
            entries[name] = Scalar(None, span=value.span, origin=value.origin, type=kind)
        else:
            raise Problem(f'attribute "{name}" is required')
    return replace(value, entries=entries, kind="object", open=None, type=None)


def as_text(value: Value) -> Value:
    """A value as a string; what is known in part stays so."""
    text = converted(value, STRING)
    return text_from(text.parts, text.span) if isinstance(text, Text) and len(text.parts) == 1 else text

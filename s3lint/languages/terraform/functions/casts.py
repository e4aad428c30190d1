"""Functions that convert between types, and those about sensitive values."""

from __future__ import annotations

from s3lint.languages.terraform.functions.call import Body, Call
from s3lint.languages.terraform.types.build import boolean
from s3lint.languages.terraform.types.convert import converted
from s3lint.languages.terraform.types.inspect import is_sensitive
from s3lint.languages.terraform.types.kinds import BOOL, DYNAMIC, NUMBER, STRING, ListType, MapType, SetType, Type
from s3lint.record import replace
from s3lint.values import Mapping, OneOf, Option, Sequence, Unknown, Value


def _cast(want: Type) -> Body:
    def body(call: Call, arguments: list[Value]) -> Value:
        value = converted(arguments[0], want)
        if value is arguments[0] and value.type is None and isinstance(value, Unknown):
            return replace(value, type=want)
        return value

    return body


tostring = _cast(STRING)
tonumber = _cast(NUMBER)
tobool = _cast(BOOL)
tolist = _cast(ListType(DYNAMIC))
toset = _cast(SetType(DYNAMIC))
tomap = _cast(MapType(DYNAMIC))


def sensitive(call: Call, arguments: list[Value]) -> Value:
    """The value, marked as sensitive."""
    return replace(arguments[0], sensitive=True)


def nonsensitive(call: Call, arguments: list[Value]) -> Value:
    """The value without the mark."""
    return _unmarked(arguments[0])


def _unmarked(value: Value) -> Value:
    if not is_sensitive(value):
        return value
    if isinstance(value, Sequence):
        return replace(value, items=tuple(map(_unmarked, value.items)), sensitive=False)
    if isinstance(value, Mapping):
        entries = {name: _unmarked(item) for name, item in value.entries.items()}
        return replace(value, entries=entries, sensitive=False)
    if isinstance(value, OneOf):
        options = (Option(_unmarked(o.value) if o.value else None, o.guard) for o in value.choices)
        return replace(value, choices=tuple(options), sensitive=False)
    return replace(value, sensitive=False)


def issensitive(call: Call, arguments: list[Value]) -> Value:
    """Whether the value is marked as sensitive."""
    if isinstance(arguments[0], Unknown) and not arguments[0].sensitive:
        return call.unknown(arguments[0], kind=BOOL)
    return boolean(arguments[0].sensitive, call.span)


def itself(call: Call, arguments: list[Value]) -> Value:
    """The value as it is (`ephemeralasnull`, outside of ephemeral values)."""
    return arguments[0]

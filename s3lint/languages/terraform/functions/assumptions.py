"""What a module's author knows of a value before it is known (the `assume` functions of OpenTofu 1.13).

An assumption that does not hold is an error, so the value is handed on as it is, with the identity that it bears.
Source: https://opentofu.org/docs/v1.13/language/functions/assume_family/
"""

from __future__ import annotations

from s3lint.languages.terraform.functions.call import Body, Call, whole
from s3lint.languages.terraform.types.convert import converted
from s3lint.languages.terraform.types.inspect import is_null, is_wholly_known, type_of
from s3lint.languages.terraform.types.ordering import equal
from s3lint.languages.terraform.types.problem import Problem
from s3lint.values import Mapping, Scalar, Sequence, Text, Value

_BROKEN = "the assumption does not hold"


def not_null(call: Call, arguments: list[Value]) -> Value:
    """The value, which is not null."""
    if is_null(arguments[0]):
        raise Problem(_BROKEN)
    return arguments[0]


def with_prefix(call: Call, arguments: list[Value]) -> Value:
    """The text, which begins with another."""
    value, prefix = arguments
    start = value.parts[0] if isinstance(value, Text) else value.data if isinstance(value, Scalar) else None
    if isinstance(start, str) and isinstance(prefix, Scalar):
        wanted = str(prefix.data)
        known = start if isinstance(value, Scalar) else start[: len(wanted)]
        if not (known.startswith(wanted) if isinstance(value, Scalar) else wanted.startswith(known)):
            raise Problem(_BROKEN)
    return value


def of_length(*, least: int | None = None, most: int | None = None) -> Body:
    """The collection, whose length lies within the arguments at these places."""

    def body(call: Call, arguments: list[Value]) -> Value:
        low, high = (_bound(arguments, place) for place in (least, most))
        shortest, longest = _lengths(arguments[0])
        if (low is not None and longest is not None and longest < low) or (high is not None and shortest > high):
            raise Problem(_BROKEN)
        return arguments[0]

    return body


def _bound(arguments: list[Value], place: int | None) -> int | None:
    found = arguments[place] if place is not None else None
    return whole(found.data, "the length") if isinstance(found, Scalar) else None


def _lengths(value: Value) -> tuple[int, int | None]:
    """The least and the greatest length that a collection may have; null has any."""
    if isinstance(value, Mapping):
        return len(value.entries), None if value.open else len(value.entries)
    if not isinstance(value, Sequence):
        return 0, None
    distinct = value.kind != "set" or all(map(is_wholly_known, value.items))
    return len(value.items) if distinct else min(len(value.items), 1), None if value.open else len(value.items)


def equal_to(call: Call, arguments: list[Value]) -> Value:
    """The second value, which the first equals."""
    actual, expected = arguments
    if equal(converted(actual, type_of(expected)), expected) is False:
        raise Problem(_BROKEN)
    return expected

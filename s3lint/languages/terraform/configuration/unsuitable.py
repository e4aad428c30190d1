"""What Terraform says of a `count` or `for_each` that it refuses, and what to write instead."""

from __future__ import annotations

from decimal import Decimal

from s3lint.languages.terraform.evaluate.conditions import truth
from s3lint.languages.terraform.types.problem import Problem
from s3lint.languages.terraform.types.variants import failed
from s3lint.values import Mapping, Scalar, Sequence, Text, Unknown, Value, text_of

Fault = tuple[str, str]
"""What is wrong, and a hint that may be empty."""

LARGEST_COUNT = 10**9


def of_count(value: Value) -> Fault:
    """Why a value is no count."""
    if isinstance(value, Unknown):
        return _failed("count", value), ""
    if isinstance(value, Scalar):
        number = _number(value)
        if value.data is None:
            return "count is null, but must be a whole number", "use 0 for none"
        if text_of(value) in ("true", "false"):
            said = f"count is {_shown(value)}, but must be a number"
            return said, "convert the condition to a number: count = CONDITION ? 1 : 0"
        if number is not None and number < 0:
            return f"count is {_shown(value)}, but must not be negative", "use 0 for none"
        if number is not None and number >= LARGEST_COUNT:
            return f"count is {_shown(value)}, which is more than terraform can create", ""
        if number is not None and number.is_finite() and number != number.to_integral_value():
            return f"count is {_shown(value)}, but must be a whole number", ""
    hint = "use length(), or for_each" if isinstance(value, Sequence | Mapping) else ""
    return f"count is {_shown(value)}, but must be a number", hint


def of_enabled(value: Value) -> tuple[str | None, bool | None]:
    """Why a value cannot say whether a block is enabled, or what it says; neither where it is not known."""
    if failed(value):
        assert isinstance(value, Unknown)
        return _failed("enabled", value), None
    try:
        return None, truth(value, "enabled")
    except Problem as problem:
        return problem.message, None


def of_each(value: Value) -> Fault:
    """Why a value is nothing to iterate over."""
    if isinstance(value, Unknown):
        return _failed("for_each", value), ""
    hint = ""
    if isinstance(value, Scalar) and value.data is None:
        hint = "use {} for none"
    elif isinstance(value, Sequence):
        hint = "convert it to a set: toset(…)"
    return f"for_each is {_shown(value)}, but must be a map or a set of strings", hint


def of_item(value: Value) -> Fault | None:
    """Why a value cannot be in the set of a for_each, or None."""
    if not isinstance(value, Scalar) or isinstance(value.data, str):
        return None if isinstance(value, Scalar | Text | Unknown) else of_each(value)
    if value.data is None:
        return "for_each is a set that contains null, which is not allowed", "remove it: compact(…)"
    said = f"for_each is a set that contains {_shown(value)}, but only strings are allowed"
    return said, "convert its items to strings: toset([for item in … : tostring(item)])"


def _failed(argument: str, value: Unknown) -> str:
    return f"{argument} {value.reason.text}"


def _number(value: Scalar) -> Decimal | None:
    try:
        return Decimal(text_of(value) or "")
    except ArithmeticError:
        return None


def _shown(value: Value) -> str:
    if isinstance(value, Scalar):
        if value.sensitive:
            return "a sensitive value"
        return f'"{value.data}"' if isinstance(value.data, str) else text_of(value) or "null"
    return "a list" if isinstance(value, Sequence) else "an object"

"""Numeric functions."""

from __future__ import annotations

import math
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any

from s3lint.languages.terraform.functions.call import Call, whole
from s3lint.languages.terraform.types.build import list_of, number
from s3lint.languages.terraform.types.convert import converted
from s3lint.languages.terraform.types.inspect import is_null, is_wholly_known
from s3lint.languages.terraform.types.kinds import NUMBER
from s3lint.languages.terraform.types.number import Number, calculate, is_infinite, negated
from s3lint.languages.terraform.types.problem import OverLimit, Problem
from s3lint.values import Scalar, Sequence, Value

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_MAX_RANGE = 1024


def absolute(value: Number) -> Number:
    """The number without its sign."""
    return negated(value) if value < 0 else value


def ceil(value: Number) -> Number:
    """The next whole number upwards."""
    return value if isinstance(value, int) or is_infinite(value) else int(value.to_integral_value(ROUND_CEILING))


def floor(value: Number) -> Number:
    """The next whole number downwards."""
    return value if isinstance(value, int) or is_infinite(value) else int(value.to_integral_value(ROUND_FLOOR))


def signum(value: Number) -> int:
    """-1, 0 or 1."""
    number = whole(value)
    return (number > 0) - (number < 0)


def maximum(*values: Number) -> Number:
    """The greatest number."""
    if not values:
        raise Problem("must pass at least one number")
    return max(values)


def minimum(*values: Number) -> Number:
    """The smallest number."""
    if not values:
        raise Problem("must pass at least one number")
    return min(values)


def log(value: Number, base: Number) -> Number:
    """The logarithm in a base."""
    try:
        return _from_float(math.log(float(value)) / math.log(float(base)))
    except (ValueError, OverflowError, ZeroDivisionError) as error:
        raise Problem("the logarithm is not a number") from error


def power(value: Number, exponent: Number) -> Number:
    """A number raised to a power."""
    try:
        return _from_float(math.pow(float(value), float(exponent)))
    except OverflowError:
        return Decimal("Infinity")
    except ValueError as error:
        raise Problem("the result is not a number") from error


def _from_float(value: float) -> Number:
    if math.isnan(value):
        raise ValueError("not a number")
    return int(Decimal(repr(value))) if value.is_integer() else Decimal(repr(value))


def parseint(value: Any, base: Any) -> int:
    """The whole number that a string names in a base."""
    radix = whole(base, "the base")
    if not isinstance(value, str):
        raise Problem("the first argument must be a string")
    if not 2 <= radix <= 62:
        raise Problem("the base must be a whole number between 2 and 62 inclusive")
    negative, digits = value.startswith("-"), value[1:] if value[:1] in ("-", "+") else value
    if len(digits) > 1000:
        raise OverLimit("has a number that is too large")
    result = 0
    for digit in digits if radix > 36 else digits.lower():
        found = _DIGITS.find(digit)
        if not 0 <= found < radix:
            digits = ""
            break
        result = result * radix + found
    if not digits:
        raise Problem(f"cannot parse the value as a base {radix} integer")
    return -result if negative else result


def total(call: Call, arguments: list[Value]) -> Value:
    """The sum of a collection of numbers."""
    found = arguments[0]
    if not is_wholly_known(found):
        return call.unknown(found, kind=NUMBER)
    if not isinstance(found, Sequence):
        raise Problem("the argument must be a list, set or tuple of numbers")
    if not found.items:
        raise Problem("cannot sum an empty list")
    result: Number = 0
    for item in found.items:
        if is_null(item):
            raise Problem("the argument must be a list, set or tuple of number values")
        data = converted(item, NUMBER)
        assert isinstance(data, Scalar)
        result = calculate("+", result, data.data)  # type: ignore[arg-type]
    return number(result, call.span)


def counting(call: Call, arguments: list[Value]) -> Value:
    """A list of numbers: `range(limit)`, `range(start, limit)`, `range(start, limit, step)`."""
    if not 1 <= len(arguments) <= 3:
        raise Problem("must have one, two, or three arguments")
    if not all(map(is_wholly_known, arguments)):
        return call.unknown(*arguments)
    given: list[Any] = [argument.data for argument in arguments if isinstance(argument, Scalar)]
    start, limit = (0, given[0]) if len(given) == 1 else given[:2]
    down = limit < start
    step = given[2] if len(given) == 3 else (-1 if down else 1)
    if down and step >= 0 and len(given) == 3:
        raise Problem("step must be less than zero when end is less than start")
    if not down and step < 0:
        raise Problem("step must be greater than zero when end is greater than start")
    items: list[Value] = []
    current: Number = start
    while current > limit if down else current < limit:
        if len(items) >= _MAX_RANGE:
            raise Problem(f"more than {_MAX_RANGE} values were generated")
        items.append(number(current, call.span))
        current = calculate("+", current, step)
    call.budget.items(len(items))
    return list_of(NUMBER, items, call.span)

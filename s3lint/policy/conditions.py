"""Condition operators (IAM reference_policies_elements_condition_operators and its pages on several values)."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import lru_cache

from s3lint.policy import keys
from s3lint.policy.addresses import contains
from s3lint.policy.document import Condition
from s3lint.policy.glob import MAYBE, NO, YES, like, same
from s3lint.policy.placeholders import arn_parts, has_hole, is_placeholder
from s3lint.record import Struct

Given = str | tuple[str, ...] | None
"""The value of a key in a request: one, several (multivalued keys), or None where the key is absent."""

_POSITIVE = {
    "stringequals": "string",
    "stringequalsignorecase": "ignorecase",
    "stringlike": "like",
    "arnequals": "arn",
    "arnlike": "arn",
    "numericequals": "number=",
    "numericlessthan": "number<",
    "numericlessthanequals": "number<=",
    "numericgreaterthan": "number>",
    "numericgreaterthanequals": "number>=",
    "dateequals": "date=",
    "datelessthan": "date<",
    "datelessthanequals": "date<=",
    "dategreaterthan": "date>",
    "dategreaterthanequals": "date>=",
    "bool": "bool",
    "binaryequals": "string",
    "ipaddress": "ip",
    "null": "null",
}
_NEGATED = {
    "stringnotequals": "string",
    "stringnotequalsignorecase": "ignorecase",
    "stringnotlike": "like",
    "arnnotequals": "arn",
    "arnnotlike": "arn",
    "numericnotequals": "number=",
    "datenotequals": "date=",
    "notipaddress": "ip",
}


class Operator(Struct, frozen=True):
    """An operator taken apart."""

    test: str  # string, ignorecase, like, arn, number<, date=, bool, ip, null
    negated: bool = False
    if_exists: bool = False
    several: str = ""  # any (ForAnyValue), all (ForAllValues)


@lru_cache(maxsize=1024)
def operator(text: str) -> Operator | None:
    """The operator of that name (in any case), or None."""
    word = text.lower()
    several = ""
    for prefix, meaning in (("foranyvalue:", "any"), ("forallvalues:", "all")):
        if word.startswith(prefix):
            word, several = word[len(prefix) :], meaning
    if_exists = word.endswith("ifexists") and word != "ifexists"
    word = word.removesuffix("ifexists")
    if word in _POSITIVE and not (if_exists and word == "null"):
        return Operator(_POSITIVE[word], False, if_exists, several)
    return Operator(_NEGATED[word], True, if_exists, several) if word in _NEGATED else None


def holds(condition: Condition, values: tuple[str, ...], given: Given) -> int:
    """Whether one condition holds of what a request carries; `values` are its own, variables filled in."""
    how = operator(condition.operator)
    if not condition.certain or (how is None and has_hole(condition.operator)) or not values:
        return MAYBE
    if keys.kind(condition.key) == "unknown":  # nobody can say which requests carry it
        return MAYBE
    if how is None:
        return NO
    if how.test == "null":
        wanted = {value.lower() for value in values}
        if any(has_hole(value) for value in wanted):
            return MAYBE
        return YES if ("true" if given is None else "false") in wanted else NO
    if given is None:
        if how.several:
            return NO if how.several == "any" and not how.if_exists else YES
        return YES if how.if_exists or how.negated else NO
    present = given if isinstance(given, tuple) else (given,)
    results = [_of_one(how, values, item) for item in present]
    if how.several == "all":
        return min(results, default=YES)
    if how.several == "any" or not how.negated:
        return max(results, default=NO)
    return min(results, default=YES)


def _of_one(how: Operator, values: tuple[str, ...], given: str) -> int:
    found = max(compare(how.test, value, given) for value in values)
    return YES - found if how.negated else found


def compare(test: str, value: str, given: str) -> int:
    """One value of a condition with one value of a request."""
    if test == "string":
        return same(value, given)
    if test == "like":
        return like(value, given)
    if test == "arn":
        return _arn(value, given)
    if test == "bool" and is_placeholder(value):
        return MAYBE
    if test in ("ignorecase", "bool"):
        return same(value.lower(), given.lower())
    if test == "ip":
        return contains(value, given)
    if is_placeholder(value) or is_placeholder(given):
        return MAYBE
    number = as_number(value) if test.startswith("number") else as_time(value)
    other = as_number(given) if test.startswith("number") else as_time(given)
    if number is None or other is None:
        return NO
    return YES if _ordered(test.lstrip("numberdat"), other, number) else NO


def _ordered(sign: str, left: float, right: float) -> bool:
    return {
        "=": left == right,
        "<": left < right,
        "<=": left <= right,
        ">": left > right,
        ">=": left >= right,
    }[sign]


def _arn(value: str, given: str) -> int:
    """ARNs are compared in their six parts; one with holes, or known by identity only, may have any number of them."""
    if has_hole(value) or has_hole(given) or (is_placeholder(value) and ":" not in value):
        return like(value, given)
    pattern, text = arn_parts(value), arn_parts(given)
    if len(pattern) != 6 or len(text) != 6:
        return YES if value == "*" else NO
    return min(like(p, t) for p, t in zip(pattern, text, strict=True))


def as_number(text: str) -> float | None:
    """A number as conditions write it."""
    if not re.fullmatch(r"\s*[-+]?\d{1,40}(\.\d{0,40})?\s*", text, re.ASCII):
        return None
    return float(text)


def as_time(text: str) -> float | None:
    """Seconds since 1970: ISO 8601 or epoch."""
    if (number := as_number(text)) is not None:
        return number
    try:
        found = datetime.fromisoformat(text.strip().replace("Z", "+00:00"))
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        return None

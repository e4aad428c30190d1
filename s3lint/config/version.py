"""Conditions on a version: `0.3.1`, `>=0.3`, `>=0.3,<1`."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable

from s3lint.lazy import lazy_re

Release = tuple[int, ...]
COMPARE: dict[str, Callable[[Release, Release], bool]] = {
    "": operator.eq,
    "==": operator.eq,
    "!=": operator.ne,
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
}
CONDITION = lazy_re(r"\s*(==|!=|>=|<=|>|<|)\s*v?(\d{1,6}(?:\.\d{1,6}){0,3})\s*")


def allows(conditions: str, version: str) -> bool | None:
    """Whether a version meets all conditions; None where they cannot be read."""
    answers = []
    for condition in conditions.split(","):
        found = CONDITION.fullmatch(condition)
        if not found:
            return None
        answers.append(COMPARE[found[1]](_release(version), _release(found[2])))
    return all(answers)


def _release(version: str) -> Release:
    numbers = [int(n) for n in re.findall(r"\d+", version.split("+")[0])[:4]]
    return tuple(numbers + [0] * (4 - len(numbers)))

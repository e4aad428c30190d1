"""Whether two things that were evaluated say the same at the same places, part by part."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from enum import Enum
from operator import attrgetter
from typing import Any

from s3lint.record import Struct, fields
from s3lint.source import Source, Span

_PLAIN = frozenset((str, int, float, bool, bytes, frozenset, set))
_DEEPEST = 200


def same(one: Any, other: Any, depth: int = 0) -> bool:
    """Whether two values, facts, guards or resources are alike, with all that they are made of.

    Spans are alike where the text around them is the very same, so that they are on the same lines. What cannot be
    compared is not alike.
    """
    if one is other:
        return True
    kind = type(one)
    if kind is not type(other) or depth > _DEEPEST:
        return False
    if kind is Span:
        return one.start == other.start and one.end == other.end and same(one.source, other.source)
    if kind in _PLAIN:
        return bool(one == other)
    if kind is dict:
        if one.keys() != other.keys() or list(one) != list(other):
            return False
        one, other = one.values(), other.values()
    elif kind is Source:
        return bool(one.path == other.path and one.text == other.text)
    elif kind in (tuple, list):
        if len(one) != len(other):
            return False
    else:
        taken = _fields(kind)
        if taken is None:
            return issubclass(kind, Enum | Decimal) and bool(one == other)
        one, other = taken(one), taken(other)
    for a, b in zip(one, other, strict=True):  # noqa: SIM110  # spelled out: asked of each value of each resource
        if a is not b and not same(a, b, depth + 1):
            return False
    return True


def _fields(kind: Any) -> Callable[[Any], tuple[Any, ...]] | None:
    """What takes the fields of a struct; None for what is none."""
    if kind not in _TAKE:
        # the class beside them, so that there are always several and the getter gives a tuple
        names = ("__class__", "__doc__", *fields(kind)) if issubclass(kind, Struct) else ()
        _TAKE[kind] = attrgetter(*names) if names else None
    return _TAKE[kind]


_TAKE: dict[type, Callable[[Any], tuple[Any, ...]] | None] = {}

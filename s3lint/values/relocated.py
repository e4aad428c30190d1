"""Values moved to other places: what was written in a text that is no file of the tree stands where it is used."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from s3lint.source import Span
from s3lint.values import Mapping, OneOf, Option, Scalar, Sequence, Text, Unknown, Value


def relocated(value: Value, move: Callable[[Span], Span]) -> Value:
    """A value with every place in it moved. Its own place is better told by an origin that stays where it is."""
    span = move(value.span) if value.span else None
    origin = move(value.origin) if value.origin else None
    if span is not None and span is not value.span and origin is not None and origin is value.origin:
        span = origin
    if isinstance(value, Scalar):
        structure = relocated(value.structure, move) if value.structure else None
        return replace(value, span=span, origin=origin, structure=structure)
    if isinstance(value, Text):
        parts = tuple(part if isinstance(part, str) else _unknown(part, move) for part in value.parts)
        structure = relocated(value.structure, move) if value.structure else None
        return replace(value, span=span, origin=origin, parts=parts, structure=structure)
    if isinstance(value, Sequence):
        items = tuple(relocated(item, move) for item in value.items)
        return replace(value, span=span, origin=origin, items=items)
    if isinstance(value, Mapping):
        entries = {key: relocated(item, move) for key, item in value.entries.items()}
        keys = {key: move(place) for key, place in value.keys.items()}
        return replace(value, span=span, origin=origin, entries=entries, keys=keys)
    if isinstance(value, OneOf):
        choices = tuple(Option(relocated(c.value, move) if c.value else None, c.guard) for c in value.choices)
        return replace(value, span=span, origin=origin, choices=choices)
    if isinstance(value, Unknown):
        return _unknown(replace(value, span=span, origin=origin), move)
    return value


def _unknown(value: Unknown, move: Callable[[Span], Span]) -> Unknown:
    reason = value.reason
    if reason.span is None:
        return value
    return replace(value, reason=replace(reason, span=move(reason.span)))

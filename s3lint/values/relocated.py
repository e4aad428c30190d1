"""Values moved to other places: what was written in a text that is no file of the tree stands where it is used."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from s3lint.source import Span
from s3lint.values import Fact, Mapping, OneOf, Option, Reason, Scalar, Sequence, Text, Unknown, Value


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


def relocated_fact(fact: Fact, move: Callable[[Span], Span]) -> Fact:
    """A fact with every place in it moved."""
    evidence = tuple(replace(one, span=move(one.span) if one.span else None) for one in fact.evidence)
    return replace(fact, evidence=evidence, reasons=tuple(_reason(reason, move) for reason in fact.reasons))


def _reason(reason: Reason, move: Callable[[Span], Span]) -> Reason:
    return replace(reason, span=move(reason.span)) if reason.span else reason


def _unknown(value: Unknown, move: Callable[[Span], Span]) -> Unknown:
    return replace(value, reason=_reason(value.reason, move)) if value.reason.span else value

"""What a resource's Properties evaluate to, as one mapping."""

from __future__ import annotations

from s3lint.languages.cloudformation.evaluate.evaluator import Evaluator
from s3lint.languages.cloudformation.evaluate.variants import Choice
from s3lint.source import Span
from s3lint.values import Mapping, OneOf, Reason, Unknown, Value


def as_body(evaluator: Evaluator, value: Value | None, span: Span) -> Mapping:
    """The attributes of a resource: conditions around all of them move into each of them."""
    if isinstance(value, Mapping):
        return value
    if isinstance(value, OneOf):
        return _distributed(evaluator, value, span)
    if isinstance(value, Unknown):
        return Mapping({}, {}, "map", value.reason, span=span)
    if value is None:
        return Mapping({}, {}, span=span)
    reason = Reason("unread", "Properties", "is not a mapping", span)
    return Mapping({}, {}, "map", reason, span=span)


def _distributed(evaluator: Evaluator, value: OneOf, span: Span) -> Mapping:
    bodies = [(as_body(evaluator, choice.value, span), choice.guard) for choice in value.choices]
    keys: dict[str, Span] = {}
    for body, _ in bodies:
        keys = {**body.keys, **keys}
    entries: dict[str, Value] = {}
    for key in dict.fromkeys(key for body, _ in bodies for key in body.entries):
        found: list[Choice] = []
        for body, guard in bodies:
            missing: Value | None = Unknown(body.open, span=span) if body.open is not None else None
            found.append((body.entries.get(key, missing), guard))
        chosen = evaluator.choose(found, span)
        if chosen is not None:
            entries[key] = chosen
    open_reason = next((body.open for body, _ in bodies if body.open is not None), None)
    return Mapping(entries, keys, "map", open_reason, span=span)

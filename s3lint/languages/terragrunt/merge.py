"""How configurations and maps are merged: shallow, where the stronger entry replaces, or deep.

https://docs.terragrunt.com/reference/hcl/blocks/#include
"""

from __future__ import annotations

from s3lint.languages.terraform.types.build import in_order
from s3lint.languages.terraform.types.inspect import is_null
from s3lint.languages.terraform.types.problem import Problem
from s3lint.languages.terraform.types.variants import error, spread
from s3lint.record import replace
from s3lint.values import Mapping, OneOf, Reason, Sequence, Unknown, Value

NO_MERGE, SHALLOW, DEEP = "no_merge", "shallow", "deep"


def merged(weaker: Value | None, stronger: Value | None, strategy: str) -> Value | None:
    """Two maps as one; nothing where there is neither. What is no map gives an error."""
    if weaker is None or stronger is None or is_null(weaker) or is_null(stronger):
        return weaker if stronger is None or is_null(stronger) else stronger
    span = stronger.span
    try:
        return spread([weaker, stronger], lambda pair: _maps(pair[0], pair[1], strategy), span)
    except Problem as problem:
        return error(problem, span)


def _maps(weaker: Value, stronger: Value, strategy: str) -> Value:
    if isinstance(stronger, Unknown):  # any of its entries may stand before those that are known
        if not isinstance(weaker, Mapping):
            return stronger
        hidden: dict[str, Value] = {name: Unknown(stronger.reason, span=value.span) for name, value in _items(weaker)}
        return replace(weaker, entries=hidden, open=stronger.reason, type=None)
    if not isinstance(stronger, Mapping) or not isinstance(weaker, Mapping | Unknown):
        raise Problem("cannot be merged: it is not a map", stronger.span)
    if isinstance(weaker, Unknown):
        entries = stronger.entries
        if strategy == DEEP:
            entries = {name: _opened(value, weaker.reason) for name, value in entries.items()}
        return replace(stronger, entries=entries, kind="object", open=weaker.reason, type=None)
    entries = dict(weaker.entries)
    if stronger.open is not None:
        entries = {name: Unknown(stronger.open, span=value.span) for name, value in entries.items()}
    for name, value in stronger.entries.items():
        below = weaker.entries.get(name)
        entries[name] = value if below is None or strategy != DEEP else deep(below, value)
    opened = stronger.open or weaker.open
    return Mapping(in_order(entries), {**weaker.keys, **stronger.keys}, "object", opened, span=stronger.span)


def _items(value: Mapping) -> list[tuple[str, Value]]:
    return list(value.entries.items())


def deep(weaker: Value, stronger: Value) -> Value:
    """Two values as one: maps entry by entry, lists one behind the other; of anything else the stronger."""
    if isinstance(weaker, OneOf) or isinstance(stronger, OneOf):
        return spread([weaker, stronger], lambda pair: deep(pair[0], pair[1]), stronger.span)
    if isinstance(weaker, Unknown):
        return _opened(stronger, weaker.reason)
    if isinstance(weaker, Mapping) and isinstance(stronger, Mapping):
        return _maps(weaker, stronger, DEEP)
    if isinstance(weaker, Sequence) and isinstance(stronger, Sequence):
        items, opened = (*weaker.items, *stronger.items), weaker.open or stronger.open
        return Sequence(items, "tuple", opened, span=stronger.span)
    return stronger


def _opened(value: Value, reason: Reason) -> Value:
    """A value that may have more to it: it is merged with what is not known."""
    if isinstance(value, Mapping):
        entries = {name: _opened(item, reason) for name, item in value.entries.items()}
        return replace(value, entries=entries, kind="object", open=reason, type=None)
    if isinstance(value, Sequence):
        return replace(value, kind="tuple", open=reason, type=None)
    return value

"""Values with conditional parts as the concrete values that are possible, each under its guard."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeGuard

from s3lint.record import replace
from s3lint.values import (
    ALWAYS,
    Guard,
    Mapping,
    NotJson,
    OneOf,
    Reason,
    Scalar,
    Sequence,
    Text,
    Unknown,
    Value,
    decode_json,
    join_guards,
)

LIMIT = 64
"""More variants than this are not told apart."""

Choice = tuple[Value | None, Guard]


class TooManyVariants(Exception):
    """The open conditions of a document have more combinations than the limit."""


def expand(value: Value | None) -> list[Choice]:
    """Every value without OneOf that it may be; None where it is absent then. Raises TooManyVariants."""
    if isinstance(value, OneOf):
        found: list[Choice] = []
        for option in value.choices:
            found += _under(option.guard, expand(option.value))
        return _checked(found)
    if isinstance(value, Mapping):
        return [(replace(value, entries=dict(pairs)), guard) for pairs, guard in _each_entry(value)]
    if isinstance(value, Sequence):
        lists = _product(expand(item) for item in value.items)
        return [(replace(value, items=tuple(v for v in items if v is not None)), guard) for items, guard in lists]
    if isinstance(value, Scalar) and value.data is None:
        return [(None, ALWAYS)]
    return [(value, ALWAYS)]


def documents(value: Value) -> Iterator[Choice]:
    """The documents that a policy argument may be, JSON texts decoded. Raises TooManyVariants and NotJson."""
    for text, outer in expand(value):
        structure = text
        if isinstance(text, Text) or _is_text(text):
            if isinstance(text, Scalar) and not str(text.data).strip():
                raise NotJson("is empty", 0)
            structure = decode_json(text)
        if structure is text:
            yield text, outer
        else:
            yield from _under(outer, expand(structure))


def statements_apart(value: Value, limit: Reason) -> Mapping | None:
    """A document of too many variants as one: each statement that hangs on open conditions is there perhaps.

    None where the document as a whole hangs on them.
    """
    document = decode_json(value) if isinstance(value, Text) or _is_text(value) else value
    if not isinstance(document, Mapping):
        return None
    name = next((key for key in document.entries if key.lower() == "statement"), None)
    if name is None:
        return None
    stated = document.entries[name]
    items = stated.items if isinstance(stated, Sequence) else (stated,)
    found: list[Value] = []
    for item in items:
        try:
            choices = expand(item)
        except TooManyVariants:
            choices = [(Unknown(reason=limit, span=item.span), ALWAYS)]
        sure = len(choices) == 1 and not choices[0][1]
        found += (option if sure else _perhaps(option, limit) for option, _ in choices if option is not None)
    opened = stated.open if isinstance(stated, Sequence) else None
    return replace(document, entries={**document.entries, name: Sequence(tuple(found), open=opened, span=stated.span)})


def _perhaps(option: Value, limit: Reason) -> Value:
    """A statement that may be there: what else it says is open."""
    return replace(option, open=option.open or limit) if isinstance(option, Mapping) else option


def _is_text(value: Value | None) -> TypeGuard[Scalar]:
    return isinstance(value, Scalar) and isinstance(value.data, str)


def _each_entry(value: Mapping) -> list[tuple[list[tuple[str, Value]], Guard]]:
    keys = list(value.entries)
    rows = _product(expand(value.entries[key]) for key in keys)
    return [([(k, v) for k, v in zip(keys, row, strict=True) if v is not None], guard) for row, guard in rows]


def _product(parts: Iterable[list[Choice]]) -> list[tuple[list[Value | None], Guard]]:
    """All combinations that do not contradict each other."""
    rows: list[tuple[list[Value | None], Guard]] = [([], ALWAYS)]
    for choices in parts:
        if len(choices) == 1 and not choices[0][1]:
            for row, _ in rows:
                row.append(choices[0][0])
            continue
        longer = []
        for row, guard in rows:
            for value, other in choices:
                joined = join_guards((guard, other))
                if joined is not None:
                    longer.append(([*row, value], joined))
            if len(longer) > LIMIT:
                raise TooManyVariants
        rows = longer
    return rows


def _under(guard: Guard, choices: Iterable[Choice]) -> list[Choice]:
    found = []
    for value, other in choices:
        joined = join_guards((guard, other))
        if joined is not None:
            found.append((value, joined))
    return found


def _checked(choices: list[Choice]) -> list[Choice]:
    if len(choices) > LIMIT:
        raise TooManyVariants
    return choices

"""Ways through nested values that keep what is unknown unknown and what is open open."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from s3lint.record import Struct
from s3lint.source import Span
from s3lint.values import work
from s3lint.values.guard import ALWAYS, Guard, join_guards
from s3lint.values.value import Mapping, OneOf, Option, Reason, Scalar, Sequence, Unknown, Value

MAX_OPTIONS = 64


def one_of(found: Iterable[Option], span: Span | None = None) -> Value | None:
    """One value out of options: nested ones are flattened, contradictory ones dropped, equal absences merged."""
    flat: dict[tuple[int, Guard], Option] = {}
    for option in found:
        if isinstance(option.value, OneOf):
            for inner in option.value.choices:
                guard = join_guards((option.guard, inner.guard))
                if guard is not None:
                    flat[id(inner.value), guard] = Option(inner.value, guard)
        else:
            flat[id(option.value), option.guard] = option
    values = {key[0] for key in flat}
    if not flat:
        return None
    if len(values) == 1:
        return next(iter(flat.values())).value
    if len(flat) > MAX_OPTIONS:
        return Unknown(Reason("limit", "this value", f"has more than {MAX_OPTIONS} variants", span), span=span)
    return OneOf(tuple(flat.values()), span=span)


def map_options(value: Value | None, change: Callable[[Value | None], Value | None]) -> Value | None:
    """The value with `change` applied to each possible value (absent ones as None); an Unknown stays as it is."""
    if isinstance(value, OneOf):
        return one_of((Option(map_options(c.value, change), c.guard) for c in value.choices), value.span)
    if isinstance(value, Unknown):
        return value
    return change(value)


def dig(value: Value | None, *path: str | int) -> Value | None:
    """The value at a path of keys and indexes. A key of a Sequence (Terraform's nested blocks) is its first item's.

    None where it is certainly not there (null included); Unknown where it may be there but cannot be seen.
    """
    work.spend(2 * len(path))
    for step in path:
        value = map_options(value, lambda v, step=step: _step(v, step))  # type: ignore[misc]
    return map_options(value, _drop_null)


def _drop_null(value: Value | None) -> Value | None:
    return None if isinstance(value, Scalar) and value.data is None else value


def _step(value: Value | None, step: str | int) -> Value | None:
    if isinstance(value, Sequence):
        index = step if isinstance(step, int) else 0
        if index < len(value.items):
            item = value.items[index]
            return item if isinstance(step, int) else dig(item, step)
        return Unknown(value.open, span=value.span) if value.open else None
    if isinstance(value, Mapping) and isinstance(step, str):
        found = value.get(step)
        if found is None and value.open:
            return Unknown(value.open, span=value.span)
        return found
    if isinstance(value, Mapping) and step == 0:
        return value  # a single block where a list of blocks may stand
    return None


class Member(Struct, frozen=True):
    """One item of a collection, and the open conditions under which it is there."""

    value: Value
    guard: Guard = ALWAYS


class Members(Struct, frozen=True):
    """The items of a collection; `open` says why there may be more than can be seen."""

    known: tuple[Member, ...]
    open: tuple[Reason, ...] = ()


def members(value: Value | None, guard: Guard = ALWAYS) -> Members:
    """The items of a list (a single value counts as a list of one, nothing as an empty one)."""
    if value is None or (isinstance(value, Scalar) and value.data is None):
        return Members(())
    if isinstance(value, Unknown):
        return Members((), (value.reason,))
    if isinstance(value, OneOf):
        return _gather((c.value, join_guards((guard, c.guard))) for c in value.choices)
    if isinstance(value, Sequence):
        inner = _gather((item, guard) if _is_item(item) else (_wrap(item), guard) for item in value.items)
        return Members(inner.known, (*inner.open, value.open) if value.open else inner.open)
    return Members((Member(value, guard),))


def listed(value: Value | None, guard: Guard = ALWAYS) -> Iterator[Member]:
    """The items of a list, each as it is: an item that is not known is one, and so is what the rest of it may be."""
    if value is None or (isinstance(value, Scalar) and value.data is None):
        return
    if isinstance(value, OneOf):
        for choice in value.choices:
            both = join_guards((guard, choice.guard))
            if both is not None:
                yield from listed(choice.value, both)
    elif isinstance(value, Sequence):
        for item in value.items:
            yield from listed(item, guard)
        if value.open:
            yield Member(Unknown(value.open, span=value.span), guard)
    else:
        yield Member(value, guard)


def leaves(value: Value | None) -> Iterator[Value]:
    """All texts and other values in it that hold no others."""
    if isinstance(value, Mapping):
        for item in value.entries.values():
            yield from leaves(item)
    elif isinstance(value, Sequence):
        for item in value.items:
            yield from leaves(item)
    elif isinstance(value, OneOf):
        for choice in value.choices:
            yield from leaves(choice.value)
    elif value is not None:
        yield value


def _is_item(value: Value) -> bool:
    return not isinstance(value, Sequence)


def _wrap(value: Value) -> Value:
    """A list inside a list is one item."""
    return Mapping({"": value}, {}, span=value.span)


def _gather(found: Iterable[tuple[Value | None, Guard | None]]) -> Members:
    known: list[Member] = []
    opened: list[Reason] = []
    for value, guard in found:
        work.spend(2)
        if guard is not None:
            inner = members(value, guard)
            known += inner.known
            opened += inner.open
    return Members(tuple(known), tuple(dict.fromkeys(opened)))

"""Values inside of what exists only under open conditions."""

from __future__ import annotations

from s3lint.record import replace
from s3lint.values import Guard, Mapping, OneOf, Scalar, Sequence, Text, Value, join_guards
from s3lint.values.navigate import one_of
from s3lint.values.value import Option


def assume(value: Value | None, guard: Guard) -> Value | None:
    """A value under open conditions that are taken as answered: options that contradict them are dropped."""
    if not guard or value is None:
        return value
    if isinstance(value, OneOf):
        kept = [Option(assume(c.value, guard), c.guard) for c in value.choices if join_guards((c.guard, guard))]
        kept = [Option(option.value, frozenset(option.guard - guard)) for option in kept]
        return one_of(kept, value.span) if kept else value
    if isinstance(value, Sequence):
        items = tuple(assume(item, guard) or item for item in value.items)
        return value if items == value.items else replace(value, items=items)
    if isinstance(value, Mapping):
        entries = {key: assume(item, guard) or item for key, item in value.entries.items()}
        return value if all(entries[k] is value.entries[k] for k in entries) else replace(value, entries=entries)
    if isinstance(value, Scalar | Text) and value.structure is not None:
        return replace(value, structure=assume(value.structure, guard))
    return value

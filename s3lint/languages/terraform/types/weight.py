"""How large a value is when it is written out: a part that is shared counts wherever it stands."""

from __future__ import annotations

from s3lint.values import Mapping, OneOf, Sequence, Value

MOST_PARTS = 200_000


def is_too_large(value: Value) -> bool:
    """Whether a value has more parts than any operation should walk through."""
    left, pending = MOST_PARTS, [value]
    while pending:
        one = pending.pop()
        if isinstance(one, Sequence):
            pending += one.items
            left -= len(one.items)
        elif isinstance(one, Mapping):
            pending += one.entries.values()
            left -= len(one.entries)
        elif isinstance(one, OneOf):
            pending += [choice.value for choice in one.choices if choice.value is not None]
            left -= len(one.choices)
        if left < 0:
            return True
    return False

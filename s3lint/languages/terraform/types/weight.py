"""How large a value is when it is written out: a part that is shared counts wherever it stands."""

from __future__ import annotations

from s3lint.languages.terraform.types.inspect import parts
from s3lint.values import Value

MOST_PARTS = 200_000


def is_too_large(value: Value) -> bool:
    """Whether a value has more parts than any operation should walk through."""
    left, pending = MOST_PARTS, [value]
    while pending:
        found = parts(pending.pop())
        if found:
            pending += found
            left -= len(found)
            if left < 0:
                return True
    return False

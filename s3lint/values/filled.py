"""Whether a value says anything."""

from __future__ import annotations

from s3lint.values import Mapping, Scalar, Sequence, Value, text_of


def is_filled(value: Value | None) -> bool:
    """Whether a value is there and neither empty nor zero."""
    if value is None:
        return False
    if isinstance(value, Scalar):
        return text_of(value) not in (None, "", "0")
    if isinstance(value, Mapping):
        return bool(value.entries)
    return bool(value.items) if isinstance(value, Sequence) else True

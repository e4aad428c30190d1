"""What a map of inputs gives for one variable."""

from __future__ import annotations

from s3lint.languages.terraform.types.inspect import is_null
from s3lint.source import Span
from s3lint.values import Mapping, Reason, Unknown, Value


def input_of(found: Value | None, name: str, place: Span) -> Value | None:
    """One entry of a map of inputs; nothing where it is certain that there is none."""
    if isinstance(found, Mapping):
        opened = Unknown(found.open, span=place) if found.open is not None else None
        return found.entries.get(name, opened)
    if found is None or is_null(found):
        return None
    reason = found.reason if isinstance(found, Unknown) else Reason("unread", "inputs", "are not a map", found.span)
    return Unknown(reason, span=place)

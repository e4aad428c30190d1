"""Values that are computed when they are asked for."""

from __future__ import annotations

from collections.abc import Callable

from s3lint.languages.terraform.types.problem import Problem
from s3lint.languages.terraform.types.weight import is_too_large
from s3lint.values import Reason, Unknown, Value


class Memo:
    """Values by their names. One that needs itself is an error."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, ...], Value | None] = {}
        self._active: set[tuple[str, ...]] = set()

    def get(self, key: tuple[str, ...], make: Callable[[], Value | None]) -> Value | None:
        """The value of a name. Raises Problem."""
        if key not in self._known:
            if key in self._active:
                raise Problem(f"{'.'.join(key)} refers to itself")
            self._active.add(key)
            try:
                value = make()
                self._known[key] = _within_bounds(value, key[-1]) if value is not None else None
            finally:
                self._active.discard(key)
        return self._known[key]


def _within_bounds(value: Value, name: str) -> Value:
    """A value that is small enough to be worked with, else that it is not."""
    if not is_too_large(value):
        return value
    return Unknown(Reason("limit", name, "produces a value that is too large", value.span), span=value.span)

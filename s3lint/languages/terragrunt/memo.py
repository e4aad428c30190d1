"""Values that are computed when they are asked for."""

from __future__ import annotations

from collections.abc import Callable

from s3lint.languages.terraform.types.problem import Problem
from s3lint.values import Value


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
                self._known[key] = make()
            finally:
                self._active.discard(key)
        return self._known[key]

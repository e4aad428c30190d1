"""How messages list things."""

from __future__ import annotations

from collections.abc import Iterable


def listed(names: Iterable[str]) -> str:
    """`a`, `a and b`, `a, b and c`: each once, in their order."""
    *front, last = dict.fromkeys(names) or [""]
    return f"{', '.join(front)} and {last}" if front else last


def are_not_true(settings: list[str]) -> str:
    """`a is not true`, `a and b are not true`."""
    return f"{listed(settings)} {'is' if len(settings) == 1 else 'are'} not true"

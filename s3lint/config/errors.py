"""What is wrong with a configuration, in words for the user."""

from __future__ import annotations

from collections.abc import Iterable


class ConfigError(Exception):
    """A setting that cannot be used. The message says what, where, and what to do."""


def closest(word: str, known: Iterable[str]) -> str:
    """` (did you mean 'x'?)` for the nearest known word, or nothing."""
    from difflib import get_close_matches

    by_lower = {name.lower(): name for name in known}
    found = get_close_matches(word.lower(), by_lower, n=1, cutoff=0.6)
    return f" (did you mean '{by_lower[found[0]]}'?)" if found else ""

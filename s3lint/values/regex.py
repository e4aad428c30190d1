"""Regular expressions in linear time (RE2), for patterns that a template or a setting brings along."""

from __future__ import annotations

from functools import lru_cache
from typing import Any


class BadPattern(ValueError):
    """RE2 does not accept the pattern; the message is RE2's."""


@lru_cache(maxsize=512)
def compile_pattern(pattern: str) -> Any:
    """The compiled pattern. Raises BadPattern."""
    import re2  # few runs bring a pattern along

    options = re2.Options()
    options.max_mem = 8 << 20
    options.log_errors = False
    try:
        return re2.compile(pattern, options)
    except re2.error as error:
        raise BadPattern(str(error)) from error

"""What is made when something first asks for it."""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast


class _LazyPattern:
    """Has a pattern's methods once one of them is asked for."""

    def __init__(self, text: Any, flags: int) -> None:
        self._written = text, flags

    def __getattr__(self, name: str) -> Any:
        """Called for what is not there yet: the next time it is found without."""
        found = getattr(re.compile(*self._written), name)
        setattr(self, name, found)
        return found


def lazy_re(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """A regular expression that is compiled when it is first used: a run uses few of those that it imports.

    It is for constants of modules. One that is written wrong raises where it is used.
    """
    return cast("re.Pattern[AnyStr]", _LazyPattern(text, flags))

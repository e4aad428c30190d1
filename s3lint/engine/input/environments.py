"""Which of the environments that a root declares are judged, as the settings say."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from s3lint.config import Settings
from s3lint.engine.errors import UsageError
from s3lint.record import replace
from s3lint.values.environment import DEFAULTS, Choice


def narrowed(choices: Iterable[Choice], settings: Settings) -> list[Choice]:
    """The choices with the answers that are asked for; where none of a choice's is, its first one. Options are none."""
    return list(_narrowed(choices, settings))


def _narrowed(choices: Iterable[Choice], settings: Settings) -> Iterator[Choice]:
    for choice in choices:
        if choice.is_option:
            continue
        kept = [answer for answer in choice.answers if answer.name not in settings.exclude_environments]
        if settings.environment:
            kept = [answer for answer in kept if answer.name in settings.environment]
        yield replace(choice, answers=tuple(kept) or choice.answers[:1])


def expect(asked: Sequence[str], declared: Collection[str]) -> None:
    """Raises UsageError for an environment that is asked for and that no root declares."""
    missing = [name for name in asked if name != DEFAULTS and name not in declared]
    if missing:
        known = ", ".join(sorted({DEFAULTS, *declared}))
        raise UsageError(f"environment '{missing[0]}': nothing here declares it (declared: {known})")

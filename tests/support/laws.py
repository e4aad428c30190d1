"""How many examples a law is tried on: all that it is worth under --whole, a part of them in a plain run."""

from __future__ import annotations

from typing import Any

from hypothesis import settings

WHOLE, PLAIN = 100, 40  # examples of a law that says nothing itself


def try_on(*, whole: bool) -> None:
    """Decide for this run; laws read it when they are imported."""
    settings.register_profile("s3lint", max_examples=WHOLE if whole else PLAIN, deadline=None)
    settings.load_profile("s3lint")


def examples(number: int, **more: Any) -> settings:
    """The settings of a law that is worth so many examples."""
    return settings(max_examples=max(1, number * settings().max_examples // WHOLE), deadline=None, **more)

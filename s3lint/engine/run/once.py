"""What a nested template makes by itself and through its parents, told once: as the parents make it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from s3lint.source import Location

T = TypeVar("T")
Made = tuple[str, Location | None]
"""The root that something is seen in, and where it is stated."""


def once(found: Iterable[T], made: Callable[[T], Made], nested: frozenset[str]) -> list[T]:
    """All of these, but not those of the roots `nested` that other roots make, too."""
    kept = list(found)
    places = [made(one) for one in kept]
    through_parents = {at for root, at in places if at is not None and root not in nested and at.path != root}
    return [one for one, (root, at) in zip(kept, places, strict=True) if not (root in nested and at in through_parents)]

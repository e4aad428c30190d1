"""Where an outside value may give a verdict: the only list, with the reason of each."""

from __future__ import annotations

from collections.abc import Callable

from tests.law.place import Place

EXCEPTIONS: dict[str, Callable[[str, Place], bool]] = {
    "S3L601 answers fail or nothing: a name that is not known is not refused": lambda code, _: code == "S3L601",
}


def is_excepted(code: str, place: Place) -> bool:
    """Whether a check may answer though a value at a place is not known."""
    return any(holds(code, place) for holds in EXCEPTIONS.values())

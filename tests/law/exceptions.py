"""Where an outside value may give a verdict: the only list, with the reason of each."""

from __future__ import annotations

from collections.abc import Callable

from tests.law.place import Place

_REFUSALS = ("S3L215", "S3L513", "S3L601")

# reason -> of which check (with its verdict before) at which place
EXCEPTIONS: dict[str, Callable[[str, str, Place], bool]] = {
    "what AWS refuses is said of texts that are written; what comes from outside is taken to be in order": (
        lambda code, before, place: code in _REFUSALS
    ),
    "a statement is said to have no effect where that is certain; each with an open part would be undecided": (
        lambda code, before, place: code == "S3L208" and before == "pass"
    ),
    "an origin without a bucket of this code is said where it has the name of one": (
        lambda code, before, place: code == "S3L113"
    ),
}


def is_excepted(code: str, before: str, place: Place) -> bool:
    """Whether a check may answer though the value at a place is not known."""
    return any(holds(code, before, place) for holds in EXCEPTIONS.values())

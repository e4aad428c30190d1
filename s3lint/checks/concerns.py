"""What the failure of a check is to the reader of a report: who can get in, what does not work, what is lacking."""

from __future__ import annotations

from enum import IntEnum


class Concern(IntEnum):
    """In the order in which a person wants to know."""

    EXPOSED = 0  # somebody outside of the account gets in
    BROKEN = 1  # what the code asks for does not work
    LACKING = 2  # a bucket has less protection than it could have
    ACCOUNT = 3  # not about one bucket: identities, network, services of the account


def _codes(numbers: str) -> frozenset[str]:
    return frozenset(f"S3L{number}" for number in numbers.split())


_EXPOSED = _codes("101 103 104 107 109 114 115 202 205 211 214 406 801 802")
_BROKEN = _codes("113 203 208 215 301 309 404 405 413 509 512 513 601")
_ACCOUNT = _codes("108 408 409")
_OF_BUCKETS = _codes("704 710")  # of the account's area, and about one bucket all the same


def concern_of(code: str) -> Concern:
    """The concern of a check. Those of the account's area are the account's; any other is a lack unless listed."""
    if code in _EXPOSED:
        return Concern.EXPOSED
    if code in _BROKEN:
        return Concern.BROKEN
    if code in _ACCOUNT or (code.startswith("S3L7") and code not in _OF_BUCKETS):
        return Concern.ACCOUNT
    return Concern.LACKING

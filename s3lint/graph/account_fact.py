"""What a root states about an account, as plain data: it travels between processes."""

from __future__ import annotations

from s3lint.record import Struct
from s3lint.source import Location, Span
from s3lint.values import Truth

TRAIL, DETECTOR, MACIE, ANALYZER = "trail", "detector", "macie", "analyzer"
Truths = tuple[Truth, Truth]
"""What a trail records of the objects of buckets: reads and writes."""


class AccountFact(Struct, frozen=True):
    """One thing that a root states about an account."""

    what: str  # a flag of Block Public Access, TRAIL, …
    address: str  # of the resource that states it
    root: str
    span: Span | None
    place: Location | None  # the same as plain data: two facts are equal where reports show the same
    account: str | None  # its number
    region: str | None = None
    everywhere: bool = True  # in every region
    organization: bool = False  # other accounts of the organization may have it as well
    truth: Truth = Truth.YES
    recorded: Truths = (Truth.NO, Truth.NO)  # by a trail, in any bucket
    named: tuple[tuple[str, Truths], ...] = ()  # and in those that it names, by the beginnings of their ARNs


class Facts(Struct, frozen=True):
    """What one root states about accounts; nothing is known of it where it takes too much work."""

    facts: tuple[AccountFact, ...]
    is_cut: bool = False

"""Facts: answers with three truth values and their evidence. `bool(fact)` raises, so an unknown cannot be forgotten."""

from __future__ import annotations

from enum import Enum
from typing import NoReturn

from s3lint.record import Struct
from s3lint.source import Span
from s3lint.values import work
from s3lint.values.value import Reason


class Truth(Enum):
    """Kleene's three truth values."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Evidence(Struct, frozen=True):
    """A place that makes a fact what it is, and what it says there."""

    span: Span | None
    says: str


class Fact(Struct, frozen=True):
    """An answer, what makes it so, and (for UNKNOWN) what could not be known."""

    truth: Truth
    evidence: tuple[Evidence, ...] = ()
    reasons: tuple[Reason, ...] = ()

    def __bool__(self) -> NoReturn:
        raise TypeError("a Fact has three values: ask for .is_yes, .is_no or .is_unknown")

    @property
    def is_yes(self) -> bool:
        """It is so for certain."""
        return self.truth is Truth.YES

    @property
    def is_no(self) -> bool:
        """It is not so, for certain."""
        return self.truth is Truth.NO

    @property
    def is_unknown(self) -> bool:
        """It cannot be decided."""
        return self.truth is Truth.UNKNOWN

    def __and__(self, other: Fact) -> Fact:
        return _combine(self, other, deciding=Truth.NO, otherwise=Truth.YES)

    def __or__(self, other: Fact) -> Fact:
        return _combine(self, other, deciding=Truth.YES, otherwise=Truth.NO)

    def __invert__(self) -> Fact:
        turned = {Truth.YES: Truth.NO, Truth.NO: Truth.YES, Truth.UNKNOWN: Truth.UNKNOWN}[self.truth]
        return Fact(turned, self.evidence, self.reasons)

    def because(self, span: Span | None, says: str) -> Fact:
        """The same answer with one more piece of evidence."""
        return Fact(self.truth, (*self.evidence, Evidence(span, says)), self.reasons)


def _combine(one: Fact, two: Fact, *, deciding: Truth, otherwise: Truth) -> Fact:
    """Kleene's AND and OR: one deciding side settles it, and only the deciding sides' evidence counts."""
    work.spend(2)
    for truth in (deciding, Truth.UNKNOWN, otherwise):
        sides = [fact for fact in (one, two) if fact.truth is truth]
        if sides:
            evidence = tuple(dict.fromkeys(e for fact in sides for e in fact.evidence))
            reasons = tuple(dict.fromkeys(r for fact in sides for r in fact.reasons))
            return Fact(truth, evidence, reasons)
    raise AssertionError("a fact has one of three truth values")


def yes(span: Span | None = None, says: str = "") -> Fact:
    """A certain yes."""
    return Fact(Truth.YES, (Evidence(span, says),) if span or says else ())


def no(span: Span | None = None, says: str = "") -> Fact:
    """A certain no."""
    return Fact(Truth.NO, (Evidence(span, says),) if span or says else ())


def unknown(*reasons: Reason, span: Span | None = None, says: str = "") -> Fact:
    """An answer that hangs on what is not known."""
    return Fact(Truth.UNKNOWN, (Evidence(span, says),) if span or says else (), reasons)

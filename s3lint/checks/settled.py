"""What a bucket is for settles some checks: where their control would break that, or is not needed, they pass."""

from __future__ import annotations

from collections.abc import Callable

from s3lint.checks.model import Outcome, Verdict
from s3lint.record import replace
from s3lint.values import Fact


def unless(verdict: Verdict, settled: Callable[[], Fact], undecided: str) -> Verdict:
    """The verdict, or a pass with the reason where something settles the check; that is asked only where it matters."""
    if verdict.outcome is Outcome.PASS:
        return verdict
    fact = settled()
    if fact.is_no:
        return verdict
    if fact.is_yes:
        why = next((piece.says for piece in fact.evidence if piece.says), "")
        return Verdict(Outcome.PASS, why=why)
    reasons = tuple(dict.fromkeys((*verdict.reasons, *fact.reasons)))
    return replace(
        verdict, outcome=Outcome.UNKNOWN, message=undecided, reasons=reasons, severity=None, fix="", wanted=()
    )

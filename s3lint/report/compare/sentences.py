"""What changed in words, the same in every format that people read."""

from __future__ import annotations

from s3lint.engine.comparison import AccessChange, BucketChange, Comparison, ControlChange

INCOMPLETE = "Some input could not be read or judged, so this comparison is incomplete."
NOTHING = "No bucket grants more access than before, and no control is weaker."


def gained(change: AccessChange) -> str:
    """A sentence about what somebody can do now."""
    who = requester(change)
    if change.state == "unknown":
        hangs = f" It depends on: {change.decides}." if change.decides else ""
        return f"{who} may have gained access{_request(change)}.{hangs}"
    if change.who == "own account":
        return f"A Deny no longer refuses requests of this account{_request(change)}."
    return f"{who} gained access{_request(change)}."


def lost(change: AccessChange) -> str:
    """A sentence about what somebody can no longer do."""
    who = requester(change)
    if change.who == "own account":
        return f"A Deny now refuses requests of this account{_request(change)}."
    may = "may have lost" if change.state == "unknown" else "lost"
    return f"{who} {may} access{_request(change)}."


def control(change: ControlChange) -> str:
    """A sentence about a control."""
    return f"{change.label} is {change.direction}: {change.now} (before: {change.before})."


def requester(change: AccessChange) -> str:
    """Who it is about."""
    if change.who == "anyone":
        return "Anyone"
    if change.who == "own account":
        return "This account"
    if change.who == "principals":
        return change.name[:1].upper() + change.name[1:] if change.name.startswith("whoever") else change.name
    if change.who == "organizations and networks":
        return "A member of an organization or network that the policy names"
    kind = {"other accounts": "Account", "AWS services": "Service", "CloudFront": "CloudFront identity"}[change.who]
    return f"{kind} {change.name}".strip()


def _request(change: AccessChange) -> str:
    return f": {change.text}" if change.text else ""


def summary(comparison: Comparison) -> str:
    """One sentence about all of it."""
    gaining = sum(change.gains for change in comparison.buckets)
    weaker = sum(change.is_weakened for change in comparison.buckets)
    kinds = [change.kind for change in comparison.buckets]
    numbers = (
        (gaining, "with access gained"),
        (weaker, "with weaker controls"),
        (kinds.count("new"), "new"),
        (kinds.count("gone"), "gone"),
    )
    parts = ", ".join(f"{number} {word}" for number, word in numbers if number)
    said = f"Compared {_buckets(comparison.compared)} since {comparison.since}{': ' if parts else ''}{parts}."
    return said if gaining or weaker else f"{NOTHING} {said}"


def _buckets(number: int) -> str:
    return f"{number} bucket{'' if number == 1 else 's'}"


def ordered(comparison: Comparison) -> list[BucketChange]:
    """What gains access first, then what is weaker, then the rest."""
    return sorted(comparison.buckets, key=lambda change: (not change.gains, not change.is_weakened))

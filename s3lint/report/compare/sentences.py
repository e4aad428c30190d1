"""What changed in words, the same in every format that people read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from s3lint.engine.comparison import AccessChange, BucketChange, Comparison, ControlChange
from s3lint.record import Struct
from s3lint.source import Location

INCOMPLETE = "Some input could not be read or judged, so this comparison is incomplete."
NOTHING = "No bucket grants more access than before, and no control is weaker."
_NO_WEAKER = "No control is weaker."
_MOST_NAMED, _MOST_UNREAD = 3, 10
_ANYONE, _OWN = "Anyone", "This account"
_MEMBER = "A member of an organization or network that the policy names"
_THROUGH, _SOMEBODY = "Requests through it", "Somebody"
_COMMON = (_ANYONE, _OWN, _MEMBER, _THROUGH, _SOMEBODY)
_KINDS = {
    "other accounts": "Account",
    "AWS services": "Service",
    "CloudFront": "CloudFront identity",
    "identity providers": "Users of identity provider",
}
_PLAIN = {
    "anyone": _ANYONE,
    "own account": _OWN,
    "organizations and networks": _MEMBER,
    "requests through it": _THROUGH,
    "somebody": _SOMEBODY,
}


class Said(Struct, frozen=True):
    """One line about a change of access."""

    word: str  # gained, undecided, lost
    text: str
    place: Location | None
    former: Location | None = None  # the Deny that refused it before


def gained(change: BucketChange) -> Iterator[Said]:
    """What is gained for certain, then what may be: requesters of whom the same is not known in one line."""
    for same in _by_request(change.gained):
        text = certain(same[0]) if len(same) == 1 else _together(same)
        yield Said("gained", text, same[0].location, same[0].former)
    for open_ones in _by_cause(change.gained):
        yield Said("undecided", _perhaps(open_ones, "may have gained"), open_ones[0].location)


def lost(change: BucketChange) -> Iterator[Said]:
    """What somebody can no longer do, or perhaps no longer."""
    for one in change.lost:
        if one.state == "yes":
            own = one.who == "own account"
            text = "A Deny now refuses requests of this account" if own else f"{requester(one)} lost access"
            yield Said("lost", f"{text}{_request(one)}.", one.location or one.former)
    for open_ones in _by_cause(change.lost):
        yield Said("lost", _perhaps(open_ones, "may have lost"), open_ones[0].location)


def certain(change: AccessChange) -> str:
    """A sentence about what somebody can do now."""
    if change.who == "own account":
        return f"A Deny no longer refuses requests of this account{_request(change)}."
    return f"{requester(change)} gained access{_request(change)}."


def _by_request(changes: Sequence[AccessChange]) -> list[list[AccessChange]]:
    """The changes that are certain, principals of the account that can do the same by one statement together."""
    found: dict[object, list[AccessChange]] = {}
    for number, one in enumerate(changes):
        if one.state == "yes":
            is_principal = one.who == "principals" and one.location is not None
            key = (one.location, _done(one)) if is_principal else number
            found.setdefault(key, []).append(one)
    return list(found.values())


def _done(change: AccessChange) -> str:
    """What is requested, whoever does."""
    return change.text.partition(" can ")[2]


def _together(same: Sequence[AccessChange]) -> str:
    done = f": each can {_done(same[0])}" if _done(same[0]) else ""
    return f"{_names(same)} gained access{done}."


def _by_cause(changes: Sequence[AccessChange]) -> list[list[AccessChange]]:
    """The changes that are not certain, those that hang on the same together."""
    found: dict[str, list[AccessChange]] = {}
    for one in changes:
        if one.state == "unknown":
            found.setdefault(one.decides, []).append(one)
    return list(found.values())


def _perhaps(open_ones: Sequence[AccessChange], may: str) -> str:
    """A sentence about what some requesters can perhaps do."""
    hangs = f" It depends on: {open_ones[0].decides}." if open_ones[0].decides else ""
    return f"{_names(open_ones)} {may} access{_request(open_ones[0])}.{hangs}"


def _names(several: Sequence[AccessChange]) -> str:
    """The first few of some requesters, and how many more."""
    names = [requester(one) for one in several]
    told = [names[0], *(name[:1].lower() + name[1:] if name in _COMMON else name for name in names[1:_MOST_NAMED])]
    if len(names) > _MOST_NAMED:
        told.append(f"{len(names) - _MOST_NAMED} more")
    return told[0] if len(told) == 1 else f"{', '.join(told[:-1])} and {told[-1]}"


def control(change: ControlChange) -> str:
    """A sentence about a control."""
    if change.direction == "weakened" and change.state == "unknown":
        return f"{change.label} is no longer certain: {change.now} (before: {change.before})."
    how = f"is {change.direction}"
    if change.direction == "other":
        how = {"no": "may be weaker", "unknown": "may be stronger"}.get(change.state, "changed")
    return f"{change.label} {how}: {change.now} (before: {change.before})."


def requester(change: AccessChange) -> str:
    """Who it is about."""
    if change.who in _PLAIN:
        return _PLAIN[change.who]
    if change.who == "principals":
        return change.name[:1].upper() + change.name[1:] if change.name.startswith("whoever") else change.name
    if change.who == "AWS services" and " (account " in change.name:
        return f"AWS's {change.name}"
    return f"{_KINDS[change.who]} {change.name}".strip()


def _request(change: AccessChange) -> str:
    return f": {change.text}" if change.text else ""


def summary(comparison: Comparison) -> str:
    """One sentence about all of it."""
    buckets = [change for change in comparison.buckets if change.is_bucket]
    others = [change for change in comparison.buckets if not change.is_bucket]
    kinds = [change.kind for change in buckets]
    numbers = (
        *_gaining(buckets, ""),
        (sum(change.is_weakened for change in buckets), "with weaker controls"),
        (kinds.count("new"), "new"),
        (kinds.count("gone"), "gone"),
        *_gaining(others, "other way to data "),
    )
    parts = ", ".join(f"{number} {word}" for number, word in numbers if number)
    said = f"Compared {_buckets(comparison.compared)} since {comparison.since}{': ' if parts else ''}{parts}."
    if any(change.gains or change.is_weakened for change in comparison.buckets):
        return said
    perhaps = any(change.may_gain for change in comparison.buckets)
    return f"{_NO_WEAKER if perhaps else NOTHING} {said}"


def _gaining(changes: Sequence[BucketChange], what: str) -> Iterator[tuple[int, str]]:
    """How many of these give more access than before, or perhaps."""
    gaining = sum(change.gains for change in changes)
    perhaps = sum(change.may_gain and not change.gains for change in changes)
    for number, word in ((gaining, "with access gained"), (perhaps, "where access may be gained")):
        yield number, f"{what if number == 1 else what.replace('way', 'ways')}{word}"


def _buckets(number: int) -> str:
    return f"{number} bucket{'' if number == 1 else 's'}"


def note(change: BucketChange, comparison: Comparison) -> str:
    """What it is, where that is no bucket, whether it is new or gone, and in which root, where others have it too."""
    words = [*([] if change.is_bucket else [change.what]), *([] if change.kind == "changed" else [change.kind])]
    if any(one.address == change.address and one.root != change.root for one in comparison.buckets):
        words.append(f"in {change.root}")
    return f" ({', '.join(words)})" if words else ""


def unread(comparison: Comparison) -> list[str]:
    """What could not be read or judged, a line each."""
    gaps = [one for one in comparison.diagnostics if one.is_gap]
    lines = [f"{one.location.path}:{one.location.line}: {one.message}" for one in gaps[:_MOST_UNREAD]]
    return [*lines, *([f"and {len(gaps) - _MOST_UNREAD} more"] if len(gaps) > _MOST_UNREAD else [])]


def alike(changes: Iterable[BucketChange]) -> list[list[BucketChange]]:
    """The changes, those together of which the same is said: a module that several calls share."""
    found: dict[object, list[BucketChange]] = {}
    for one in changes:
        key = (one.what, one.kind, one.gained, one.lost, one.controls)
        found.setdefault(key, []).append(one)
    return list(found.values())


def ordered(comparison: Comparison) -> list[BucketChange]:
    """What gains access first, then what is weaker, then the rest."""
    return sorted(
        comparison.buckets, key=lambda change: (not change.gains, not change.is_weakened, not change.may_gain)
    )

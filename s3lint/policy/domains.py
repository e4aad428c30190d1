"""Which values a condition key may have in a request, as far as the policy can tell them apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from s3lint.policy import keys
from s3lint.policy.circumstances import circumstances
from s3lint.policy.conditions import Given
from s3lint.policy.glob import common, example
from s3lint.policy.mentions import FOREIGN_PATH, Mention, assigned
from s3lint.policy.placeholders import FRESH, arn_parts, has_hole, stranger
from s3lint.policy.requesters import STRANGER_ACCOUNT, World

MOST = 200
"""More values than this of one key are not told apart."""


def domain(key: str, world: World, mentions: Iterable[Mention]) -> list[Given]:
    """The values of a key that make a difference, each possible for the world's requester."""
    for name, given in world.carried:
        if name == key.lower():
            return [given]
    found = list(mentions)
    values = list(dict.fromkeys(_values(key.lower(), world, found)))[:MOST]
    if not keys.is_multivalued(key):
        return list(values)
    present = tuple(v for v in values if v is not None)
    several: list[Given] = [None] if None in values else []
    several += [(v,) for v in present]
    if len(present) > 1:
        several.append(present)
    return several


def _values(key: str, world: World, mentions: list[Mention]) -> Iterator[str | None]:
    who = world.requester
    kind = keys.kind(key)
    signed = who.kind == "principal"
    if kind in ("organization", "organization-path"):
        yield None
        if signed:
            own = FOREIGN_PATH if kind == "organization-path" else "o-" + stranger("outside9")
            yield from assigned(own, world, mentions, FRESH if kind == "organization" else None)
    elif kind == "account":
        yield "anonymous" if who.kind == "anonymous" else who.account or None
        if signed and who.power == "own":
            yield from assigned(None, world, mentions, FRESH)
    elif kind == "principal-arn":
        yield who.arn if signed else None
        if signed and who.power == "own":
            yield from _own_arns(world, mentions)
    elif kind == "principal-type":
        yield from ("User", "AssumedRole", "FederatedUser") if signed else ("Anonymous",)
    elif kind == "unique-id":
        yield from _unique_ids(world, mentions)
    elif kind == "is-service":
        yield {"principal": "false", "service": "true"}.get(who.kind)
    elif kind == "service-name":
        yield who.name if who.kind == "service" else None
    elif kind == "service-source":
        yield None
        if who.kind == "service":
            yield from _sources(world, mentions)
        elif world.formal:  # S3 asks for fixed values, though no stranger carries these keys
            yield from (example(m.value, FRESH) for m in mentions if m.is_wild or m.linked)
    elif kind == "principal" and not signed:
        yield None
    else:
        yield from circumstances(key, kind, world, mentions)


def _own_arns(world: World, mentions: list[Mention]) -> Iterator[str | None]:
    """The ARNs that a stranger can have: any names, in an account of their own."""
    for mention in mentions:
        if mention.test in ("like", "arn"):
            for service in ("iam", "sts"):
                found = common(mention.value, f"arn:aws:{service}::{STRANGER_ACCOUNT}:*")
                if found:
                    yield found
            if world.formal and mention.is_wild:
                yield example(mention.value, FRESH)
        if world.formal and mention.linked:
            yield mention.value


def _unique_ids(world: World, mentions: list[Mention]) -> Iterator[str | None]:
    """aws:userid: `anonymous`, an account's number for its root, else an id of AWS's and a session name."""
    who = world.requester
    if who.kind != "principal":
        yield "anonymous" if who.kind == "anonymous" else None
        return
    own = "AROA" + stranger("OUTSIDE9")
    yield f"{own}:session"
    for mention in mentions:
        if who.power == "any":
            yield example(mention.value, FRESH) if mention.is_wild else mention.value
        elif mention.test == "like":
            if found := common(mention.value, f"{own}:*"):
                yield found
            if world.formal and mention.is_wild:
                yield example(mention.value, FRESH)


def _sources(world: World, mentions: list[Mention]) -> Iterator[str | None]:
    """On whose behalf a service calls."""
    yield STRANGER_ACCOUNT
    yield f"arn:aws:s3:::{FRESH}"
    for mention in mentions:
        if world.requester.power == "any":
            yield example(mention.value, FRESH) if mention.is_wild else mention.value
        elif mention.is_wild and ":" not in mention.value and "/" not in mention.value:
            yield example(mention.value, FRESH)
        elif mention.test in ("like", "arn"):
            yield from _foreign_sources(mention.value)


def _foreign_sources(pattern: str) -> Iterator[str]:
    """Resources of strangers that a pattern matches: by account or, as the ARNs of buckets have none, by name."""
    parts = arn_parts(pattern)
    if len(parts) < 6:
        shapes = (f"arn:aws:*:*:{STRANGER_ACCOUNT}:*", f"arn:aws:*:::*{FRESH}*", f"{FOREIGN_PATH}*")
        yield from filter(None, (common(pattern, shape) for shape in shapes))
        return
    nameless = f"arn:aws:*:::*{FRESH}*"
    for shape in (f"arn:aws:*:*:{STRANGER_ACCOUNT}:*", *([] if has_hole(parts[4]) else [nameless])):
        found = [common(*pair) for pair in zip(parts, arn_parts(shape), strict=True)]
        if None not in found:
            yield ":".join(text or "" for text in found)

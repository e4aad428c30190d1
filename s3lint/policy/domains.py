"""Which values a condition key may have in a request, as far as the policy can tell them apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from s3lint.policy import keys
from s3lint.policy.addresses import around, contains, is_broad, is_public_address, network, together
from s3lint.policy.conditions import Given, as_number, as_time
from s3lint.policy.glob import NO, common, example, is_wild
from s3lint.policy.placeholders import has_hole, named, stranger
from s3lint.policy.requesters import STRANGER_ACCOUNT, World

MOST = 200
"""More values than this of one key are not told apart."""

_REFERENCE = as_time("2026-01-01T00:00:00Z") or 0.0
_FRESH = stranger("fresh9")
_PATH = f"o-{stranger('outside9')}/r-{stranger('root9')}/ou-{stranger('root9')}-{stranger('unit9')}/"
_PLACES = {
    "aws:sourcevpc": "vpc-" + stranger("0outside9"),
    "aws:sourcevpce": "vpce-" + stranger("0outside9"),
    "aws:sourcevpcarn": f"arn:aws:ec2:us-east-1:{STRANGER_ACCOUNT}:vpc/vpc-" + stranger("0outside9"),
    "aws:vpceaccount": STRANGER_ACCOUNT,
    "aws:vpceorgid": "o-" + stranger("outside9"),
    "aws:vpceorgpaths": _PATH,
}


@dataclass(frozen=True, slots=True)
class Mention:
    """A value that the policy compares a key with."""

    test: str
    value: str
    linked: bool = False  # it comes from a policy variable

    @property
    def is_wild(self) -> bool:
        """Whether it matches several texts."""
        return self.test in ("like", "arn") and is_wild(self.value)


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
            own = _PATH if kind == "organization-path" else "o-" + stranger("outside9")
            yield from _identity(own, world, mentions, _FRESH if kind == "organization" else None)
    elif kind == "account":
        yield "anonymous" if who.kind == "anonymous" else who.account or None
        if signed and who.power == "own":
            yield from _identity(None, world, mentions, _FRESH)
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
            yield from (example(m.value, _FRESH) for m in mentions if m.is_wild or m.linked)
    elif kind == "principal" and not signed:
        yield None
    else:
        yield from _circumstances(key, kind, world, mentions)


def _circumstances(key: str, kind: str, world: World, mentions: list[Mention]) -> Iterator[str | None]:
    """Keys that tell how a request comes in rather than who makes it."""
    service = world.requester.kind == "service"  # the context of calls by services is redacted
    endpoint = world.network == "endpoint" and not service
    if kind == "address":
        yield from [None] if endpoint or service else _addresses(world, mentions)
    elif kind == "network":
        yield from _identity(_PLACES[key], world, mentions, _FRESH, world.places) if endpoint else [None]
    elif kind == "private-address":
        yield from _private_addresses(mentions) if endpoint else [None]
    elif kind == "access-point":
        yield _access_point(key, world)
    elif kind == "transport":
        # whether a service carries it is not documented; CloudFront speaks to S3 as its viewer does to CloudFront
        yield from (None, str(world.secure).lower()) if service else (str(world.secure).lower(),)
    elif kind == "tls-version":
        yield from ("1.3", "1.2", "1.1", "1.0") if world.secure and not service else (None,)
    elif kind == "owner-account":
        yield world.owner
    elif kind == "time":
        yield from _times(mentions)
    else:
        yield from _free(mentions, named(f"{key} of the bucket") if kind == "bucket" else _FRESH)


def _identity(
    own: str | None, world: World, mentions: list[Mention], fill: str | None, power: str = ""
) -> Iterator[str | None]:
    """Ids that AWS assigns: a stranger has its own, and what a wildcard leaves open."""
    if own:
        yield own
    for mention in mentions:
        if mention.is_wild:
            if fill or world.formal or (power or world.requester.power) == "any":
                yield example(mention.value, fill or _FRESH)
        elif (power or world.requester.power) == "any" or (world.formal and mention.linked):
            yield mention.value


def _own_arns(world: World, mentions: list[Mention]) -> Iterator[str | None]:
    """The ARNs that a stranger can have: any names, in an account of their own."""
    for mention in mentions:
        if mention.test in ("like", "arn"):
            for service in ("iam", "sts"):
                found = common(mention.value, f"arn:aws:{service}::{STRANGER_ACCOUNT}:*")
                if found:
                    yield found
            if world.formal and mention.is_wild:
                yield example(mention.value, _FRESH)
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
            yield example(mention.value, _FRESH) if mention.is_wild else mention.value
        elif mention.test == "like":
            if found := common(mention.value, f"{own}:*"):
                yield found
            if world.formal and mention.is_wild:
                yield example(mention.value, _FRESH)


def _sources(world: World, mentions: list[Mention]) -> Iterator[str | None]:
    """On whose behalf a service calls."""
    yield STRANGER_ACCOUNT
    yield f"arn:aws:s3:::{_FRESH}"
    for mention in mentions:
        if world.requester.power == "any":
            yield example(mention.value, _FRESH) if mention.is_wild else mention.value
        elif mention.is_wild and ":" not in mention.value and "/" not in mention.value:
            yield example(mention.value, _FRESH)
        elif mention.test in ("like", "arn"):
            yield from _foreign_sources(mention.value)


def _foreign_sources(pattern: str) -> Iterator[str]:
    """Resources of strangers that a pattern matches: by account or, as the ARNs of buckets have none, by name."""
    parts = pattern.split(":", 5)
    if len(parts) < 6:
        shapes = (f"arn:aws:*:*:{STRANGER_ACCOUNT}:*", f"arn:aws:*:::*{_FRESH}*", f"{_PATH}*")
        yield from filter(None, (common(pattern, shape) for shape in shapes))
        return
    nameless = f"arn:aws:*:::*{_FRESH}*"
    for shape in (f"arn:aws:*:*:{STRANGER_ACCOUNT}:*", *([] if has_hole(parts[4]) else [nameless])):
        found = [common(*pair) for pair in zip(parts, shape.split(":", 5), strict=True)]
        if None not in found:
            yield ":".join(text or "" for text in found)


def _addresses(world: World, mentions: list[Mention]) -> Iterator[str | None]:
    values = tuple(m.value for m in mentions if m.test == "ip")
    ranges = together(values)
    fixed = [str(n) for n in ranges if not is_broad(n)]
    candidates = ["198.18.7.7", "2001:4860:7::7"]
    for value in values:
        found = network(value)
        candidates += around(found) if found else []
    candidates += [m.value for m in mentions if m.test != "ip"]
    for address in dict.fromkeys(candidates):
        if is_public_address(address) and (world.places == "any" or all(contains(n, address) == NO for n in fixed)):
            yield address


def _private_addresses(mentions: list[Mention]) -> Iterator[str | None]:
    yield "10.0.0.5"
    for mention in mentions:
        found = network(mention.value) if mention.test == "ip" else None
        yield from around(found) if found else [mention.value]


def _access_point(key: str, world: World) -> str | None:
    if world.through is None:
        return None
    if key.endswith("account"):
        return world.through.account
    return world.through.arn if key.endswith("arn") else world.through.origin


def _times(mentions: list[Mention]) -> Iterator[str | None]:
    """Instants from now on."""
    yield str(int(_REFERENCE))
    for mention in mentions:
        instant = as_time(mention.value)
        if instant is not None:
            yield from (str(int(t)) for t in (instant - 1, instant, instant + 1) if t >= _REFERENCE)


def _free(mentions: list[Mention], fresh: str) -> Iterator[str | None]:
    """Values that whoever makes the request may choose, or leave out."""
    yield None
    if not any(m.test == "bool" or m.test.startswith(("number", "date")) for m in mentions):
        yield fresh
    wild = [m.value for m in mentions if m.is_wild]
    for mention in mentions:
        if mention.test == "bool":
            yield from ("true", "false")
        elif mention.test.startswith("number") and (number := as_number(mention.value)) is not None:
            yield from (_number(n) for n in (number, number - 1, number + 1))
        elif mention.test.startswith("date") and (instant := as_time(mention.value)) is not None:
            yield from (str(int(t)) for t in (instant, instant - 1, instant + 1))
        elif mention.test == "ip":
            found = network(mention.value)
            yield from around(found) if found else []
        elif mention.is_wild:
            yield example(mention.value, _FRESH)
            yield example(mention.value, "")
        else:
            yield mention.value
    for index, one in enumerate(wild[:20]):
        for two in wild[index + 1 : 20]:
            yield common(one, two)


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) else str(value)

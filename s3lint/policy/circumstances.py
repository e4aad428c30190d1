"""The values of keys that tell how a request comes in: its network, its time, what whoever makes it may choose."""

from __future__ import annotations

from collections.abc import Iterator

from s3lint.policy.addresses import around, contains, is_broad, is_public_address, network, together
from s3lint.policy.conditions import as_number, as_time
from s3lint.policy.glob import NO, common, example
from s3lint.policy.mentions import FOREIGN_PATH, Mention, assigned
from s3lint.policy.placeholders import FRESH, named, stranger
from s3lint.policy.requesters import STRANGER_ACCOUNT, World

_REFERENCE = as_time("2026-01-01T00:00:00Z") or 0.0
_PLACES = {
    "aws:sourcevpc": "vpc-" + stranger("0outside9"),
    "aws:sourcevpce": "vpce-" + stranger("0outside9"),
    "aws:sourcevpcarn": f"arn:aws:ec2:us-east-1:{STRANGER_ACCOUNT}:vpc/vpc-" + stranger("0outside9"),
    "aws:vpceaccount": STRANGER_ACCOUNT,
    "aws:vpceorgid": "o-" + stranger("outside9"),
    "aws:vpceorgpaths": FOREIGN_PATH,
}


def circumstances(key: str, kind: str, world: World, mentions: list[Mention]) -> Iterator[str | None]:
    """Keys that tell how a request comes in rather than who makes it."""
    service = world.requester.kind == "service"  # the context of calls by services is redacted
    endpoint = world.network == "endpoint" and not service
    if kind == "address":
        yield from [None] if endpoint or service else _addresses(world, mentions)
    elif kind == "network":
        yield from assigned(_PLACES[key], world, mentions, FRESH, world.places) if endpoint else [None]
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
        yield from _free(mentions, named(f"{key} of the bucket") if kind == "bucket" else FRESH)


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
            yield example(mention.value, FRESH)
            yield example(mention.value, "")
        else:
            yield mention.value
    for index, one in enumerate(wild[:20]):
        for two in wild[index + 1 : 20]:
            yield common(one, two)


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) else str(value)

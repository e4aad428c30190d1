"""Addresses, numbers and dates: intervals between the constants of a policy, a member for each."""

from __future__ import annotations

import ipaddress
import itertools
from collections.abc import Iterable
from datetime import UTC, datetime
from fractions import Fraction

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Number = Fraction

# what nobody on the internet has: private, shared, local, multicast and reserved ranges
NOT_PUBLIC = [
    ipaddress.ip_network(text)
    for text in (
        *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"),
        *("192.168.0.0/16", "224.0.0.0/3", "::/3", "4000::/2", "8000::/1"),
    )
]
START_OF_TIME = 1_795_000_000  # a policy is judged for the time that is still to come
END_OF_TIME = 4_102_444_800


def network(text: str) -> Network:
    """A CIDR; bits behind the mask do not count, and a lone address is one address."""
    return ipaddress.ip_network(text, strict=False)


def narrow(block: Network) -> bool:
    """Whether S3 takes a block for a fixed set of addresses: not broader than /8, or /32 in IPv6."""
    return block.prefixlen >= (8 if block.version == 4 else 32)


def addresses(told: Iterable[Network], barred: Iterable[Network]) -> list[Address]:
    """A member of each class into which blocks cut the addresses outside of the barred ones."""
    barred = list(barred)
    starts: set[Address] = {ipaddress.ip_address("8.8.8.8"), ipaddress.ip_address("2600::1")}
    for block in [*told, *barred]:
        starts.add(block.network_address)
        if int(block.broadcast_address) + 1 < 1 << block.max_prefixlen:
            starts.add(block.broadcast_address + 1)
    ordered = sorted(starts, key=lambda a: (a.version, a))
    return [a for a in ordered if not any(a.version == b.version and a in b for b in barred)]


def numbers(told: Iterable[Number], least: int, most: int | None, whole: bool) -> list[Number]:
    """The constants, a number between each two, and one on either side."""
    told = sorted({n for n in told if n >= least and (most is None or n <= most)})
    around = sorted({Fraction(least), *told, Fraction(most) if most is not None else max([*told, Fraction(least)]) + 2})
    between = [(a + b) / 2 for a, b in itertools.pairwise(around)]
    return sorted({n for n in around + ([Fraction(int(n)) for n in between] if whole else between) if n >= least})


def number(text: str) -> Number:
    """A number of a policy."""
    return Fraction(text)


def instant(text: str) -> Number:
    """A date of a policy as seconds: ISO 8601 or a number of seconds."""
    if text.lstrip("-").isdigit():
        return Fraction(text)
    stated = datetime.fromisoformat(text.replace("Z", "+00:00"))
    return Fraction(int((stated if stated.tzinfo else stated.replace(tzinfo=UTC)).timestamp()))


def ordered(operator: str, value: Number, constant: Number) -> bool:
    """A comparison of numbers, by the part of the operator behind its family."""
    return {
        "equals": value == constant,
        "lessthan": value < constant,
        "lessthanequals": value <= constant,
        "greaterthan": value > constant,
        "greaterthanequals": value >= constant,
    }[operator]

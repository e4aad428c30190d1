"""IP networks."""

from __future__ import annotations

import ipaddress
from typing import Any

from s3lint.languages.terraform.functions.call import whole
from s3lint.languages.terraform.types.problem import Problem

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def _network(prefix: str) -> Network:
    address, slash, size = prefix.partition("/")
    if not slash or not size.isdecimal():
        raise Problem(f"invalid CIDR expression: invalid CIDR address: {prefix}")
    if ":" not in address:  # leading zeros are decimal, as terraform has always read them
        address = ".".join(part.lstrip("0") or "0" if part.isdecimal() else part for part in address.split("."))
    try:
        return ipaddress.ip_network(f"{address}/{int(size)}", strict=False)
    except ValueError as error:
        raise Problem(f"invalid CIDR expression: invalid CIDR address: {prefix}") from error


def _address(number: int, version: int) -> str:
    limit = 32 if version == 4 else 128
    number %= 1 << limit
    return str(ipaddress.IPv4Address(number) if version == 4 else ipaddress.IPv6Address(number))


def cidrhost(prefix: str, host: Any) -> str:
    """The address of a host in a network; negative numbers count from its end."""
    network, number = _network(prefix), whole(host, "the host number")
    size = network.max_prefixlen - network.prefixlen
    if number >= 1 << size or number < -(1 << size):
        raise Problem(f"prefix of {network.prefixlen} does not accommodate a host numbered {number}")
    base = int(network.network_address)
    return _address(base + number if number >= 0 else base + (1 << size) + number, network.version)


def cidrnetmask(prefix: str) -> str:
    """The mask of an IPv4 network."""
    network = _network(prefix)
    if network.version != 4:
        raise Problem("IPv6 addresses cannot have a netmask")
    return str(network.netmask)


def cidrsubnet(prefix: str, newbits: Any, netnum: Any) -> str:
    """A part of a network."""
    network, bits, number = _network(prefix), whole(newbits, "newbits"), whole(netnum, "netnum")
    length = network.prefixlen + bits
    if not 0 <= length <= network.max_prefixlen:
        raise Problem(f"insufficient address space to extend prefix of {network.prefixlen} by {bits}")
    if number >= 1 << max(bits, 0) or number < 0:
        raise Problem(f"prefix extension of {bits} does not accommodate a subnet numbered {number}")
    base = int(network.network_address) + (number << (network.max_prefixlen - length))
    return f"{_address(base, network.version)}/{length}"


def cidrsubnets(prefix: str, *newbits: Any) -> list[str]:
    """Parts of a network one after another."""
    network = _network(prefix)
    start = current = int(network.network_address)
    end = start + (1 << (network.max_prefixlen - network.prefixlen))
    found: list[str] = []
    for bits in newbits:
        length = network.prefixlen + whole(bits, "newbits")
        if bits < 1:
            raise Problem("must extend prefix by at least one bit")
        if length > network.max_prefixlen:
            raise Problem("not enough remaining address space")
        size = 1 << (network.max_prefixlen - length)
        current = -(-current // size) * size
        if current + size > end:
            raise Problem("not enough remaining address space for a subnet")
        found.append(f"{_address(current, network.version)}/{length}")
        current += size
    return found


def cidrcontains(prefix: str, other: str) -> bool:
    """Whether a network holds an address or another network."""
    network = _network(prefix)
    inner = _network(other if "/" in other else f"{other}/{network.max_prefixlen}")
    if inner.version != network.version:
        raise Problem("both must be of the same address family")
    return inner.subnet_of(network)  # type: ignore[arg-type]

"""IP ranges as conditions write them."""

from __future__ import annotations

from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network, collapse_addresses, ip_network

from s3lint.policy.glob import MAYBE, NO, YES
from s3lint.policy.placeholders import is_placeholder

Network = IPv4Network | IPv6Network

_PRIVATE = tuple(ip_network(n) for n in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"))
# broader than these, S3 does not call a range fixed (access-control-block-public-access)
_BROADEST = {4: 8, 6: 32}


@lru_cache(maxsize=4096)
def network(text: str) -> Network | None:
    """The range that a value means: bits behind the mask are ignored, no mask is one address."""
    try:
        return ip_network(text.strip(), strict=False)
    except ValueError:
        return None


def contains(range_text: str, address: str) -> int:
    """Whether an address lies in a range."""
    if is_placeholder(range_text) or is_placeholder(address):
        return MAYBE
    outer, inner = network(range_text), network(address)
    if outer is None or inner is None:
        return NO
    return YES if inner.version == outer.version and inner.subnet_of(outer) else NO  # type: ignore[arg-type]


def is_private(found: Network) -> bool:
    """Within the ranges of private networks."""
    return any(found.version == p.version and found.subnet_of(p) for p in _PRIVATE)  # type: ignore[arg-type]


def is_fixed(text: str) -> bool:
    """Whether S3 takes a range as fixed: narrow enough, or private."""
    found = network(text)
    return found is not None and (found.prefixlen >= _BROADEST[found.version] or is_private(found))


def together(texts: tuple[str, ...]) -> list[Network]:
    """The ranges merged: several narrow ones may add up to a broad one."""
    found = [n for n in map(network, texts) if n is not None]
    v4 = [n for n in found if isinstance(n, IPv4Network)]
    v6 = [n for n in found if isinstance(n, IPv6Network)]
    return [*collapse_addresses(v4), *collapse_addresses(v6)]


def is_broad(found: Network) -> bool:
    """Too broad to be one owner's."""
    return found.prefixlen < _BROADEST[found.version] and not is_private(found)


def boundaries(texts: tuple[str, ...]) -> list[str]:
    """An address of each class that ranges cut the addresses into: their first and last ones, and their neighbours."""
    found = [n for n in map(network, texts) if n is not None]
    versions = {n.version for n in found}
    found += [n for n in _PRIVATE if n.version in versions and found]
    addresses: dict[str, None] = {}
    for one in found:
        first, last, top = int(one.network_address), int(one.broadcast_address), (1 << one.max_prefixlen) - 1
        make = type(one.network_address)
        addresses |= {str(make(n)): None for n in (first, last, first - 1, last + 1) if 0 <= n <= top}
    return list(addresses)


def is_public_address(text: str) -> bool:
    """Whether a caller on the internet may have the address."""
    found = network(text)
    return found is not None and not is_private(found) and not found.network_address.is_unspecified

"""Which bucket of one graph is which of another: the same address, after `moved` blocks, else the same name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from s3lint.graph.bucket import Bucket, governed_buckets
from s3lint.graph.graph import Graph

Pair = tuple[Bucket | None, Bucket | None]
"""A bucket now and before; None: it is gone, or new."""


def pairs(now: Graph, before: Graph) -> Iterator[Pair]:
    """Each bucket of either graph once. One that bears another name than its address did is another bucket."""
    new = {bucket.address: bucket for bucket in governed_buckets(now)}
    old = {moved_to(bucket.address, now.moved): bucket for bucket in governed_buckets(before)}
    left = dict(old)
    alone: list[Bucket] = []
    for address, bucket in new.items():
        if address in old and not _differ(bucket, old[address]):
            yield bucket, left.pop(address)
        else:
            alone.append(bucket)
    named: dict[str, list[Bucket]] = defaultdict(list)
    for bucket in left.values():
        if name := bucket.node.name.text():
            named[name].append(bucket)
    for bucket in alone:
        known = named.get(bucket.node.name.text() or "", [])
        former = known[0] if len(known) == 1 else None
        if former is not None:
            del left[moved_to(former.address, now.moved)]
            known.clear()
        yield bucket, former
    for bucket in left.values():
        yield None, bucket


def moved_to(address: str, moves: list[tuple[str, str]]) -> str:
    """Where an address has moved to; several blocks may move it on."""
    for _ in moves:
        for old, new in moves:
            rest = address[len(old) :]
            if address.startswith(old) and (not rest or rest[0] in ".[") and old != new:
                address = new + rest
                break
        else:
            break
    return address


def _differ(bucket: Bucket, former: Bucket) -> bool:
    names = bucket.node.name.text(), former.node.name.text()
    return all(names) and names[0] != names[1]

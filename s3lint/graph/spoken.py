"""What the resources of a configuration speak of: names of buckets, addresses, and what other roots hand on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from s3lint.aws.kinds import BucketNode
from s3lint.aws.table import is_bucket
from s3lint.graph.build import build
from s3lint.lazy import lazy_re
from s3lint.record import Struct, replace
from s3lint.values import Configuration, Identity, Scalar, Text, Unknown, Value
from s3lint.values.navigate import leaves
from s3lint.values.value import IMPORT

_NAME = lazy_re(r"(?<![a-z0-9.-])[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](?![a-z0-9-])")


class Said(Struct, frozen=True):
    """What values speak of."""

    names: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()
    imports: frozenset[str] = frozenset()  # exports and states


def said_in(values: Iterable[Value], configuration: Configuration) -> Said:
    """What values of a configuration speak of."""
    names, addresses, imports = set[str](), set[str](), set[str]()
    for one in (one for value in values for one in _spoken(value)):
        if isinstance(one, str):
            names.update(_NAME.findall(one))
            continue
        addresses.add(one.address)
        state = one.address if one.type == IMPORT else configuration.imports.get(one.address)
        if state is not None:
            imports.add(state)
    return Said(frozenset(names), frozenset(addresses), frozenset(imports))


def buckets_of(configuration: Configuration) -> dict[str, str | None]:
    """The addresses of its own buckets, with their names where these are known."""
    kept = [resource for resource in configuration.resources if is_bucket(resource)]
    made = (
        node for node in build(replace(configuration, resources=kept, absent=[])).of(BucketNode) if not node.existing
    )
    return {node.address: node.name.text() for node in made}


def _spoken(value: Value | None) -> Iterator[str | Identity]:
    """The texts and identities in a value."""
    for leaf in leaves(value):
        if isinstance(leaf, Scalar | Unknown) and leaf.identity is not None:
            yield leaf.identity
        if isinstance(leaf, Scalar) and isinstance(leaf.data, str):
            yield leaf.data
        if isinstance(leaf, Unknown | Text):
            yield from _of_parts(leaf.form if isinstance(leaf, Unknown) else leaf.parts)
        if isinstance(leaf, Scalar | Text):
            yield from _spoken(leaf.structure)


def _of_parts(parts: Iterable[str | Unknown]) -> Iterator[str | Identity]:
    for part in parts:
        if isinstance(part, str):
            yield part
        else:
            yield from _spoken(part)

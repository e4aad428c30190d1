"""What the roots of a tree have to do with each other's buckets: the resources that join a root's own for that.

A policy in one template governs the bucket of another one, and a bucket of one root module logs to that of another.
What joins is not judged here: its own root does that.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from s3lint.aws.kinds import BucketNode
from s3lint.aws.table import is_bucket
from s3lint.graph.build import build
from s3lint.record import replace
from s3lint.values import Absent, Configuration, Identity, Mapping, Resource, Scalar, Text, Unknown, Value, dig
from s3lint.values.elsewhere import as_elsewhere
from s3lint.values.navigate import leaves
from s3lint.values.resolved import resolved
from s3lint.values.value import IMPORT

_NAME = re.compile(r"(?<![a-z0-9.-])[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](?![a-z0-9-])")

Said = tuple[set[str], set[str]]
"""The names that are spoken of, and the addresses."""


def bucket_names(configuration: Configuration) -> set[str]:
    """The names of its own buckets, where they are known."""
    return {name for name in _buckets(configuration).values() if name is not None}


def join(configuration: Configuration, others: Sequence[Configuration]) -> None:
    """Takes in what others state about the buckets of a configuration, and those of theirs that it speaks of."""
    own = _Party(configuration)
    parties = [_Party(as_elsewhere(other)) for other in others]
    exports: dict[str, Value | None] = {}
    for one in (own, *parties):
        for name, value in one.configuration.exports().items():
            exports[name] = None if name in exports else value  # whose it is cannot be told
    for one in (own, *parties):
        one.import_from(exports)
    borne = Counter(name for one in (own, *parties) for name in one.buckets.values() if name is not None)
    unique = {name for name, count in borne.items() if count == 1}
    for one in parties:
        _take_in(configuration, one.configuration, one.concerned(own, unique), one.missing(own, unique))


def _take_in(configuration: Configuration, other: Configuration, addresses: set[str], missing: list[Absent]) -> None:
    if not addresses and not missing:
        return
    configuration.absent += missing
    configuration.resources += [resource for resource in other.resources if resource.address in addresses]
    configuration.places = {**configuration.places, **other.places}
    configuration.made_by.update(other.made_by)
    configuration.answers.update(other.answers)
    configuration.files |= other.files


def _buckets(configuration: Configuration) -> dict[str, str | None]:
    """The addresses of its own buckets, with their names where these are known."""
    kept = [resource for resource in configuration.resources if is_bucket(resource)]
    made = (
        node for node in build(replace(configuration, resources=kept, absent=[])).of(BucketNode) if not node.existing
    )
    return {node.address: node.name.text() for node in made}


@dataclass(slots=True)
class _Party:
    """One of the configurations: its buckets by their addresses, and what its resources speak of."""

    configuration: Configuration
    buckets: dict[str, str | None] = field(init=False)
    _said: dict[str, Said] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.buckets = _buckets(self.configuration)

    def import_from(self, exports: dict[str, Value | None]) -> None:
        """What it imports turns out to be what another one exports."""

        def find(value: Unknown) -> Value | None:
            known = value.identity
            if known is None:
                return None
            if known.type == IMPORT:
                return exports.get(known.address)
            outputs = exports.get(self.configuration.imports.get(known.address, ""))
            return dig(outputs, *known.attribute.split(".")[1:])  # behind `outputs`

        if not exports:
            return
        for resource in self.configuration.resources:
            made = resolved(resource.body, find)
            if isinstance(made, Mapping):
                resource.become(made)
        self.configuration.absent[:] = [
            replace(one, touches={name: resolved(value, find) for name, value in one.touches.items()})
            for one in self.configuration.absent
        ]

    def said(self, resource: Resource) -> Said:
        """What a resource's attributes speak of."""
        found = self._said.get(resource.address)
        if found is None:
            found = self._said[resource.address] = _said_in([resource.body])
        return found

    def named(self, unique: Iterable[str], among: Iterable[str] | None = None) -> set[str]:
        """The names of its buckets, of those at some addresses, that nobody else's have."""
        addresses = self.buckets if among is None else among
        return {name for address in addresses if (name := self.buckets[address]) is not None}.intersection(unique)

    def concerned(self, own: _Party, unique: set[str]) -> set[str]:
        """The addresses of what it has to do with another one's buckets, and of its own that the other speaks of."""
        said = [own.said(resource) for resource in own.configuration.resources]
        names, addresses = set[str]().union(*(s[0] for s in said)), set[str]().union(*(s[1] for s in said))
        mine = {at for at, name in self.buckets.items() if at in addresses or (name in names and name in unique)}
        theirs = own.named(unique)
        names, addresses = theirs | self.named(unique, mine), own.buckets.keys() | mine
        found = set(mine)
        for resource in self.configuration.resources:
            spoken = self.said(resource)
            if resource.is_given_up:
                found.add(resource.address)  # it may speak of any
            elif resource.address not in self.buckets and (spoken[0] & names or spoken[1] & addresses):
                found.add(resource.address)
            elif spoken[0] & theirs or spoken[1] & own.buckets.keys():
                found.add(resource.address)  # a bucket that logs or is replicated to the other's
        return self._with_what_they_need(found)

    def missing(self, own: _Party, unique: set[str]) -> list[Absent]:
        """The parts that could not be read and were handed another one's buckets: they may state anything of these."""
        names, addresses = own.named(unique), own.buckets.keys()
        told = [(absent, _said_in(absent.touches.values())) for absent in self.configuration.absent]
        return [absent for absent, said in told if said[0] & names or said[1] & addresses]

    def _with_what_they_need(self, found: set[str]) -> set[str]:
        """Beside these, all that they refer to, other buckets excepted."""
        by_address = {resource.address: resource for resource in self.configuration.resources}
        left = list(found)
        while left:
            for address in self.said(by_address[left.pop()])[1]:
                if address in by_address and address not in found and address not in self.buckets:
                    found.add(address)
                    left.append(address)
        return found


def _said_in(values: Iterable[Value]) -> Said:
    """What values speak of."""
    names, addresses = set[str](), set[str]()
    for one in (one for value in values for one in _spoken(value)):
        if isinstance(one, str):
            names.update(_NAME.findall(one))
        else:
            addresses.add(one.address)
    return names, addresses


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

"""Resources that write the same setting of one bucket: S3 keeps one value, that of the last write."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from s3lint.aws.kinds import (
    AccessLogging,
    Acl,
    BucketPolicy,
    CorsRule,
    Encryption,
    LifecycleRule,
    Node,
    Notification,
    ObjectLockRule,
    Ownership,
    PublicAccessBlock,
    ReplicationRule,
    RequestPayment,
    Versioning,
    Website,
)
from s3lint.aws.types import shown_as
from s3lint.graph.bucket import Bucket
from s3lint.graph.governing import Possible
from s3lint.record import Struct, replace
from s3lint.values import Fact, Mapping, Resource, Scalar, Sequence, Unknown, Value, no, text_of, unknown, yes
from s3lint.values.guard import exclude

# each kind of which S3 has one for a bucket: a write replaces it as a whole
SETTINGS: dict[type[Node], str] = {
    BucketPolicy: "the bucket policy",
    PublicAccessBlock: "Block Public Access",
    Acl: "the ACL",
    Ownership: "object ownership",
    Encryption: "default encryption",
    Versioning: "versioning",
    AccessLogging: "server access logging",
    LifecycleRule: "the lifecycle configuration",
    ReplicationRule: "the replication configuration",
    ObjectLockRule: "the Object Lock configuration",
    Notification: "event notifications",
    Website: "the website configuration",
    CorsRule: "the CORS configuration",
    RequestPayment: "who pays for requests",
}


class Conflict(Struct, frozen=True):
    """Two resources that write one setting, and whether they certainly do."""

    setting: str
    first: Node
    second: Node
    fact: Fact

    @property
    def is_repeated(self) -> bool:
        """Whether both certainly write the same."""
        one, two = self.first.resource, self.second.resource
        return one.type == two.type and _is_alike(_written(one), _written(two))


def conflicts(bucket: Bucket) -> Iterator[Conflict]:
    """The conflicts over a bucket: for each setting one, a certain one before others."""
    for kind, setting in SETTINGS.items():
        found = list(_of_kind(bucket, kind, setting))
        yield from sorted(found, key=lambda conflict: not conflict.fact.is_yes)[:1]


def _of_kind(bucket: Bucket, kind: type[Node], setting: str) -> Iterator[Conflict]:
    governing = bucket.controls(kind)
    writers: dict[str, Node | Possible[Node]] = {}
    for node in governing.certain:
        writers.setdefault(node.address, node)
    for possible in governing.possible:
        writers.setdefault(possible.node.address, possible)
    # what stands in the bucket itself comes first
    inner = sorted(writers.values(), key=lambda writer: _node(writer).resource is not bucket.resource)
    for one, two in combinations(inner, 2):
        fact = no() if _leaves_alone(_node(one), _node(two)) else _together(one, two)
        if not fact.is_no:
            yield Conflict(setting, _node(one), _node(two), fact)


def _written(resource: Resource) -> Mapping:
    """What a resource writes, without the bucket that it writes it to."""
    entries = {name: value for name, value in resource.body.entries.items() if name.lower() != "bucket"}
    return replace(resource.body, entries=entries)


def _is_alike(one: Value, two: Value) -> bool:
    if isinstance(one, Mapping) and isinstance(two, Mapping):
        is_known = one.open is None and two.open is None and one.entries.keys() == two.entries.keys()
        return is_known and all(_is_alike(value, two.entries[name]) for name, value in one.entries.items())
    if isinstance(one, Sequence) and isinstance(two, Sequence):
        is_known = one.open is None and two.open is None and len(one.items) == len(two.items)
        return is_known and all(map(_is_alike, one.items, two.items))
    if isinstance(one, Scalar) and isinstance(two, Scalar):
        return one.data == two.data
    return isinstance(one, Unknown) and isinstance(two, Unknown) and one.identity == two.identity is not None


def _leaves_alone(one: Node, two: Node) -> bool:
    """Whether Terraform ignores changes of a bucket's argument, so that it does not undo what a resource writes."""
    ignored = one.resource.attributes.get("ignore_changes")
    names = {text_of(item) for item in ignored.items} if isinstance(ignored, Sequence) else set()
    return bool(names & {"all", *shown_as().get(two.resource.type, ())})


def _node(writer: Node | Possible[Node]) -> Node:
    return writer.node if isinstance(writer, Possible) else writer


def _together(one: Node | Possible[Node], two: Node | Possible[Node]) -> Fact:
    """Whether two resources are there together: never where their conditions exclude each other."""
    open_ones = [writer for writer in (one, two) if isinstance(writer, Possible)]
    if not open_ones:
        return yes(_node(two).header)
    if len(open_ones) == 2 and exclude(open_ones[0].guard, open_ones[1].guard):
        return no()
    return unknown(*dict.fromkeys(reason for writer in open_ones for reason in writer.explain()))

"""A bucket as checks see it: a view on its part of the graph that answers questions with facts."""

from __future__ import annotations

from functools import cached_property
from typing import TypeVar, cast

from s3lint.aws.kinds import (
    AccessLogging,
    Acl,
    BucketNode,
    BucketPolicy,
    Encryption,
    LogDelivery,
    LogSource,
    Node,
    ObjectLockRule,
    Ownership,
    PublicAccessBlock,
    Unseen,
    Versioning,
)
from s3lint.graph.governing import Governing
from s3lint.graph.graph import Graph
from s3lint.source import Span
from s3lint.values import Call, Fact, Resource, no, unknown, yes
from s3lint.values.setting import Setting

N = TypeVar("N", bound=Node)


class Bucket:
    """One general purpose bucket with all that governs it."""

    def __init__(self, graph: Graph, node: BucketNode) -> None:
        self.graph = graph
        self.node = node

    def __repr__(self) -> str:
        return f"Bucket({self.address!r})"

    @property
    def resource(self) -> Resource:
        """The resource that states it."""
        return self.node.resource

    @property
    def address(self) -> str:
        """The address of its resource."""
        return self.node.address

    @property
    def header(self) -> Span | None:
        """The header of its resource's block."""
        return self.node.resource.header

    @property
    def span(self) -> Span | None:
        """Its resource's block."""
        return self.node.span

    @property
    def calls(self) -> tuple[Call, ...]:
        """The module calls or stacks that lead to it."""
        return self.node.calls

    @property
    def display(self) -> str:
        """A friendlier name, where there is one."""
        return self.node.display

    def controls(self, kind: type[N]) -> Governing[N]:
        """The controls of a kind that govern it."""
        return self.graph.governing(self.node, kind)

    @cached_property
    def public_access_block(self) -> Governing[PublicAccessBlock]:
        """Its own Block Public Access settings."""
        return self.controls(PublicAccessBlock)

    @cached_property
    def encryption(self) -> Governing[Encryption]:
        """Its default encryption."""
        return self.controls(Encryption)

    @cached_property
    def access_logging(self) -> Governing[AccessLogging]:
        """Its server access logging."""
        return self.controls(AccessLogging)

    @cached_property
    def policy(self) -> Governing[BucketPolicy]:
        """Its bucket policy."""
        return self.controls(BucketPolicy)

    @cached_property
    def versioning(self) -> Governing[Versioning]:
        """Its versioning."""
        return self.controls(Versioning)

    @cached_property
    def ownership(self) -> Governing[Ownership]:
        """Its object ownership."""
        return self.controls(Ownership)

    @cached_property
    def acl(self) -> Governing[Acl]:
        """Its access control list."""
        return self.controls(Acl)

    def flag(self, name: str) -> Fact:
        """Whether one Block Public Access flag is true by the bucket's own settings."""
        return self.public_access_block.ask(
            lambda block: self.setting_of(block, name).is_true(),
            absent=no(self.header, "the bucket has no public access block"),
        )

    @staticmethod
    def setting_of(block: PublicAccessBlock, name: str) -> Setting:
        """One of a block's four settings."""
        found: Setting = getattr(block, name)
        return found

    def acls_disabled(self) -> Fact:
        """Whether ACLs have no effect: BucketOwnerEnforced, stated or by S3's default since April 2023."""
        return self.ownership.ask(
            lambda ownership: ownership.value.is_any("BucketOwnerEnforced"),
            absent=yes(self.header, "BucketOwnerEnforced is S3's default"),
        )

    def states_object_lock(self) -> Fact:
        """Whether the code enables Object Lock on the bucket, be it that S3 refuses it."""
        stated = self.controls(ObjectLockRule).ask(
            ObjectLockRule.is_on, absent=no(self.header, "the bucket has no Object Lock"), any_of=True
        )
        return stated | self.node.object_lock_enabled.is_true()

    def object_lock_on(self) -> Fact:
        """Whether Object Lock is enabled on the bucket: S3 refuses it without versioning, and beside Suspended.

        https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-configure.html
        """
        return self.states_object_lock() & self.versioning_enabled()

    def has_default_retention(self) -> Fact:
        """Whether Object Lock keeps every new object for a time."""
        none = no(self.header, "the bucket has no default retention")
        return self.controls(ObjectLockRule).ask(lambda lock: lock.mode.is_set(), absent=none, any_of=True)

    def versioning_enabled(self) -> Fact:
        """Whether versioning is Enabled; creating a bucket with Object Lock enables it where nothing else is said."""
        silent = no(self.header, "versioning is not configured (off for a new bucket)")
        created = self.controls(ObjectLockRule).ask(
            lambda lock: lock.is_on() if lock.at_creation else silent, absent=silent, any_of=True
        )
        return self.versioning.ask(
            lambda versioning: versioning.status.is_any("Enabled", "true"),
            absent=created | self.node.object_lock_enabled.is_true(),
        )

    def logs_its_access(self) -> Fact:
        """Whether its server access logs are delivered somewhere, in this code or not, by S3 or CloudWatch Logs."""
        by_s3 = self.access_logging.ask(
            lambda logging: yes(logging.header, "access logs are delivered"),
            absent=no(self.header, "the bucket has no server access logging"),
            any_of=True,
        )
        return by_s3 | self.controls(LogSource).ask(self._is_delivered, absent=no(), any_of=True)

    def _is_delivered(self, source: LogSource) -> Fact:
        """Whether a source of logs is of this bucket's requests, and a delivery takes them anywhere."""
        found = no(source.header, "no delivery takes the access logs anywhere")
        for delivery, certain in self.graph.pointing_at(source, "delivers"):
            found = found | certain.because(delivery.header, "access logs are delivered")
        for delivery in self.graph.of(LogDelivery) if found.is_no else ():
            if delivery.source.text() is None and not any(self.graph.network.out_of(delivery, "delivers")):
                found = found | (delivery.source.is_set() & unknown(span=delivery.source.span))
        return source.is_of_requests() & found

    def is_retained(self) -> Fact:
        """Whether removing it from the code leaves its objects."""
        return self.node.retained


def bucket_of(graph: Graph, node: BucketNode) -> Bucket:
    """The view of a bucket's node: one for each, so that what it works out is worked out once."""
    found = graph.views.get(node)
    if found is None:
        found = graph.views[node] = Bucket(graph, node)
    return cast(Bucket, found)


def buckets(graph: Graph) -> list[Bucket]:
    """The buckets that this code makes."""
    return [bucket_of(graph, node) for node in _own(graph) if not node.existing]


def _own(graph: Graph) -> list[BucketNode]:
    """All but those that another root makes."""
    return [node for node in graph.of(BucketNode) if not node.resource.elsewhere]


def governed_buckets(graph: Graph) -> list[Bucket]:
    """The buckets that this code makes, and the existing ones to which it attaches something."""
    return [
        bucket_of(graph, node)
        for node in _own(graph)
        if not node.existing or any(True for _ in graph.network.into(node, "governs"))
    ]


def opened_buckets(graph: Graph) -> list[Bucket]:
    """The buckets that this code makes, and the existing ones whose policy or ACL it states.

    Of others nothing says who gets in.
    """
    return [bucket for bucket in governed_buckets(graph) if not bucket.node.existing or _is_opened(bucket)]


def _is_opened(bucket: Bucket) -> bool:
    sources = (source for source, _ in bucket.graph.network.into(bucket.node, "governs"))
    return any(isinstance(source, BucketPolicy | Acl | Unseen) for source in sources)

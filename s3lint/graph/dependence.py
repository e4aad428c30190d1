"""What the verdicts about a subject may hang on, of the inputs that are watched: so that it need not be judged again.

A bucket hangs on what governs it or points at it, on what it points at, and on all that no edge of the graph leads to.
Anything else hangs on everything.
"""

from __future__ import annotations

from typing import Any

from s3lint.aws.kinds import (
    AccessLogging,
    AccessPoint,
    Acl,
    BucketNode,
    BucketPolicy,
    CopyOut,
    CorsRule,
    Encryption,
    LifecycleRule,
    Node,
    Notification,
    ObjectLockRule,
    Ownership,
    PublicAccessBlock,
    ReplicationRule,
    RequestMetrics,
    RequestPayment,
    ServiceDelivery,
    StoredObject,
    Unseen,
    Versioning,
    Website,
)
from s3lint.graph.bucket import Bucket
from s3lint.graph.graph import Graph
from s3lint.values import Configuration

# what counts only for the buckets and access points that edges join it to
_JOINED = (
    *(AccessLogging, AccessPoint, Acl, BucketNode, BucketPolicy, CopyOut, CorsRule, Encryption, LifecycleRule),
    *(Notification, ObjectLockRule, Ownership, ReplicationRule, RequestMetrics, RequestPayment, ServiceDelivery),
    *(StoredObject, Versioning, Website),
)

Names = frozenset[str]


class Dependence:
    """What the subjects of one graph hang on."""

    def __init__(self, graph: Graph, configuration: Configuration, watched: Names) -> None:
        self._graph, self._network = graph, graph.network
        self._watched = watched
        nodes = list(graph.network.nodes())
        self._common = configuration.hangs_on.union(*(self._own(node) for node in nodes if not _is_joined(node)))
        resources = (resource.hangs_on for resource in configuration.resources)
        self._everything = self._common.union(*resources, *map(self._own, nodes))
        self._around: dict[Node, Names] = {}
        self._of: dict[Node, Names] = {}

    @property
    def everything(self) -> Names:
        """The watched inputs that anything hangs on."""
        return self._everything

    def joint(self) -> frozenset[Names]:
        """Sets of inputs that something hangs on at once: a resource, or a bucket with all that edges join to it."""
        buckets = (self._of_bucket(node) for node in self._graph.of(BucketNode))
        return frozenset((*(self._own(node) for node in self._network.nodes()), *buckets))

    def of(self, subject: object) -> Names:
        """The watched inputs that the verdicts about a subject may hang on."""
        if not isinstance(subject, Bucket):
            return self._everything
        return self._common | self._of_bucket(subject.node)

    def _of_bucket(self, bucket: BucketNode) -> Names:
        if bucket in self._of:
            return self._of[bucket]
        found: set[str] = set()
        seen, pending = {bucket}, [bucket]
        while pending:
            node: Any = pending.pop()
            found |= self._near(node)
            governing = (source for source, edge in self._network.sources(node) if edge.kind == "governs")
            for beyond in (node, *governing):
                further = [target for target in self._network.targets(beyond) if target not in seen]
                seen.update(further)
                pending += further
        self._of[bucket] = frozenset(found)
        return self._of[bucket]

    def _near(self, node: Node) -> Names:
        """What a node hangs on, with all that points at it, directly or not, and what else that points at."""
        if node not in self._around:
            found, seen, pending = set(self._own(node)), {node}, [node]
            while pending:
                for source, _ in self._network.sources(pending.pop()):
                    if source not in seen:
                        seen.add(source)
                        found |= self._own(source).union(*map(self._own, self._network.targets(source)))
                        pending += [] if isinstance(source, BucketNode) else [source]
            self._around[node] = frozenset(found)
        return self._around[node]

    def _own(self, node: Node) -> Names:
        return self._watched if isinstance(node, Unseen) else node.resource.hangs_on


class DependenceOnResources(Dependence):
    """The same, of resources by their addresses: which others the verdicts about a subject may hang on."""

    def __init__(self, graph: Graph, configuration: Configuration) -> None:
        self._addresses: dict[str, Names] = {}
        super().__init__(graph, configuration, frozenset())
        with_nodes = {node.resource.address for node in graph.network.nodes()}
        every = frozenset(resource.address for resource in configuration.resources)
        self._common |= every - with_nodes  # what only references lead to
        self._everything = every

    def _own(self, node: Node) -> Names:
        address = node.resource.address
        if address not in self._addresses:
            self._addresses[address] = frozenset((address,))
        return self._addresses[address]


def _is_joined(node: Node) -> bool:
    if isinstance(node, PublicAccessBlock):
        return node.level == "bucket"
    return isinstance(node, _JOINED)

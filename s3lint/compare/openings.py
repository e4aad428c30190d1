"""What else gives access to data than general purpose buckets: other kinds of bucket, doors, endpoints, roles, grants.

Each has a policy, or what stands for one, and is compared with what it was.
"""

from __future__ import annotations

from collections.abc import Iterator

from s3lint.access.identities import Holder, holders
from s3lint.access.policies import combined, read
from s3lint.aws.kinds import AccessGrant, AccessPoint, BucketPart, BucketPolicy, Node, OtherBucket, Role
from s3lint.aws.kinds import VpcEndpoint as Endpoint
from s3lint.aws.kinds.access_grants import INSTANCE_POLICY
from s3lint.aws.kinds.other_door import FILE_SYSTEM, OUTPOSTS_BUCKET
from s3lint.graph.bucket import governed_buckets
from s3lint.graph.graph import Graph
from s3lint.graph.view import views
from s3lint.policy.document import NO_POLICY, Document
from s3lint.policy.granted import grants
from s3lint.questions.vpc_endpoints import for_s3, stated
from s3lint.record import Struct
from s3lint.source import Span

ENDPOINT, ROLE, GRANT, INSTANCE = "VPC endpoint", "role", "access grant", "Access Grants instance"
POINTS = ("access point", "multi-region access point")
BUCKETS = ("directory bucket", "table bucket", "vector bucket")
_OF_BUCKETS = {"directory": BUCKETS[0], "table": BUCKETS[1], "vector": BUCKETS[2]}
_OF_POLICIES = (FILE_SYSTEM, OUTPOSTS_BUCKET, *BUCKETS[1:], "directory", "table")


class Opening(Struct, frozen=True, eq=False, weakref=True):
    """One of them: what it is, and the policy that says who gets in, or who can assume the role."""

    graph: Graph
    node: Node
    what: str
    document: Document

    @property
    def address(self) -> str:
        """The address of its resource."""
        return self.node.address

    @property
    def what_governs(self) -> str:
        """What its document is called."""
        return f"the trust policy of {self.address}" if self.what == ROLE else f"the policy of {self.address}"

    @property
    def header(self) -> Span | None:
        """Where it is stated."""
        return self.node.header


def openings(graph: Graph) -> Iterator[Opening]:
    """All of a root, not what others state beside it."""
    yield from (one for one in _openings(graph) if not one.node.resource.elsewhere)


def openings_at(graph: Graph, address: str) -> Iterator[Opening]:
    """Those that a resource states, or whose policy it states; access points of general purpose buckets, too."""
    points = ((point, point.kind) for point in graph.of(AccessPoint))
    beside = (Opening(graph, node, what, combined(graph, graph.governing(node, BucketPolicy))) for node, what in points)
    for one in (*openings(graph), *beside):
        if address in (one.address, *(policy.address for policy in graph.governing(one.node, BucketPolicy).all)):
            yield one


def _openings(graph: Graph) -> Iterator[Opening]:
    """What a policy of its own governs, before policies whose subject is not in the code."""
    governed: set[Node] = set()
    for node, what in _governed(graph):
        governing = graph.governing(node, BucketPolicy)
        governed.update(governing.all)
        yield Opening(graph, node, what, combined(graph, governing))
    for view in views(graph, BucketPolicy):
        if view.node not in governed and (view.node.kind in _OF_POLICIES or view.node.kind == INSTANCE_POLICY):
            what = {"directory": BUCKETS[0], INSTANCE_POLICY: INSTANCE}.get(view.node.kind, view.node.kind)
            yield Opening(graph, view.node, what, read(graph, view.node.document))
    for endpoint in views(graph, Endpoint):
        if not for_s3(endpoint.node).is_no:
            yield Opening(graph, endpoint.node, ENDPOINT, stated(endpoint))
    for holder in holders(graph):
        if isinstance(holder.node, Role) and _speaks_of_s3(holder):
            yield Opening(graph, holder.node, ROLE, read(graph, holder.node.trust))
    for grant in views(graph, AccessGrant):
        yield Opening(graph, grant.node, GRANT, NO_POLICY)


def _governed(graph: Graph) -> Iterator[tuple[Node, str]]:
    for bucket in graph.of(OtherBucket):
        yield bucket, _OF_BUCKETS[bucket.kind]
    for part in graph.of(BucketPart):
        yield part, part.kind
    compared = {bucket.node for bucket in governed_buckets(graph)}
    for point in graph.of(AccessPoint):
        if not any(target in compared for target, _ in graph.network.out_of(point, "leads-to")):
            yield point, point.kind


def _speaks_of_s3(holder: Holder) -> bool:
    """Whether a principal's policies allow something of S3."""
    variants = holder.rights().document.variants
    return any(v.open or any(s.is_allow and grants(s) for s in v.statements) for v in variants)

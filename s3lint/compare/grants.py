"""What S3 Access Grants newly give: a grantee, reading or writing, and a part of a location.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-grants-grant-create.html
"""

from __future__ import annotations

from collections.abc import Iterator

from s3lint.access.grounding import Ground
from s3lint.access.policies import text
from s3lint.aws.kinds import AccessGrant, AccessGrantsLocation, Node
from s3lint.graph.graph import Graph
from s3lint.policy.answers import ACCOUNT_UNKNOWN, Answer
from s3lint.policy.gained import Gain
from s3lint.policy.glob import NO, YES, same
from s3lint.policy.placeholders import has_open_hole, shown
from s3lint.policy.requesters import account_of
from s3lint.record import Struct
from s3lint.values import Fact, Reason, unknown, yes

_LEVELS = {"READ": frozenset({"READ"}), "WRITE": frozenset({"WRITE"}), "READWRITE": frozenset({"READ", "WRITE"})}


class _Given(Struct, frozen=True):
    """What one grant gives."""

    grantee: str
    permission: str
    scope: str

    def covers(self, other: _Given) -> bool:
        """Whether it gives all that another one does."""
        if self.grantee != other.grantee or not _levels(other.permission) <= _levels(self.permission):
            return False
        whole, star = self.scope.removesuffix("*"), self.scope.endswith("*")
        return other.scope.startswith(whole) if star else other.scope == self.scope

    @property
    def is_known(self) -> bool:
        """Whether all of it is known."""
        return self.permission in _LEVELS and not any(map(has_open_hole, (self.grantee, self.scope)))


def gained_by_grant(graph: Graph, node: Node, former: Graph) -> Iterator[Gain]:
    """What a grant gives that no grant of the former graph gave."""
    assert isinstance(node, AccessGrant)
    given = _given(graph, node)
    if any(_given(former, other).covers(given) for other in former.of(AccessGrant)):
        return
    arn, owner = given.grantee, Ground(graph).account(node.resource)
    match = same(account_of(arn), owner) if account_of(arn) else YES  # who is of the directory is of this account
    if account_of(arn) in graph.context.trusted_accounts:
        match = YES
    fact = node.exists & _sure(graph, node, given) & (yes() if match in (NO, YES) else unknown(ACCOUNT_UNKNOWN))
    who, name = ("principals", shown(arn)) if match == YES else ("other accounts", shown(account_of(arn)))
    access = f"{given.permission} access to {shown(given.scope)}"
    yield Gain(who, name, Answer(fact), f"{shown(arn)} can get {access} through S3 Access Grants")


def _sure(graph: Graph, node: AccessGrant, given: _Given) -> Fact:
    if given.is_known:
        return yes(node.header)
    return unknown(Reason("value", node.address, "gives what is not known", node.header), span=node.header)


def _given(graph: Graph, node: AccessGrant) -> _Given:
    locations = [one for one, _ in graph.network.out_of(node, "grants") if isinstance(one, AccessGrantsLocation)]
    scope = text(graph, locations[0].scope.value) if locations else text(graph, node.prefix.value)
    if locations and node.prefix.value is not None:
        scope = scope.removesuffix("*") + text(graph, node.prefix.value)
    return _Given(text(graph, node.grantee.value), text(graph, node.permission.value), scope)


def _levels(permission: str) -> frozenset[str]:
    return _LEVELS.get(permission, frozenset({permission}))

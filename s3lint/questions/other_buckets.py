"""Whom the policies of other kinds of bucket, and of other doors to data, give access: judged by their principals."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from s3lint import policy
from s3lint.access.grounding import Ground
from s3lint.access.policies import combined, read, statements
from s3lint.aws.kinds import AccessPoint, BucketNode, BucketPolicy, OtherBucket
from s3lint.aws.kinds.other_door import FILE_SYSTEM, OTHER_POINTS, OUTPOSTS_BUCKET
from s3lint.graph.graph import Graph
from s3lint.graph.view import View, views
from s3lint.policy import Document, Statement, elsewhere
from s3lint.policy.answers import ACCOUNT_UNKNOWN
from s3lint.policy.elsewhere import Door
from s3lint.policy.glob import NO, YES, same
from s3lint.policy.placeholders import has_hole
from s3lint.policy.worlds import named_accounts
from s3lint.record import replace
from s3lint.values import Fact, no, unknown, yes

Governed = View[OtherBucket] | View[BucketPolicy]
"""A bucket with the policies that govern it, or a policy alone."""

_HERE = "arn:aws:s3:::here"  # the policy of a bucket is about that bucket
_DIRECTORY_POINT = "--xa-s3"  # how names of access points for directory buckets end (access-points-directory-buckets)


def buckets_and_policies(graph: Graph, kind: str, *policies: str) -> list[Governed]:
    """The buckets of a kind, and the policies of these kinds that govern none of them."""
    found: list[Governed] = [view for view in views(graph, OtherBucket) if view.node.kind == kind]
    for view in views(graph, BucketPolicy):
        governs = graph.network.out_of(view.node, "governs")
        if view.node.kind in policies and not any(isinstance(target, OtherBucket) for target, _ in governs):
            found.append(view)
    return found


def stated(subject: Governed) -> Document:
    """The policy of a bucket, whichever of its possible policies there are; or a policy."""
    node = subject.node
    if isinstance(node, BucketPolicy):
        return read(subject.graph, node.document)
    return combined(subject.graph, subject.graph.governing(node, BucketPolicy))


def doors(graph: Graph) -> list[View[BucketPolicy]]:
    """The policies of doors to data that are neither buckets nor access points of general purpose buckets."""
    kinds = (FILE_SYSTEM, OUTPOSTS_BUCKET, "vector bucket")
    return [v for v in views(graph, BucketPolicy) if v.node.kind in kinds or any(map(is_door, points_of(v)))]


def points_of(policy: View[BucketPolicy]) -> Iterator[View[AccessPoint]]:
    """The access points that a policy governs."""
    for target, _ in policy.graph.network.out_of(policy.node, "governs"):
        if isinstance(target, AccessPoint):
            yield View(policy.graph, target)


def is_door(point: View[AccessPoint]) -> bool:
    """Whether an access point leads elsewhere than to general purpose buckets: its Block Public Access is fixed."""
    node = point.node
    if node.kind in OTHER_POINTS or (node.name.text() or "").endswith(_DIRECTORY_POINT):
        return True
    targets = [target for target, _ in point.graph.network.out_of(node, "leads-to")]
    return any(not isinstance(target, BucketNode) for target in targets)


def lets_in(subject: Governed, door: Door) -> Fact:
    """Whether the policy of another kind of bucket lets in anybody, or another account through a door."""
    graph, document = subject.graph, stated(subject)
    owner = Ground(graph).account(subject.resource)
    allowed: dict[str, Fact] = {}
    for variant in document.variants:
        for account, naming in named_accounts(variant.statements).items():
            if account not in allowed and same(account, owner) != YES and account not in graph.context.trusted_accounts:
                said = yes(naming[0].place("Principal"), f"{naming[0].name} allows account {account}")
                allowed[account] = said & elsewhere.lets_in_account(document, account, owner, door).fact
    anybody = elsewhere.loose(document, owner, replace(door, carried=())).fact
    return _with_accounts(subject, anybody, allowed, owner)


def lets_in_others(subject: Governed, harmless: Callable[[Statement], bool]) -> Fact:
    """Whether an Allow is for anybody, or for another account and not harmless."""
    graph = subject.graph
    document = stated(subject)
    found = policy.is_loose(document).fact
    owner, trusted = Ground(graph).account(subject.resource), graph.context.trusted_accounts
    allowed: dict[str, Fact] = {}
    for statement, there in statements(document):
        for account in named_accounts((statement,)) if not harmless(statement) else ():
            if same(account, owner) != YES and account not in trusted:
                said = yes(statement.place("Principal"), f"{statement.name} allows account {account}")
                allowed[account] = allowed.get(account, no()) | (said & there)
    return _with_accounts(subject, found, allowed, owner)


def _with_accounts(subject: Governed, found: Fact, allowed: dict[str, Fact], owner: str) -> Fact:
    """Also whether one of these accounts, as far as each gets in, is another than the owner's."""
    undecided: list[Fact] = []
    certain: list[str] = []
    for account, fact in allowed.items():
        if same(account, owner) == NO:
            found = found | fact
            continue
        place = next((e.span for e in fact.evidence), None)
        undecided.append(fact & unknown(ACCOUNT_UNKNOWN, span=place))
        certain += [account] if fact.is_yes and not has_hole(account) else []
    if len(certain) > 1 and not found.is_yes:  # they cannot all be the owner's
        place = next(e.span for e in allowed[certain[-1]].evidence)
        return yes(place, f"of the accounts {', '.join(certain)}, at least one is another account")
    for fact in undecided:
        found = found | fact
    return found if not found.is_no else no(subject.header)

"""The policies of a root, whatever they are attached to, and what AWS refuses in them."""

from __future__ import annotations

from collections.abc import Iterator

from s3lint.access.policies import read
from s3lint.aws.kinds import BucketPolicy, IdentityPolicy, OtherBucket
from s3lint.aws.kinds.other_door import FILE_SYSTEM
from s3lint.graph import Bucket, governed_buckets
from s3lint.graph.graph import Graph
from s3lint.graph.view import View, views
from s3lint.policy.document import Document, Note
from s3lint.policy.refused import document_size
from s3lint.questions.mentions import mentions
from s3lint.values import Fact, Reason, unknown, witness, yes
from s3lint.values.setting import Setting

Policy = View[BucketPolicy] | View[IdentityPolicy]
Holder = Bucket | View[OtherBucket] | Policy
"""A bucket with its policies, or a policy alone."""

# S3: 20 KB (UserGuide bucket-policies); IAM: reference_iam-quotas. A policy of users or groups can be a managed one,
# which can be larger than theirs
_MOST = {"": 6_144, "user": 6_144, "group": 6_144, "role": 10_240}
_MOST_OF_RESOURCE = 20_480
# not refused: of a key that is written twice the last one counts, and an empty text can say that there is no policy
_HARMLESS = ("duplicate", "empty")


def holders(graph: Graph) -> list[Holder]:
    """The buckets with a policy, the policies of anything else, and the identity policies that speak of S3."""
    held: list[Holder] = [*governed_buckets(graph), *views(graph, OtherBucket)]
    held = [holder for holder in held if policies(holder)]
    known = {policy.node for holder in held for policy in policies(holder)}
    others = [view for view in views(graph, BucketPolicy) if view.node not in known]
    return [*held, *others, *(view for view in views(graph, IdentityPolicy) if _speaks_of_s3(view.node))]


def unattached(graph: Graph) -> list[View[BucketPolicy]]:
    """The policies that are judged with a bucket or an access point alone, and hang on none that the code names."""
    alone = (view for view in views(graph, BucketPolicy) if view.node.kind in ("bucket", "access point"))
    return [view for view in alone if not any(graph.network.out_of(view.node, "governs"))]


def policies(holder: Holder) -> list[Policy]:
    """The policies of a bucket, or the policy itself."""
    graph, node = holder.graph, holder.node
    if isinstance(node, IdentityPolicy):
        return [View(graph, node)]
    found = [node] if isinstance(node, BucketPolicy) else graph.governing(node, BucketPolicy).all
    return [View(graph, policy) for policy in found]


def _speaks_of_s3(node: IdentityPolicy) -> bool:
    stated = Setting("policy", node.document, node.header)
    return node.document is not None and not mentions(stated, "s3").is_no


def refusals(policy: Policy) -> Iterator[tuple[Note, Fact]]:
    """What AWS refuses in a policy, each with whether it certainly is there."""
    node = policy.node
    value = node.document
    if value is None:
        return
    found = read(policy.graph, value, resource_policy=isinstance(node, BucketPolicy))
    # what the policies of file systems have to say is not documented, and those of Amazon EFS need no Resource
    harmless = (*_HARMLESS, "missing") if isinstance(node, BucketPolicy) and node.kind == FILE_SYSTEM else _HARMLESS
    for note in found.notes:
        if note.kind not in harmless:
            yield note, _there(note, found)
    most = _MOST_OF_RESOURCE if isinstance(node, BucketPolicy) else _MOST.get(node.holder)
    if most is not None and (size := document_size(value)) > most:
        yield Note("size", f"it has at least {size:,} characters, and AWS takes {most:,}", value.span), yes(value.span)


def _there(note: Note, found: Document) -> Fact:
    """Whether every possible document has it."""
    having = [variant for variant in found.variants if note in variant.notes]
    if len(having) == len(found.variants):
        return yes(note.span)
    guards = [variant.guard for variant in having if variant.guard]
    what = f"exists only if {witness(*guards)}" if guards else "exists in one of the possible policies"
    return unknown(Reason("variant", "this part of the policy", what, note.span), span=note.span)

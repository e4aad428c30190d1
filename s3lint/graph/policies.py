"""Brings a bucket's policies, lists and blocks before the policy engine."""

from __future__ import annotations

from s3lint.graph.bucket import Bucket
from s3lint.graph.graph import Graph
from s3lint.graph.grounding import Ground
from s3lint.graph.nodes import AccessPoint, Acl, BucketPolicy, IdentityPolicy, PublicAccessBlock
from s3lint.graph.setting import Setting
from s3lint.policy import AccessPointPolicy, Document, Grant, Subject, placeholders, read
from s3lint.values import Fact, Reason, no, options, text_of, unknown, yes

_AGE = "is not stated, and S3 turns Block Public Access on by itself only for buckets created since April 2023"


def document_of(graph: Graph, policy: BucketPolicy | IdentityPolicy) -> Document:
    """The document of a policy, read once."""
    found: Document | None = graph.documents.get(policy)
    if found is None:
        found = read(policy.document, Ground(graph), resource_policy=isinstance(policy, BucketPolicy))
        graph.documents[policy] = found
    return found


def account_flag(graph: Graph, name: str) -> Fact:
    """Whether a Block Public Access flag is on for the whole account: by this code, or by configuration."""
    if name in graph.context.account_block:
        return yes(None, f"{name} is on for the account (by configuration)")
    found = no()
    for block in graph.of(PublicAccessBlock):
        if block.level == "account":
            flag: Setting = getattr(block, name)
            found = found | (flag.is_true() & block.exists)
    return found


def effective_flag(bucket: Bucket, name: str) -> Fact:
    """Whether a flag is in force: the account's or the bucket's, the more restrictive counts.

    Where the bucket states none it depends on its age, so it is unknown (semantics of BPA, April 2023).
    """
    reason = Reason("default", "the bucket's Block Public Access", _AGE, bucket.header)
    own = bucket.public_access_block.ask(
        lambda block: bucket.setting_of(block, name).is_true(), absent=unknown(reason), any_of=True
    )
    return account_flag(bucket.graph, name) | own


def subject_of(bucket: Bucket) -> Subject:
    """The bucket as the policy engine sees it."""
    ground = Ground(bucket.graph)
    return Subject(
        arn=ground.bucket_arn(bucket.node),
        owner=ground.account,
        grants=tuple(grant for acl in bucket.acl.all for grant in _grants(acl, certain=acl in bucket.acl.certain)),
        acls_enabled=~bucket.acls_disabled(),
        ignore_public_acls=effective_flag(bucket, "ignore_public_acls"),
        restrict_public_buckets=effective_flag(bucket, "restrict_public_buckets"),
        access_points=tuple(_access_points(bucket)),
        trusted=bucket.graph.context.trusted_accounts,
    )


_CANNED = {
    "public-read": (("AllUsers", "READ"),),
    "public-read-write": (("AllUsers", "READ"), ("AllUsers", "WRITE")),
    "authenticated-read": (("AuthenticatedUsers", "READ"),),
}


def _grants(acl: Acl, *, certain: bool) -> list[Grant]:
    """The grants of a list, canned ones spelled out."""
    found = []
    words = [text_of(value) for value, _ in options(acl.canned.effective) if value is not None]
    for word in words:
        for group, given in _CANNED.get(word or "", ()):
            uri = f"http://acs.amazonaws.com/groups/global/{group}"
            found.append(Grant(given, uri, span=acl.canned.span, certain=certain and len(words) == 1))
    for grant in acl.grants:
        who: str | None = grant.grantee.text()
        permission = grant.permission.text()
        sure = certain and not (grant.guard - acl.guard) and who is not None and permission is not None
        if who is not None:
            is_group = who.startswith("http")
            found.append(
                Grant(
                    permission or "FULL_CONTROL",
                    uri=who if is_group else "",
                    canonical="" if is_group else who,
                    span=grant.grantee.span,
                    certain=sure,
                )
            )
    return found


def _access_points(bucket: Bucket) -> list[AccessPointPolicy]:
    graph, ground = bucket.graph, Ground(bucket.graph)
    found = []
    for point, _ in graph.pointing_at(bucket.node, "leads-to"):
        if not isinstance(point, AccessPoint) or point.kind != "access point":
            continue
        policies = graph.governing(point, BucketPolicy).all
        name = point.name.text() or placeholders.named(point.address)
        restricted = (
            point.block.restrict_public_buckets.is_true() if point.block else yes(point.header, "on by default")
        )
        for policy in policies:
            found.append(
                AccessPointPolicy(
                    name=name,
                    arn=f"arn:aws:s3:{placeholders.fixed_hole('the region')}:{ground.account}:accesspoint/{name}",
                    document=document_of(graph, policy),
                    account=ground.account,
                    origin="Internet" if point.vpc.value is None else "VPC",
                    restricted=restricted,
                )
            )
    return found

"""What control policies of this code deny, whatever the policies of a bucket and of principals allow.

They hold in the accounts that they are attached to, but not in the organization's management account, from which they
are usually made: one in the account that makes them may be that. Resource control policies hold for whoever calls,
service control policies for the principals of the account.
https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
"""

from __future__ import annotations

from collections.abc import Iterator

from s3lint.access.grounding import Ground
from s3lint.access.organization_block import is_over
from s3lint.access.policies import read
from s3lint.aws.kinds import OrganizationPolicy
from s3lint.graph.bucket import Bucket
from s3lint.policy.document import Condition, Document, Principal, Statement, Term
from s3lint.record import replace
from s3lint.values import Fact, Reason, unknown, yes

_ALL = (Term("*"),)
_ANYONE = (Principal("AWS", _ALL[0]),)
OF_RESOURCES, OF_PRINCIPALS = "RESOURCE_CONTROL_POLICY", "SERVICE_CONTROL_POLICY"


def under_control(bucket: Bucket, document: Document) -> Document:
    """A bucket's policy with what resource control policies deny beside it."""
    return _with(document, tuple(_denials(bucket, OF_RESOURCES)))


def with_principals_controlled(bucket: Bucket, document: Document) -> Document:
    """A bucket's policy with what service control policies deny to the principals of its account."""
    owner = Condition("StringEquals", "aws:PrincipalAccount", (Term(Ground(bucket.graph).account(bucket.resource)),))
    found = _denials(bucket, OF_PRINCIPALS)
    return _with(document, tuple(replace(s, principals=_ANYONE, conditions=(*s.conditions, owner)) for s in found))


def _with(document: Document, denied: tuple[Statement, ...]) -> Document:
    if not denied:
        return document
    variants = tuple(replace(v, statements=(*v.statements, *denied)) for v in document.variants)
    return replace(document, variants=variants)


def _denials(bucket: Bucket, kind: str) -> Iterator[Statement]:
    """The statements of control policies that deny, certain where they certainly hold for the bucket."""
    for policy in bucket.graph.of(OrganizationPolicy):
        holds = policy.type.is_any(kind) & _holds(bucket, policy)
        stated = read(bucket.graph, policy.content, resource_policy=kind == OF_RESOURCES)
        for variant in () if holds.is_no else stated.variants:
            doubts = (*holds.reasons, *variant.because, *variant.open)
            is_sure = holds.is_yes and not doubts and len(stated.variants) == 1
            for statement in variant.statements:
                if not statement.is_allow:
                    known = replace(statement, sid=statement.sid or policy.address)
                    yield known if is_sure else _perhaps(known, doubts)
            if variant.open:
                span = variant.open_at or policy.header
                whole = Statement(1, "Deny", _ANYONE, _ALL, _ALL, (), sid=policy.address, span=span)
                yield _perhaps(whole, doubts)


def _perhaps(statement: Statement, doubts: tuple[Reason, ...]) -> Statement:
    return replace(statement, certain=False, reasons=(*statement.reasons, *doubts))


def _holds(bucket: Bucket, policy: OrganizationPolicy) -> Fact:
    text = "may hold for the bucket's account, unless that is the organization's management account"
    made_here = Reason("elsewhere", policy.address, text, policy.header)
    elsewhere = bucket.graph.places.share_account(policy.resource, bucket.resource).is_no
    managed = yes() if elsewhere else unknown(made_here, span=policy.header)
    return is_over(bucket.graph, policy, bucket.resource) & managed

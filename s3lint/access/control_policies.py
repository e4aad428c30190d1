"""What resource control policies of this code deny, whatever the policy of a bucket allows.

They hold for whoever calls, in the accounts that they are attached to, but not in the organization's management
account, from which they are usually made: one in the account that makes them may be that.
https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
"""

from __future__ import annotations

from collections.abc import Iterator

from s3lint.access.organization_block import is_over
from s3lint.access.policies import read
from s3lint.aws.kinds import OrganizationPolicy
from s3lint.graph.bucket import Bucket
from s3lint.policy.document import Document, Principal, Statement, Term
from s3lint.record import replace
from s3lint.values import Fact, Reason, unknown, yes

_ALL = (Term("*"),)


def under_control(bucket: Bucket, document: Document) -> Document:
    """A bucket's policy with what control policies deny beside it."""
    denied = tuple(_denials(bucket))
    if not denied:
        return document
    variants = tuple(replace(v, statements=(*v.statements, *denied)) for v in document.variants)
    return replace(document, variants=variants)


def _denials(bucket: Bucket) -> Iterator[Statement]:
    """The statements of control policies that deny, certain where they certainly hold for the bucket."""
    for policy in bucket.graph.of(OrganizationPolicy):
        holds = policy.type.is_any("RESOURCE_CONTROL_POLICY") & _holds(bucket, policy)
        stated = read(bucket.graph, policy.content)
        for variant in () if holds.is_no else stated.variants:
            doubts = (*holds.reasons, *variant.because, *variant.open)
            is_sure = holds.is_yes and not doubts and len(stated.variants) == 1
            for statement in variant.statements:
                if not statement.is_allow:
                    known = replace(statement, sid=statement.sid or policy.address)
                    yield known if is_sure else _perhaps(known, doubts)
            if variant.open:
                anyone = (Principal("AWS", _ALL[0]),)
                span = variant.open_at or policy.header
                whole = Statement(1, "Deny", anyone, _ALL, _ALL, (), sid=policy.address, span=span)
                yield _perhaps(whole, doubts)


def _perhaps(statement: Statement, doubts: tuple[Reason, ...]) -> Statement:
    return replace(statement, certain=False, reasons=(*statement.reasons, *doubts))


def _holds(bucket: Bucket, policy: OrganizationPolicy) -> Fact:
    text = "may hold for the bucket's account, unless that is the organization's management account"
    made_here = Reason("elsewhere", policy.address, text, policy.header)
    elsewhere = bucket.graph.places.share_account(policy.resource, bucket.resource).is_no
    managed = yes() if elsewhere else unknown(made_here, span=policy.header)
    return is_over(bucket.graph, policy, bucket.resource) & managed

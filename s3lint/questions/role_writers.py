"""Which roles a bucket's policy and ACL tell: by the services and accounts of AWS that they let put objects."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from s3lint.access.acls import grants_to_log_delivery
from s3lint.access.grounding import Ground
from s3lint.access.policies import document, statements
from s3lint.access.subject import acls_enabled
from s3lint.aws.identities import ACCOUNTS_OF_AWS, CLOUDFRONT_LOGS
from s3lint.aws.kinds import Acl
from s3lint.graph.bucket import Bucket
from s3lint.policy.document import Principal
from s3lint.policy.glob import MAYBE, NO, YES, like
from s3lint.policy.placeholders import is_hole, named
from s3lint.policy.requesters import account_of, may_be
from s3lint.policy.stated import covers, graded, reaches_some
from s3lint.policy.tables import table
from s3lint.questions.role_table import RoleKind, role_kinds
from s3lint.values import Fact, Unknown, no, yes

_PUT = "s3:PutObject"
_ORIGIN = "arn:aws:iam::cloudfront:"


def by_policy(bucket: Bucket) -> Iterator[tuple[RoleKind, Fact]]:
    """The roles whose services or accounts an Allow names, and the origin access identities that read."""
    objects = f"{Ground(bucket.graph).bucket_arn(bucket.node)}/*"
    for statement, there in statements(document(bucket)):
        if not statement.is_allow or not statement.principals or statement.not_principal:
            continue
        puts = there & covers(statement, _PUT) & (yes() if statement.not_resource else reaches_some(statement, objects))
        for kind in role_kinds().values() if not puts.is_no else ():
            match = max((_delivers(kind, principal) for principal in statement.principals), default=NO)
            if match != NO:
                terms = (principal.term for principal in statement.principals)
                yield kind, puts & graded(match, statement, terms, "Principal")
        if any(principal.term.text.startswith(_ORIGIN) for principal in statement.principals):
            yield role_kinds()["origin-identity"], there & covers(statement, "s3:GetObject")


def _delivers(kind: RoleKind, principal: Principal) -> int:
    """Whether a principal is one that delivers what makes the role."""
    text = principal.term.text
    if may_be(principal, "Service") and kind.told_by_service and (principal.kind == "Service" or not is_hole(text)):
        sure = YES if principal.kind == "Service" else MAYBE
        return min(sure, max((like(service, text) for service in kind.services), default=NO))
    # an account that is not known is taken for one's own, or another customer's
    is_one = principal.kind == "AWS" and kind.accounts and account_of(text) in accounts_of(kind)
    return YES if is_one else NO


@cache
def accounts_of(kind: RoleKind) -> frozenset[str]:
    """The accounts of AWS that a role is delivered from: their numbers, and what a lookup of one stands for."""
    looked_up = (named(source) for source, owner in ACCOUNTS_OF_AWS.items() if owner == kind.accounts)
    return frozenset(table("aws_accounts")["accounts"].get(kind.accounts, ())) | frozenset(looked_up)


def by_acl(bucket: Bucket) -> Iterator[tuple[RoleKind, Fact]]:
    """The roles whose deliverers a grant of the ACL names, unless ACLs are disabled."""
    acl = bucket.acl.seen
    enabled = acls_enabled(bucket)
    if acl.is_absent or enabled.is_no:
        return
    if bucket.ownership.is_absent:
        enabled = yes()  # where nothing is stated, the ACL says what is meant
    yield role_kinds()["access-logs"], acl.ask(grants_to_log_delivery, absent=no(), any_of=True) & enabled
    for kind in role_kinds().values():
        if kind.canonical:
            granted = acl.ask(lambda acl, kind=kind: _grants_to(acl, kind), absent=no(), any_of=True)  # type: ignore[misc]
            yield kind, granted & enabled


def _grants_to(acl: Acl, kind: RoleKind) -> Fact:
    """Whether a grant is to the canonical id from which a role is delivered."""
    found = no()
    for grant in acl.grants:
        value = grant.grantee.value
        if isinstance(value, Unknown) and value.identity is not None and value.identity.type == CLOUDFRONT_LOGS:
            fact = grant.grantee.is_set()
        else:
            fact = grant.grantee.is_any(table("aws_accounts")["canonical"][kind.canonical])
        found = found | fact
    return found

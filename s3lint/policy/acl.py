"""ACL grants as statements, so that they are searched as policies are (acl-overview)."""

from __future__ import annotations

from s3lint.policy.document import Condition, Principal, Statement, Term
from s3lint.policy.subject import Grant, Subject
from s3lint.policy.tables import table
from s3lint.record import replace
from s3lint.values import no

ALL_USERS = "http://acs.amazonaws.com/groups/global/AllUsers"
AUTHENTICATED_USERS = "http://acs.amazonaws.com/groups/global/AuthenticatedUsers"
ANONYMOUS_ID = "65a011a29cdf8ec533ec3d1ccaae921c"
"""The canonical id of the anonymous user: a grant to it is anonymous access that names no group."""


_SIGNED = Condition("StringNotEquals", "aws:PrincipalType", (Term("Anonymous"),))


def is_public_grant(grant: Grant) -> bool:
    """Whether it is a grant to everybody, or to every AWS account."""
    return grant.uri in (ALL_USERS, AUTHENTICATED_USERS) or grant.canonical == ANONYMOUS_ID


def statement_of(grant: Grant, arn: str) -> Statement | None:
    """What a grant on the bucket allows; None for grantees that are no outsiders (log delivery)."""
    rights = table("action_groups")["acl"]["bucket"]
    permissions = rights if grant.permission == "FULL_CONTROL" else [grant.permission]
    names = [name for permission in permissions for name in rights.get(permission, ())]
    if not names:
        return None
    if is_public_grant(grant):
        principal = Principal("AWS", Term("*"))
    elif grant.canonical:
        principal = Principal("CanonicalUser", Term(grant.canonical, grant.span))
    else:
        return None
    return Statement(
        index=0,
        effect="Allow",
        principals=(principal,),
        actions=tuple(Term(f"s3:{name}") for name in names),
        resources=(Term(arn), Term(f"{arn}/*")),
        conditions=(),
        sid=f"ACL grant {grant.permission}",
        certain=grant.certain,
        span=grant.span,
        reasons=grant.reasons,
    )


def only_signed(grant: Grant) -> bool:
    """Whether it needs a signed request."""
    return grant.uri == AUTHENTICATED_USERS


def statements_of(subject: Subject) -> list[Statement]:
    """What the grants on a bucket allow beside its policy, as far as ownership and Block Public Access let them."""
    found = []
    for grant in subject.grants:
        statement = statement_of(grant, subject.arn)
        ignored = subject.ignore_public_acls if is_public_grant(grant) else no()
        inert = ~subject.acls_enabled | ignored
        if statement is None or inert.is_yes:
            continue
        doubts = inert.reasons if inert.is_unknown else ()
        found.append(
            replace(
                statement,
                conditions=(_SIGNED,) if only_signed(grant) else (),
                certain=statement.certain and inert.is_no,
                reasons=(*statement.reasons, *doubts),
            )
        )
    return found

"""What access control lists grant (https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html)."""

from __future__ import annotations

from collections.abc import Iterable

from s3lint.aws.kinds import Acl, Grant
from s3lint.policy.acl import ALL_USERS, ANONYMOUS_ID, AUTHENTICATED_USERS
from s3lint.values import Fact, Reason, Unknown, no, text_of, unknown, witness
from s3lint.values.setting import Setting

LOG_DELIVERY = "http://acs.amazonaws.com/groups/s3/LogDelivery"

# what the public ones of the canned lists grant
PUBLIC_CANNED = {
    "public-read": (("READ", ALL_USERS),),
    "public-read-write": (("READ", ALL_USERS), ("WRITE", ALL_USERS)),
    "authenticated-read": (("READ", AUTHENTICATED_USERS),),
}

_USES = {name: frozenset({use}) for use in ("read", "write") for name in (use.upper(), f"{use.upper()}_ACP")}
_ANY_USE = frozenset({"read", "write"})


def public_grant(acl: Acl) -> Fact:
    """Whether a list grants anything to everyone: by a canned word, or by a grant to one of the two groups."""
    found = acl.is_canned(*PUBLIC_CANNED)
    for grant in acl.grants:
        found = found | _guarded(grant, acl, is_public(grant.grantee))
    return found | unknown(*acl.open) if acl.open else found


def public_uses(acls: Iterable[Acl]) -> frozenset[str]:
    """What lists may let everyone do: read, write."""
    found: set[str] = set()
    for acl in acls:
        permissions = [
            permission
            for word, rows in PUBLIC_CANNED.items()
            if not acl.is_canned(word).is_no
            for permission, _ in rows
        ]
        permissions += [_text(g.permission) for g in acl.grants if not is_public(g.grantee).is_no]
        for permission in permissions:
            found |= _USES.get(permission, _ANY_USE)
        found |= _ANY_USE if acl.open else frozenset()
    return frozenset(found)


def _text(setting: Setting) -> str:
    return (text_of(setting.value) or "") if setting.value is not None else ""


def public_grant_of_more(acl: Acl) -> Fact:
    """Whether a list grants everyone anything else than READ."""
    found = acl.is_canned("public-read-write")
    for grant in acl.grants:
        found = found | _guarded(grant, acl, is_public(grant.grantee) & ~grant.permission.is_any("READ"))
    return found | unknown(*acl.open) if acl.open else found


def is_public(grantee: Setting) -> Fact:
    """Whether a grantee is everyone. S3 matches the URI, not the type of the grantee."""
    if grantee.label == "id" and isinstance(grantee.value, Unknown):
        return no(grantee.span, "the grantee is a single account")  # an id is no group, whichever it is
    return grantee.is_any(ALL_USERS, AUTHENTICATED_USERS, ANONYMOUS_ID)


def _guarded(grant: Grant, acl: Acl, fact: Fact) -> Fact:
    """A grant that is there under open conditions only."""
    rest = grant.guard - acl.guard
    if not rest or fact.is_no:
        return fact
    span = acl.header
    return fact & unknown(Reason("variant", "the grant", f"exists only if {witness(rest)}", span), span=span)


def grants_to_log_delivery(acl: Acl) -> Fact:
    """Whether the log delivery group may write."""
    found = acl.is_canned("log-delivery-write")
    for grant in acl.grants:
        writes = grant.permission.is_any("WRITE", "FULL_CONTROL")
        found = found | _guarded(grant, acl, grant.grantee.is_any(LOG_DELIVERY) & writes)
    return found | unknown(*acl.open) if acl.open else found

"""Why a bucket is closed: the policy engine's answers that are a no, in words."""

from __future__ import annotations

from collections.abc import Iterator

from s3lint.access.decisions import Access
from s3lint.access.policies import statements
from s3lint.policy import Document, Statement
from s3lint.policy.acl import is_public_grant
from s3lint.policy.explanations import listed, names, why_closed, why_missed
from s3lint.policy.glob import YES, same
from s3lint.policy.named import is_aws
from s3lint.policy.placeholders import account_shown, shown
from s3lint.policy.worlds import named_accounts


def why_not_public(known: Access) -> str:
    """Why S3 does not call the bucket policy public."""
    return why_closed(_statements(known))


def why_no_outsider(known: Access) -> str:
    """Why no outsider gets in: by the policy, the ACL or an access point."""
    return "; ".join(_obstacles(known))


def _obstacles(known: Access) -> Iterator[str]:
    subject = known.subject
    if subject.restrict_public_buckets.is_yes and not known.policy_public.fact.is_no:
        yield "Block Public Access (RestrictPublicBuckets) limits a public policy to this account and AWS services"
    else:
        yield why_not_public(known)
    if any(is_public_grant(grant) for grant in subject.grants):
        disabled = subject.acls_enabled.is_no
        yield "Object Ownership disables the public ACL" if disabled else "Block Public Access masks the public ACL"
    for point in subject.access_points:
        closed = "has a VPC as its origin" if point.origin == "VPC" else why_closed(_statements(known, point.document))
        yield f"access point {shown(point.name)}: {closed}"


def why_no_account(known: Access) -> str:
    """Why no other account gets in by name."""
    owner, trusted = known.subject.owner, known.subject.trusted
    accounts = list(named_accounts(tuple(_statements(known))))
    if not accounts:
        return "no Allow names an account"
    others = [a for a in accounts if same(a, owner) != YES]
    told = {a: "trusted" if a in trusted else "AWS's own" if is_aws(a) else "granted nothing" for a in others}
    return "; ".join(
        [
            *(["the policy names this account"] if len(others) < len(accounts) else []),
            *(
                f"{word}: {listed(account_shown(a) for a in told if told[a] == word)}"
                for word in dict.fromkeys(told.values())
            ),
        ]
    )


def why_plain_http(known: Access) -> str:
    """Why the statements that are about plain HTTP let a request through."""
    request = known.plain_http.request
    missed = [why_missed(statement, request) for statement in _about_transport(known)] if request else []
    return "; ".join(filter(None, dict.fromkeys(missed)))


def _about_transport(known: Access) -> list[Statement]:
    denies = [s for s in _statements(known) if not s.is_allow]
    return [s for s in denies if any(c.key.lower() == "aws:securetransport" for c in s.conditions)]


def why_no_plain_http(known: Access) -> str:
    """Which statements deny plain HTTP."""
    found = _about_transport(known) or [s for s in _statements(known) if not s.is_allow]
    return f"{names(found)} {'denies' if len(found) == 1 else 'deny'} every plain-HTTP request" if found else ""


def _statements(known: Access, document: Document | None = None) -> list[Statement]:
    """The statements of the bucket policy, or of another one."""
    return [statement for statement, _ in statements(document or known.document)]

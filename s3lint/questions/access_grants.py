"""Whether S3 Access Grants give data to another account's principal.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-grants-cross-accounts.html
"""

from __future__ import annotations

from s3lint.access.grounding import Ground
from s3lint.access.policies import text
from s3lint.aws.kinds import AccessGrant, AccessGrantsLocation
from s3lint.graph.view import View
from s3lint.policy.answers import ACCOUNT_UNKNOWN
from s3lint.policy.glob import NO, YES, same
from s3lint.policy.placeholders import has_hole, shown
from s3lint.policy.requesters import account_of
from s3lint.values import Fact, OneOf, Reason, Unknown, Value, no, unknown, yes
from s3lint.values.guard import witness
from s3lint.values.question import options
from s3lint.values.setting import show

_DIRECTORY = ("DIRECTORY_USER", "DIRECTORY_GROUP")


def is_for_outsider(grant: View[AccessGrant]) -> Fact:
    """Whether the grantee is an IAM principal of another account; users and groups of the directory are not."""
    grantee = grant.node.grantee
    found = [(_outsider(grant, value), guard) for value, guard in options(grantee.value)]
    facts = [fact for fact, _ in found] or [no(grant.header)]
    whole = facts[0]
    if len({fact.truth for fact in facts}) > 1:
        reasons = [reason for fact in facts for reason in fact.reasons]
        guards = [guard for fact, guard in found if fact.is_yes and guard]
        if guards:
            reasons.append(Reason("variant", "it depends on", f"whether {witness(*guards)}", grantee.span))
        whole = unknown(*dict.fromkeys(reasons), span=grantee.span)
    return whole & ~grant.node.grantee_type.is_any(*_DIRECTORY)


def _outsider(grant: View[AccessGrant], value: Value | None) -> Fact:
    """Whether one possible grantee belongs to another account."""
    if value is None or isinstance(value, OneOf):
        return no(grant.header)
    graph, label = grant.graph, grant.node.grantee.label
    arn = text(graph, value)
    account, owner = account_of(arn), Ground(graph).account(grant.resource)
    if not account:
        given = value.reason if isinstance(value, Unknown) else None
        odd = Reason("value", f"{label} {shown(arn)}", "is not the ARN of an IAM user or role", value.span)
        return unknown(given or odd, span=value.span)
    match = same(account, owner)
    if match == YES or account in graph.context.trusted_accounts:
        return no(value.span, f"{label} belongs to this account")
    if match == NO:
        return yes(value.span, f"{label} is {show(value)}")
    reason = value.reason if isinstance(value, Unknown) and has_hole(account) else ACCOUNT_UNKNOWN
    return unknown(reason, span=value.span)


def scope(grant: View[AccessGrant]) -> str:
    """What a grant is about, as far as its location is known."""
    targets = (target for target, _ in grant.graph.network.out_of(grant.node, "grants"))
    scopes = [target.scope.text() for target in targets if isinstance(target, AccessGrantsLocation)]
    return next((f"in {scope}" for scope in scopes if scope), "in its location")

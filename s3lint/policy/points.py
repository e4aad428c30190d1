"""Access points that a request may come through, as far as a policy tells them apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from s3lint.policy import shapes
from s3lint.policy.classes import members
from s3lint.policy.document import Statement
from s3lint.policy.glob import example, is_wild
from s3lint.policy.mentions import constants, each, is_owned, mentions_of, track, whole
from s3lint.policy.placeholders import has_hole, stranger
from s3lint.policy.requesters import Through, account_of, stranger_account

_ARN, _ACCOUNT = "s3:dataaccesspointarn", "s3:dataaccesspointaccount"
ORIGINS = ("Internet", "VPC")


def points_of(account: str, statements: Iterable[Statement]) -> list[Through]:
    """An access point of an account for each class of ARNs, and for each network origin."""
    shape = shapes.arn("s3", account, "accesspoint/", ("point", "x1"))
    arns = members(shape, (track(mentions_of(_ARN, statements, {})),))
    return [Through(account, arn, origin) for arn in arns for origin in ORIGINS]


def strange_points(statements: Iterable[Statement]) -> list[Through]:
    """Access points that accounts which the policy does not name may make."""
    used = list(statements)
    groups = mentions_of(_ACCOUNT, used, {})
    owned = dict.fromkeys(m.compared for m in each(groups) if is_owned(m, whole))
    accounts = members(shapes.ACCOUNT, (track(groups),), tuple(owned))
    return [point for account in map(stranger_account, accounts) for point in points_of(account, used)]


def fixed_access_points(statements: Iterable[Statement], *, negated: bool = False) -> Iterator[Through]:
    """Access points whose account the policy names, in negated conditions too where those count."""
    used = list(statements)
    arns = [m.value for m in constants(used, _ARN, negated=negated)]
    accounts = [account_of(arn) for arn in arns] + [m.value for m in constants(used, _ACCOUNT, negated=negated)]
    for account in dict.fromkeys(accounts):
        if not account or is_wild(account):
            continue
        if has_hole(account):
            spelled = [example(arn, stranger("point9")) for arn in arns if account_of(arn) == account]
            spelled += [] if spelled else [f"arn:aws:s3:us-east-1:{account}:accesspoint/{stranger('point9')}"]
            yield from (Through(account, arn, origin) for arn in dict.fromkeys(spelled) for origin in ORIGINS)
        else:
            yield from points_of(account, used)

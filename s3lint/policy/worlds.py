"""The requesters and surroundings that a question looks at, the widest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product

from s3lint.policy import keys
from s3lint.policy.conditions import operator
from s3lint.policy.document import Statement
from s3lint.policy.glob import NO, example, is_wild, same
from s3lint.policy.mentions import Mention
from s3lint.policy.placeholders import arn_parts, named, stranger
from s3lint.policy.requesters import (
    ANONYMOUS,
    STRANGER,
    STRANGER_ACCOUNT,
    UNNAMED_ROLE,
    Requester,
    Through,
    World,
    account_of,
    role_of_session,
)

_MOST_NAMED = 2000

MEMBER = Requester("principal", named("account"), f"arn:aws:iam::{named('account')}:role/{named('member')}")
"""Somebody of another account who may be in any organization and network that the policy mentions."""


def outsiders(
    statements: Iterable[Statement], owner: str, *, unsigned: bool = True, formal: bool = False
) -> Iterator[World]:
    """Strangers in networks of their own: who makes a bucket public."""
    used = list(statements)
    pairs = [(ANONYMOUS, "internet"), (STRANGER, "internet"), (STRANGER, "endpoint"), (ANONYMOUS, "endpoint")]
    for secure in _transports(used):
        for who, network in pairs:
            if unsigned or who is not ANONYMOUS:
                yield World(who, network, "own", None, secure, owner, formal=formal)
    if mentions_kind(used, "access-point"):
        for origin in ("Internet", "VPC"):
            arn = f"arn:aws:s3:us-east-1:{STRANGER_ACCOUNT}:accesspoint/{stranger('point9')}"
            network = "internet" if origin == "Internet" else "endpoint"
            yield World(STRANGER, network, "own", Through(STRANGER_ACCOUNT, arn, origin), True, owner, formal=formal)
        for point in wild_access_points(used):
            yield World(STRANGER, "internet", "own", point, True, owner, formal=formal)


def surroundings(
    requesters: Iterable[Requester], statements: Iterable[Statement], owner: str, *, secure: bool | None = None
) -> Iterator[World]:
    """These requesters in every network that is mentioned, directly and through mentioned access points."""
    used = list(statements)
    transports = _transports(used) if secure is None else (secure,)
    throughs: list[Through | None] = [None]
    if mentions_kind(used, "access-point") and secure is not False:
        throughs += [*fixed_access_points(used), *wild_access_points(used)]
        for account, origin in product(dict.fromkeys((owner, STRANGER_ACCOUNT)), ("Internet", "VPC")):
            point = f"arn:aws:s3:us-east-1:{account}:accesspoint/{stranger('point9')}"
            throughs.append(Through(account, point, origin))
    for through, transport, who, network in product(throughs, transports, requesters, ("internet", "endpoint")):
        if through is None or who.kind == "principal":
            yield World(who, network, "any", through, transport, owner)


def _transports(statements: list[Statement]) -> tuple[bool, ...]:
    matters = mentions_kind(statements, "transport") or mentions_kind(statements, "tls-version")
    return (True, False) if matters else (True,)


def mentions_kind(statements: Iterable[Statement], kind: str) -> bool:
    """Whether a condition is about a key of that kind."""
    return any(keys.kind(c.key) == kind for s in statements for c in s.conditions)


def constants(statements: Iterable[Statement], *names: str) -> Iterator[Mention]:
    """The values that conditions compare these keys with by a positive operator."""
    for statement in statements:
        for condition in statement.conditions:
            how = operator(condition.operator)
            if condition.key.lower() in names and how and not how.negated:
                yield from (Mention(how.test, value.text) for value in condition.values)


def fixed_access_points(statements: Iterable[Statement]) -> Iterator[Through]:
    """Access points whose account the policy names."""
    used = list(statements)
    seen = set()
    for mention in constants(used, "s3:dataaccesspointarn"):
        account = account_of(mention.value)
        if account and not is_wild(account):
            arn = example(mention.value, stranger("point9"))
            seen.add(account)
            yield from (Through(account, arn, origin) for origin in ("Internet", "VPC"))
    for mention in constants(used, "s3:dataaccesspointaccount"):
        if mention.value not in seen and not mention.is_wild:
            arn = f"arn:aws:s3:us-east-1:{mention.value}:accesspoint/{stranger('point9')}"
            yield from (Through(mention.value, arn, origin) for origin in ("Internet", "VPC"))


def wild_access_points(statements: Iterable[Statement]) -> Iterator[Through]:
    """Access points in any account, as the policy describes them."""
    for mention in constants(statements, "s3:dataaccesspointarn"):
        parts = arn_parts(mention.value)
        if len(parts) == 6 and is_wild(parts[4]) and mention.is_wild:
            region = example(parts[3], "us-east-1")
            name = example(parts[5], "accesspoint/point" if parts[5] == "*" else "point")
            yield Through(STRANGER_ACCOUNT, f"arn:aws:s3:{region}:{STRANGER_ACCOUNT}:{name}")


def people_of(account: str, statements: Iterable[Statement]) -> list[Requester]:
    """Principals of an account: those that the policy names (its root user apart), and a role and user it does not."""
    return _people(account, _named_people(statements))


def _named_people(statements: Iterable[Statement]) -> list[tuple[str, str, str]]:
    """Service, account and name of each principal that statements list, or compare aws:PrincipalArn with."""
    used = list(statements)
    listed = [p.term.text for s in used for p in s.principals or () if p.kind == "AWS"]
    listed += [v.text for s in used for c in s.conditions if keys.kind(c.key) == "principal-arn" for v in c.values]
    parts = [arn_parts(role_of_session(text)) for text in dict.fromkeys(listed)]
    return [(example(p[2], "iam"), p[4], p[5]) for p in parts if len(p) == 6 and p[5] != "root"]


def _people(account: str, listed: list[tuple[str, str, str]]) -> list[Requester]:
    arns = [f"arn:aws:iam::{account}:role/{UNNAMED_ROLE}", f"arn:aws:iam::{account}:user/{stranger('user9')}"]
    for service, part, name in listed:
        if _may_be(part, account):
            arns.append(f"arn:aws:{service}::{account}:{example(name, UNNAMED_ROLE)}")
    return [Requester("principal", account, arn) for arn in dict.fromkeys(arns)]


def _may_be(part: str, account: str) -> bool:
    return is_wild(part) or same(part, account) != NO


def named_accounts(statements: Iterable[Statement]) -> dict[str, list[Statement]]:
    """Accounts that Allow statements name, each with the statements that do."""
    found: dict[str, list[Statement]] = {}
    for statement in statements:
        if not statement.is_allow:
            continue
        accounts = []
        if not statement.not_principal:
            accounts += [account_of(p.term.text) for p in statement.principals or () if p.kind == "AWS"]
        accounts += [m.value for m in constants([statement], "aws:principalaccount")]
        accounts += [account_of(m.value) for m in constants([statement], "aws:principalarn")]
        for account in accounts:
            if account and account not in ("cloudfront", "anonymous") and not is_wild(account):
                rows = found.setdefault(account, [])
                if statement not in rows:
                    rows.append(statement)
    return found


def others(statements: Iterable[Statement], kind: str, requester: str) -> list[Requester]:
    """Services or canonical users that the policy names."""
    names = [p.term.text for s in statements for p in s.principals or () if p.kind == kind]
    return [Requester(requester, name=name) for name in dict.fromkeys(names)]


def origins(statements: Iterable[Statement]) -> list[Requester]:
    """CloudFront origin access identities that the policy names."""
    prefix = "arn:aws:iam::cloudfront:"
    names = [p.term.text for s in statements for p in s.principals or () if p.term.text.startswith(prefix)]
    return [Requester("origin", name=name) for name in dict.fromkeys(names)]


def everyone(statements: Iterable[Statement], owner: str, *, services: bool = True) -> list[Requester]:
    """Every requester that the statements can tell from another."""
    used = list(statements)
    people = _named_people(used)
    root = Requester("principal", owner, f"arn:aws:iam::{owner}:root")
    found = [ANONYMOUS, STRANGER, MEMBER, *_people(owner, people), root]
    accounts = [account_of(p.term.text) for s in used for p in s.principals or () if p.kind == "AWS"]
    accounts += [m.value for m in constants(used, "aws:principalaccount")]
    accounts += [account_of(m.value) for m in constants(used, "aws:principalarn")]
    for account in dict.fromkeys(accounts):
        if account and account not in ("cloudfront", owner, "anonymous") and not is_wild(account):
            found += _people(account, people)
            if len(found) > _MOST_NAMED:
                break  # the search runs out of its budget before it comes so far
    found += others(used, "CanonicalUser", "canonical") + origins(used)
    if services:
        found += others(used, "Service", "service")
        found += [Requester("service", name=name) for name in _service_names(used)]
        if mentions_kind(used, "is-service") or mentions_kind(used, "service-source"):
            found.append(Requester("service", name="any.amazonaws.com"))
    return list(dict.fromkeys(found))


def _service_names(statements: list[Statement]) -> list[str]:
    found = constants(statements, "aws:principalservicename", "aws:principalservicenameslist")
    return [example(m.value, "any") for m in found]

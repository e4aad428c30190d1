"""The classes of requesters that the statements of a policy tell apart, and where those of a class may stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain

from s3lint.policy import acl
from s3lint.policy.document import Statement
from s3lint.policy.named import deliverer
from s3lint.policy.people import People
from s3lint.policy.placeholders import has_open_hole, shown
from s3lint.policy.requesters import Requester, World
from s3lint.policy.subject import Subject
from s3lint.policy.worlds import MEMBER, anyone, mentioned_accounts, origins, others, surroundings
from s3lint.record import Struct

Worlds = Callable[[tuple[Statement, ...]], Iterable[World]]

_MOST_TOLD = 3


class RequesterClass(Struct, frozen=True):
    """Requesters that are told of together."""

    # anyone, other accounts, AWS services, CloudFront, organizations and networks (that the policy names)
    who: str
    name: str  # of the account, service or identity
    worlds: Worlds
    blockable: bool = True  # whether RestrictPublicBuckets can refuse them


def classes(stated: Sequence[Statement], subject: Subject) -> Iterator[RequesterClass]:
    """The classes that statements tell apart, those of one kind one after the other."""
    owner = subject.owner
    yield RequesterClass("anyone", "", partial(_of_anyone, subject))
    allows = [*(s for s in stated if s.is_allow), *acl.statements_of(subject)]
    accounts = [a for a in mentioned_accounts(stated) if a not in (owner, *subject.trusted)]
    named = {account: deliverer(account) for account in accounts}
    for account in (account for account in accounts if not named[account]):
        yield RequesterClass("other accounts", shown(account), partial(_of_account, account, owner))
    for one in dict.fromkeys(others(allows, "CanonicalUser", "canonical")):
        yield RequesterClass("other accounts", shown(one.name), partial(_of_one, one, owner))
    for account in (account for account in accounts if named[account]):
        name = f"{named[account]} (account {account})"
        yield RequesterClass("AWS services", name, partial(_of_account, account, owner))
    for one in dict.fromkeys(others(allows, "Service", "service")):
        yield RequesterClass("AWS services", shown(one.name), partial(_of_one, one, owner), blockable=False)
    for one in dict.fromkeys(origins(allows)):
        yield RequesterClass("CloudFront", shown(one.name), partial(_of_one, one, owner))
    if any(s.conditions and _is_for_everyone(s) for s in allows):
        yield RequesterClass("organizations and networks", "", partial(_of_members, owner))


def _is_for_everyone(statement: Statement) -> bool:
    """Whether it names nobody, so that its conditions alone say whom it lets in."""
    everyone = (p.is_everyone or has_open_hole(p.term.text) for p in statement.principals or ())
    return statement.not_principal or not statement.principals or any(everyone)


def together(several: Sequence[RequesterClass]) -> RequesterClass:
    """Requesters of several classes of one kind."""

    def worlds(statements: tuple[Statement, ...]) -> Iterable[World]:
        return chain.from_iterable(one.worlds(statements) for one in several)

    return RequesterClass(several[0].who, "", worlds, any(one.blockable for one in several))


def either(names: Iterable[str]) -> str:
    """Names of which one is meant, the first few of them."""
    known = list(names)
    told, rest = known[:_MOST_TOLD], len(known) - _MOST_TOLD
    return " or ".join(told) if rest <= 0 else f"{', '.join(told)} or one of {rest} more"


def _of_anyone(subject: Subject, statements: tuple[Statement, ...]) -> Iterable[World]:
    unsigned = not subject.requester_pays.is_yes
    return anyone(statements, subject.owner, unsigned=unsigned, trusted=subject.trusted)


def _of_account(account: str, owner: str, statements: tuple[Statement, ...]) -> Iterable[World]:
    return surroundings(People(statements).of(account), statements, owner)


def _of_members(owner: str, statements: tuple[Statement, ...]) -> Iterable[World]:
    return surroundings([MEMBER, *People(statements).of(MEMBER.account, plain=True)], statements, owner)


def _of_one(requester: Requester, owner: str, statements: tuple[Statement, ...]) -> Iterable[World]:
    return surroundings([requester], statements, owner)

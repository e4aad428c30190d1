"""What can be asked about requests: who makes them, which actions on which objects, with which values of keys."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from s3lint.lazy import lazy_re
from s3lint.policy import keys
from s3lint.policy.conditions import Given
from s3lint.policy.document import Condition, Statement, Term
from s3lint.policy.domains import domain
from s3lint.policy.glob import NO, YES, like, same
from s3lint.policy.mentions import mentions_of
from s3lint.policy.people import People
from s3lint.policy.requesters import (
    ANONYMOUS,
    Requester,
    World,
    account_of,
    kind_of,
    role_of_session,
    session_name,
)
from s3lint.policy.rights import Rights
from s3lint.policy.satisfy import Budget
from s3lint.policy.search import Search
from s3lint.policy.targets import Layer
from s3lint.policy.variables import keys_in
from s3lint.policy.worlds import MEMBER, anyone, surroundings
from s3lint.record import Struct, field, replace

_ORGANIZATION, _TRANSPORT = "aws:principalorgid", "aws:securetransport"
_OF_NETWORKS = ("network", "private-address")
_VARIABLE = lazy_re(r"\\\$\\\{\s*([^}'\s,\\]+(?:\\.[^}'\s,\\]+)*)[^}]*\\\}")


class Exempt(Struct, frozen=True):
    """Whom a question leaves out."""

    accounts: frozenset[str] = frozenset()
    organizations: frozenset[str] = frozenset()
    arns: tuple[str, ...] = ()  # patterns of the ARNs of principals
    services: tuple[str, ...] = ()  # patterns of their names
    others: frozenset[str] = frozenset()  # canonical ids and origin access identities

    def covers(self, requester: Requester) -> bool:
        """Whether it names a requester."""
        if requester.kind == "service":
            return any(like(pattern, requester.name) == YES for pattern in self.services)
        if requester.kind != "principal":
            return requester.name in self.others
        return requester.account in self.accounts or any(like(p, requester.arn) == YES for p in self.arns)


class Who(Struct, frozen=True):
    """A requester, or a class of them.

    `kind`: anyone (strangers, signed or not), anonymous, account, principal, service, canonical, origin (an origin
    access identity), member (of an organization or network that the policy names).
    """

    kind: str
    name: str = ""  # account number, ARN, service, id
    label: str = ""  # how people call it
    rights: Rights | None = None  # of a principal of the bucket's account, where the code says what it may do
    elsewhere: bool = False  # it is of another account than the bucket's, whatever that one's number is

    @property
    def account(self) -> str:
        """The account that it belongs to; empty where it is of none in particular."""
        if self.rights is not None:
            return self.rights.owner
        if self.kind == "account":
            return self.name
        return account_of(self.name) if self.kind == "principal" else ""

    def is_of(self, owner: str) -> int:
        """Whether it belongs to the bucket's account."""
        return same(self.account, owner) if self.account and not self.elsewhere else NO

    def requesters(self, statements: tuple[Statement, ...]) -> list[Requester]:
        """Who makes requests; of `anyone` it is for the worlds to say."""
        if self.kind == "account":
            return People(statements).of(self.name)
        if self.rights is not None and not self.rights.arn:
            return People(statements).of(self.rights.owner, root=False)
        if self.kind == "principal":
            return _principal(self.name, statements)
        if self.kind == "member":
            return [MEMBER, *People(statements).of(MEMBER.account, plain=True)]
        return [Requester(self.kind, name=self.name)]


def _principal(arn: str, statements: tuple[Statement, ...]) -> list[Requester]:
    session = session_name(arn)
    role = role_of_session(arn)
    sessions = [r for r in People(statements).of(account_of(arn)) if r.arn == role and r.session]
    listed = tuple(dict.fromkeys(r.session for r in sessions))
    if session is not None:
        return [Requester("principal", account_of(arn), role, session=session, listed=listed)]
    alone = Requester("principal", account_of(arn), arn, listed=listed)
    return [alone, *sessions] if kind_of(arn) == "AssumedRole" else [alone]


class Question(Struct, frozen=True):
    """Some actions, on objects whose keys fit a pattern or on all that there is, with some values of condition keys."""

    actions: frozenset[str] | None = None
    keys: str | None = None  # a pattern of objects' keys; None: the bucket and all objects
    carried: tuple[tuple[str, Given], ...] = ()  # keys in lower case
    exempt: Exempt = field(default_factory=Exempt)

    def search(self, layers: tuple[Layer, ...]) -> Search:
        """The search of the engine for it."""
        kinds = ("object", "bucket") if self.keys is None else ("object",)
        return Search(layers, self.actions, kinds=kinds, keys_like=self.keys)

    def spoken_of(self, statements: Iterable[Statement], arn: str, separator: str) -> tuple[Statement, ...]:
        """A statement about nobody that names what is asked about, so that the engine tells it from other texts."""
        resources = () if self.keys is None else (Term(f"{arn}{separator}{self.keys}"),)
        conditions = [_spelled(key, value) for key, value in self._captured(statements, resources)]
        exempt = tuple(Term(text) for text in self.exempt.arns)
        conditions += [Condition("ArnLike", "aws:PrincipalArn", exempt)] if exempt else []
        if not resources and not conditions:
            return ()
        return (Statement(-1, "Deny", (), (), resources, tuple(conditions), variables=False),)

    def _captured(self, statements: Iterable[Statement], resources: tuple[Term, ...]) -> Iterator[tuple[str, str]]:
        """Values of policy variables with which statements speak of exactly what is asked."""
        carried = {key: value for key, value in self.carried if isinstance(value, str)}
        for statement in statements:
            if statement.variables:
                pairs = [(term.text, asked.text) for term in statement.resources for asked in resources]
                pairs += [
                    (value.text, carried[condition.key.lower()])
                    for condition in statement.conditions
                    if condition.key.lower() in carried
                    for value in condition.values
                ]
                for pattern, text in pairs:
                    if keys_in(pattern):
                        yield from _captures(pattern, text)


def _captures(pattern: str, text: str) -> Iterator[tuple[str, str]]:
    """What the variables of a pattern have to be for it to match a text; of several ways the plainest ones."""
    names: list[str] = []

    def group(found: re.Match[str]) -> str:
        names.append(found[1].replace("\\", ""))
        return "(\0)"

    written = _VARIABLE.sub(group, re.escape(pattern)).replace(r"\*", ".*").replace(r"\?", ".")
    for value in ("[^/]*", ".*"):
        found = re.fullmatch(written.replace("\0", value), text, re.DOTALL)
        if found:
            yield from zip(names, found.groups(), strict=True)


def _spelled(key: str, value: str) -> Condition:
    return Condition("StringLike", key, (Term(value),))


def worlds_of(who: Who, question: Question, statements: tuple[Statement, ...], owner: str) -> Iterator[World]:
    """Where somebody may stand when making requests, as far as the question leaves it open."""
    if who.kind in ("anyone", "anonymous"):
        found: Iterable[World] = anyone(statements, owner)
        found = (w for w in found if who.kind == "anyone" or w.requester is ANONYMOUS)
    else:
        found = surroundings(who.requesters(statements), statements, owner)
    carried = dict(question.carried)
    for world in _of_transport(found, carried.get(_TRANSPORT)):
        if _fits(world, carried) and not question.exempt.covers(world.requester):
            kept = tuple((key, value) for key, value in world.carried if key not in carried)
            yield from _outside(replace(world, carried=(*question.carried, *kept)), question.exempt, statements)


def _of_transport(found: Iterable[World], secure: Given) -> Iterator[World]:
    """The transport that the question names, though no statement speaks of it."""
    for world in found:
        yield world if secure is None else replace(world, secure=str(secure).lower() == "true")


def _outside(world: World, exempt: Exempt, statements: tuple[Statement, ...]) -> Iterator[World]:
    """The world in each organization but those that the question leaves out."""
    if not exempt.organizations or any(key == _ORGANIZATION for key, _ in world.carried):
        yield from [] if dict(world.carried).get(_ORGANIZATION) in exempt.organizations else [world]
        return
    for value in domain(_ORGANIZATION, world, mentions_of(_ORGANIZATION, statements, {}), Budget()):
        if value not in exempt.organizations:
            yield replace(world, carried=(*world.carried, (_ORGANIZATION, value)))


def _fits(world: World, carried: dict[str, Given]) -> bool:
    """Whether a request from there carries what the question says."""
    by_endpoint = [value is not None for key, value in carried.items() if keys.kind(key) in _OF_NETWORKS]
    by_address = [value is not None for key, value in carried.items() if keys.kind(key) == "address"]
    if world.network == "endpoint":
        return not any(by_address) or any(by_endpoint)
    return not any(by_endpoint)

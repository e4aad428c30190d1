"""What is asked of a bucket's policy, answered by a request that the solver finds or rules out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import z3

from tests.policy.prove import keys, worlds
from tests.policy.prove import requesters as who
from tests.policy.prove.classes import one_of
from tests.policy.prove.encoding import CARRIES, Encoding, Formula, all_of, any_of, comparisons, principal
from tests.policy.prove.groups import Comparison, Group, Kind
from tests.policy.prove.reading import Open, Statement, read
from tests.policy.prove.worlds import OWNER

Request = dict[str, str]


@dataclass(frozen=True)
class Callers:
    """Who asks, and from where; `strangers` have nothing of what a policy names."""

    kinds: tuple[Kind, ...]
    barred: who.Barred
    strangers: bool


def strangers(policy: Any) -> Callers:
    """Anonymous callers, and everybody of accounts that the policy does not name."""
    barred = worlds.named(policy)
    return Callers((who.anonymous(), *who.people(who.ACCOUNT, barred)), barred, True)


def everybody() -> Callers:
    """All but AWS services."""
    return Callers((who.anonymous(), *who.people(who.ACCOUNT, {})), {}, False)


def of_account(account: str, *, root: bool = True) -> Callers:
    """Who signs for one account."""
    return Callers(who.people(one_of(account), {}, root=root), {}, False)


class Question:
    """The requests of some callers, and what the statements of a policy say about each."""

    def __init__(
        self,
        policies: Sequence[tuple[Any, str]],
        callers: Callers,
        *,
        transport: Iterable[str] = ("http", "https"),
        points: bool = False,
        actions: Iterable[str] | None = None,
        extra: Iterable[Group] = (),
        target: Group | None = None,
    ) -> None:
        self.read = [(read(policy), resource) for policy, resource in policies]
        statements = [one for found, _ in self.read for one in found]
        told = set().union(*(comparisons(found, resource) for found, resource in self.read))
        used = {test.key for one in statements for test in one.tests}
        bound = frozenset(key for key in used if key.startswith("s3:") and key != "s3:resourceaccount")
        blocks = worlds.fixed_blocks(statements) if callers.strangers else ()
        groups = [
            Group("requester", callers.kinds),
            worlds.actions(bound, actions),
            target or worlds.targets(),
            worlds.networks(callers.barred, blocks),
            worlds.transport(*transport),
            *(extra or [worlds.routes(through_points=points)]),
            who.organizations("principal", "organization", ("requester", who.SIGNED), callers.barred),
            who.organizations("vpce", "endpoint's organization", ("network", frozenset({"endpoint"})), callers.barred),
            who.multi_factor(),
            who.forwarded(),
            keys.resource(),
            *keys.apart(used),
        ]
        self.encoding = Encoding(groups, told, bound)
        self._consistent()

    def _consistent(self) -> None:
        """What cannot come together: an action and a resource of another type, an access point and plain HTTP …"""
        is_, add = self.encoding.kind, self.encoding.solver.add
        add(is_("action", ["object", "point object"]) == is_("target", ["object"]))
        add(z3.Implies(is_("forwarded", ["true"]), z3.Not(is_("requester", ["anonymous"]))))
        through = z3.Not(is_("route", ["direct"]))
        able = is_("action", ["point bucket", "point object"])
        signed = z3.Not(is_("requester", ["anonymous"]))
        add(z3.Implies(through, z3.And(able, signed, is_("transport", ["https"]))))
        add(z3.Implies(is_("route", ["point of VPC"]), is_("network", ["endpoint"])))

    def applies(self, statement: Statement, resource: str) -> Formula:
        """Whether a statement speaks of the request."""
        encoding = self.encoding
        return all_of(
            [
                self.principals(statement),
                encoding.names("action", "stringlikeignorecase", statement.actions),
                encoding.names(resource, "stringlike", statement.resources),
                *(encoding.test(test) for test in statement.tests),
            ]
        )

    def principals(self, statement: Statement) -> Formula:
        """Whether the requester is among a statement's principals."""
        if statement.other_principals:
            return z3.Not(self._exempt(statement))
        return any_of(self._named(kind, name) for kind, name in statement.principals)

    def _named(self, kind: str, name: str) -> Formula:
        if kind == "AWS" and name == "*":
            return True
        return any_of(self.encoding.holds(one) for one in principal(kind, name))

    def _exempt(self, statement: Statement) -> Formula:
        """Whether NotPrincipal lists the requester: a user or role counts only together with its account."""
        listed = [self._named(kind, name) for kind, name in statement.principals]
        if statement.allows:
            return any_of(listed)
        accounts = any_of(f for f, (_, name) in zip(listed, statement.principals, strict=True) if _whole(name))
        itself = any_of(f for f, (_, name) in zip(listed, statement.principals, strict=True) if not _whole(name))
        root = self.encoding.kind("requester", ["root"])
        return z3.And(accounts, z3.Or(itself, root))

    def some(self, policy: int, *, allows: bool, among: Any = None) -> Formula:
        """Whether some statement of a policy, Allow or Deny, speaks of the request."""
        statements, resource = self.read[policy]
        chosen = [s for s in statements if s.allows == allows and (among is None or among(s))]
        return any_of(self.applies(s, resource) for s in chosen)

    def allowed(self, policy: int, among: Any = None) -> Formula:
        """Whether a policy lets the request in."""
        return z3.And(self.some(policy, allows=True, among=among), z3.Not(self.some(policy, allows=False)))


def _whole(name: str) -> bool:
    return name.isdigit() or name.endswith(":root") or name == "*"


def effective_public(policy: Any) -> Request | None:
    """A request by somebody who is not named that the policy lets in."""
    question = Question([(policy, "resource")], strangers(policy), points=True)
    return question.encoding.request(question.allowed(0))

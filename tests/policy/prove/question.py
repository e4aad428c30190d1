"""The requests of some callers, and what the statements of a policy say about each of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import z3

from tests.policy.prove import keys, worlds
from tests.policy.prove import requesters as who
from tests.policy.prove.classes import one_of
from tests.policy.prove.encoding import Encoding, Formula, all_of, any_of, comparisons, principal
from tests.policy.prove.groups import Group, Kind
from tests.policy.prove.reading import Open, Statement, read


@dataclass(frozen=True)
class Callers:
    """Who asks, and from where; `strangers` have nothing of what a policy names."""

    kinds: tuple[Kind, ...]
    barred: who.Barred
    strangers: bool


def strangers(barred: who.Barred) -> Callers:
    """Anonymous callers, and everybody of accounts that a policy does not name."""
    return Callers((who.anonymous(), *who.people(who.ACCOUNT, barred)), barred, True)


def everybody() -> Callers:
    """All but AWS services."""
    return Callers((who.anonymous(), *who.people(who.ACCOUNT, {})), {}, False)


def of_account(account: str, *, root: bool = True) -> Callers:
    """Who signs for one account."""
    return Callers(who.people(one_of(account), {}, root=root), {}, False)


class Question:
    """All requests of some callers to a bucket, and whether a policy's statements speak of a request.

    `policies` come with the key that their Resource elements are compared with; `typed` holds actions to their own
    types of resources; `route` replaces the ways to the bucket, `target` its resources; `at_points` are actions that
    access points take besides those of the service's data.
    """

    def __init__(
        self,
        policies: Sequence[tuple[Any, str]],
        callers: Callers,
        *,
        transport: Iterable[str] = ("http", "https"),
        route: Group | None = None,
        target: Group | None = None,
        actions: Iterable[str] | None = None,
        at_points: Iterable[str] = (),
        typed: bool = True,
    ) -> None:
        self._asks_root_users = not callers.strangers and any(kind.label == "root" for kind in callers.kinds)
        self.read = [(read(policy), resource) for policy, resource in policies]
        statements = [one for found, _ in self.read for one in found]
        told = set().union(*(comparisons(found, resource) for found, resource in self.read))
        used = {test.key for one in statements for test in one.tests}
        bound = frozenset(key for key in used if key.startswith("s3:") and key != "s3:resourceaccount")
        blocks = worlds.fixed_blocks(statements) if callers.strangers else ()
        groups = [
            Group("requester", callers.kinds),
            worlds.actions(bound, actions, at_points) if typed else worlds.any_actions(bound, statements),
            target or worlds.targets(),
            worlds.networks(callers.barred, blocks),
            worlds.transport(*transport),
            route or worlds.routes(),
            who.organizations("principal", "organization", ("requester", who.SIGNED), callers.barred),
            who.organizations("vpce", "endpoint's organization", ("network", frozenset({"endpoint"})), callers.barred),
            who.multi_factor(),
            who.forwarded(),
            keys.resource(),
        ]
        groups += keys.apart(used, groups)
        self.encoding = Encoding(groups, told, bound)
        self._consistent(typed)

    def _consistent(self, typed: bool) -> None:
        """What cannot come together: an action and a resource of another type, an access point and plain HTTP …"""
        is_, add = self.encoding.kind, self.encoding.solver.add
        if typed:
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
        names = [name for kind, name in statement.principals if kind == "AWS"]
        listed = [self._named("AWS", name) for name in names]
        if statement.allows or "*" in names:
            return any_of(listed)
        accounts = {_account(name) for name in names if _whole(name)}
        if any(_account(name) not in accounts or ":assumed-role/" in name for name in names):
            raise Open("NotPrincipal with Deny that lists a role or user without its account")
        if accounts and all(_whole(name) for name in names) and self._asks_root_users:
            raise Open("whether NotPrincipal with Deny that lists an account alone spares its root user")
        of_listed = any_of(found for found, name in zip(listed, names, strict=True) if _whole(name))
        itself = any_of(found for found, name in zip(listed, names, strict=True) if not _whole(name))
        return z3.And(of_listed, z3.Or(itself, self.encoding.kind("requester", ["root"])))

    def some(self, policy: int, *, allows: bool, among: Any = None) -> Formula:
        """Whether some statement of a policy, Allow or Deny, speaks of the request."""
        statements, resource = self.read[policy]
        chosen = [s for s in statements if s.allows == allows and (among is None or among(s))]
        return any_of(self.applies(s, resource) for s in chosen)

    def allowed(self, policy: int, among: Any = None) -> Formula:
        """Whether a policy lets the request in."""
        return z3.And(self.some(policy, allows=True, among=among), z3.Not(self.some(policy, allows=False)))


def _account(name: str) -> str:
    return name if name.isdigit() else name.split(":")[4]


def _whole(name: str) -> bool:
    return name.isdigit() or name.endswith(":root")

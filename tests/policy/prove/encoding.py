"""A request as a formula: the solver chooses one option of each group."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import z3

from tests.policy.prove.groups import Comparison, Group, Option, options
from tests.policy.prove.reading import Names, Open, Statement, Test

Formula = Any
_SHOWN = ("requester", "network", "route")
CARRIES = "carries "  # before a key: the action's requests carry it


def any_of(formulas: Iterable[Formula]) -> Formula:
    return z3.Or([False, *formulas])


def all_of(formulas: Iterable[Formula]) -> Formula:
    return z3.And([True, *formulas])


class Encoding:
    """All requests that the groups can form, and the conditions of a policy about them."""

    def __init__(self, groups: Sequence[Group], told: Iterable[Comparison], bound: frozenset[str]) -> None:
        self.bound, told = bound, set(told)
        self.told = {one.key for one in told}
        self.groups = {group.name: group for group in groups}
        self.chosen: dict[str, list[tuple[Option, Formula]]] = {}
        self.home: dict[str, list[str]] = {}
        self.solver = z3.SolverFor("QF_FD")
        by_key: dict[str, list[Comparison]] = {}
        for one in told:
            by_key.setdefault(one.key, []).append(one)
        for group in groups:
            keys = frozenset().union(*(kind.keys for kind in group.kinds))
            found = options(group, [one for key in keys for one in by_key.get(key, ())])
            chosen = [(option, z3.Bool(f"{group.name}-{i}")) for i, option in enumerate(found)]
            self.chosen[group.name] = chosen
            for key in keys:
                self.home.setdefault(key, []).append(group.name)
            if not group.many:
                self.solver.add(z3.PbEq([(variable, 1) for _, variable in chosen], 1))

    def kind(self, group: str, labels: Iterable[str]) -> Formula:
        """Whether the request takes one of these kinds."""
        wanted = frozenset(labels)
        return any_of(variable for option, variable in self.chosen[group] if option.kind in wanted)

    def _among(self, key: str, wanted: Any) -> Formula:
        """Whether the request has the key, in an option that is wanted."""
        found = []
        for name in self.home.get(key, ()):
            held = any_of(v for option, v in self.chosen[name] if key in option.present and wanted(option))
            gate = self.groups[name].gate
            found.append(all_of([held, *(self.kind(other, labels) for other, labels in gate.items())]))
        carried = [] if key not in self.bound else [self._among(CARRIES + key, lambda option: True)]
        return all_of([any_of(found), *carried])

    def present(self, key: str) -> Formula:
        """Whether the request has the key."""
        return self._among(key, lambda option: True)

    def holds(self, one: Comparison) -> Formula:
        """Whether the request has the key and its value compares so."""
        return self._among(one.key, lambda option: one in option.facts)

    def test(self, test: Test) -> Formula:
        """Whether an entry of a condition block holds."""
        present = self.present(test.key)
        if test.operator == "null":
            return any_of(z3.Not(present) if value.lower() == "true" else present for value in test.values)
        compared = [Comparison(test.key, test.compares, value) for value in test.values]
        homes = [name for name in self.home.get(test.key, ()) if self.groups[name].many]
        if homes:
            return self._many(test, compared, homes[0])
        matched = any_of(self.holds(one) for one in compared)
        held = z3.And(present, z3.Not(matched)) if test.negated else matched
        if test.quantifier == "foranyvalue":
            if test.if_exists:
                raise Open("ForAnyValue with IfExists")
            return held
        missing = test.if_exists or test.quantifier == "forallvalues" or test.negated
        return z3.Or(held, z3.Not(present)) if missing else held

    def _many(self, test: Test, compared: list[Comparison], name: str) -> Formula:
        """A multivalued key: each of its values, or one of them, must compare so."""
        if not test.quantifier or test.if_exists:
            raise Open("a multivalued key without a set operator")
        members = []
        for option, variable in self.chosen[name]:
            met = any(one in option.facts for one in compared) != test.negated
            members.append((variable, met))
        present = self.present(test.key)
        if test.quantifier == "foranyvalue":
            return z3.And(present, any_of(variable for variable, met in members if met))
        return z3.Or(z3.Not(present), all_of(z3.Not(variable) for variable, met in members if not met))

    def names(self, key: str, operator: str, names: Names) -> Formula:
        """Whether an element of a statement names the request's action or resource."""
        found = any_of(self.holds(Comparison(key, operator, value)) for value in names.values)
        return z3.Not(found) if names.others else found

    def witness(self, model: z3.ModelRef) -> dict[str, str]:
        """Who the solver chose, and the keys of the request that the policy compares."""
        shown: dict[str, str] = {}
        for name, chosen in self.chosen.items():
            for option, variable in chosen:
                if z3.is_true(model[variable]):
                    shown |= {k: v for k, v in option.member if z3.is_true(model.eval(self.present(k), True))}
                    shown |= {f"({name})": option.kind} if name in _SHOWN else {}
        asked = {*self.told, "action", "resource", "point resource", "aws:principalarn", "aws:securetransport"}
        return {key: value for key, value in shown.items() if key in asked or key.startswith("(")}

    def request(self, *formulas: Formula) -> dict[str, str] | None:
        """A request for which all formulas hold, or None."""
        self.solver.push()
        self.solver.add(*formulas)
        answer = self.solver.check()
        found = self.witness(self.solver.model()) if answer == z3.sat else None
        self.solver.pop()
        if answer == z3.unknown:
            raise Open("the solver gives up")
        return found


def comparisons(statements: Iterable[Statement], resource: str) -> set[Comparison]:
    """All that the statements of a policy compare."""
    told = set()
    for statement in statements:
        told |= {Comparison("action", "stringlikeignorecase", name) for name in statement.actions.values}
        told |= {Comparison(resource, "stringlike", name) for name in statement.resources.values}
        told |= {c for kind, name in statement.principals for c in principal(kind, name)}
        for test in statement.tests:
            if test.operator != "null":
                told |= {Comparison(test.key, test.compares, value) for value in test.values}
    return told


def principal(kind: str, name: str) -> list[Comparison]:
    """The comparisons of which one must hold for a requester whom a Principal element names."""
    if kind == "Federated":
        raise Open("a federated principal")
    if kind != "AWS" or name == "*":
        return []
    account = name if name.isdigit() else name.split(":")[4] if name.endswith(":root") else None
    if account is not None:
        return [Comparison("account", "stringequals", account)]
    return [Comparison(key, "stringequals", name) for key in ("identity", "session")]

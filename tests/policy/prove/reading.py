"""A policy's JSON as statements, and what each of them compares."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

Values = tuple[str, ...]


class Open(Exception):
    """The documentation leaves open what the policy says here, or the opponent does not model it."""


@dataclass(frozen=True)
class Test:
    """An entry of a condition block: an operator taken apart, a key in lower case, and values."""

    quantifier: str  # "forallvalues", "foranyvalue" or ""
    operator: str
    if_exists: bool
    key: str
    values: Values

    __test__ = False

    @property
    def negated(self) -> bool:
        return "not" in self.operator

    @property
    def compares(self) -> str:
        """The operator without its negation."""
        return self.operator.replace("not", "")


@dataclass(frozen=True)
class Names:
    """What an element lists, and whether it stands for all others."""

    values: Values
    others: bool = False


@dataclass(frozen=True)
class Statement:
    """A statement; `principals` are pairs of the kind and the name."""

    allows: bool
    principals: tuple[tuple[str, str], ...]
    other_principals: bool
    actions: Names
    resources: Names
    tests: tuple[Test, ...]


def read(policy: Any) -> tuple[Statement, ...]:
    """The statements of a policy."""
    if not policy:
        return ()
    variables = policy.get("Version") == "2012-10-17"
    return tuple(_statement(one, variables) for one in _list(policy.get("Statement", [])))


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _statement(stated: dict[str, Any], variables: bool) -> Statement:
    others = "NotPrincipal" in stated
    return Statement(
        stated["Effect"] == "Allow",
        tuple(_principals(stated.get("NotPrincipal" if others else "Principal", []))),
        others,
        _names(stated, "Action", variables),
        _names(stated, "Resource", variables),
        tuple(_tests(stated.get("Condition", {}), variables)),
    )


def _principals(stated: Any) -> list[tuple[str, str]]:
    if stated == "*":
        return [("AWS", "*")]
    return [(kind, name) for kind, names in dict(stated).items() for name in _list(names)]


def _names(stated: dict[str, Any], element: str, variables: bool) -> Names:
    others = f"Not{element}" in stated
    return Names(tuple(_text(v, variables) for v in _list(stated[f"Not{element}" if others else element])), others)


def _text(value: Any, variables: bool) -> str:
    text = str(value).lower() if isinstance(value, bool) else str(value)
    if variables and re.search(r"\$\{(?![*?$]\})", text):
        raise Open(f"a policy variable: {text}")
    if variables and "${" in text:
        raise Open(f"an escaped wildcard: {text}")
    return text


def _tests(stated: dict[str, dict[str, Any]], variables: bool) -> list[Test]:
    found = []
    for name, block in stated.items():
        quantifier, _, operator = name.lower().rpartition(":")
        if_exists = operator.endswith("ifexists")
        operator = operator.removesuffix("ifexists")
        for key, values in block.items():
            texts = tuple(_text(value, variables) for value in _list(values))
            if not texts:
                raise Open("an empty list of values")
            found.append(Test(quantifier, operator, if_exists, key.lower(), texts))
    return found

"""Policy variables: `${aws:username}`, with defaults, in values and resources (reference_policies_variables)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from s3lint.lazy import lazy_re
from s3lint.policy.conditions import Given
from s3lint.policy.document import Statement, Term
from s3lint.policy.placeholders import LITERAL_MARK, LITERAL_STAR

_VARIABLE = lazy_re(r"\$\{\s*([*?$]|[^}'\s,]+)\s*(?:,\s*'([^']*)'\s*)?\}")
_LITERALS = {"*": LITERAL_STAR, "?": LITERAL_MARK, "$": "$"}


def keys_in(text: str) -> set[str]:
    """The keys that a text refers to, in lower case."""
    if "${" not in text:
        return set()
    return {name.lower() for name, _ in _VARIABLE.findall(text) if name not in _LITERALS}


def mentioned(statements: Iterable[Statement]) -> list[str]:
    """The keys that variables of these statements refer to, sorted."""
    found: set[str] = set()
    for statement in statements:
        if statement.variables:
            for term in (*statement.resources, *(v for c in statement.conditions for v in c.values)):
                found |= keys_in(term.text)
    return sorted(found)


def fill(text: str, values: Mapping[str, Given]) -> str | None:
    """The text with its variables filled in; None where one has no value: such a text equals nothing."""
    unset = False

    def one(found: re.Match[str]) -> str:
        nonlocal unset
        name, default = found[1], found[2]
        if name in _LITERALS:
            return _LITERALS[name]
        value = values.get(name.lower())
        if isinstance(value, str):
            # a `*` in the value of a variable is that character
            return value.replace("*", LITERAL_STAR).replace("?", LITERAL_MARK)
        if default is None:
            unset = True
        return default or ""

    text = _VARIABLE.sub(one, text)
    return None if unset else text


def loosened(text: str) -> str:
    """The text as a pattern for all values that its variables may have."""
    return _VARIABLE.sub(lambda found: _LITERALS.get(found[1], "*"), text)


def filled(statement: Statement, terms: Iterable[Term], values: Mapping[str, Given]) -> tuple[str, ...]:
    """The texts of terms, variables filled in where the statement has variables."""
    if not statement.variables:
        return tuple(term.text for term in terms)
    texts = (fill(term.text, values) if "${" in term.text else term.text for term in terms)
    return tuple(text for text in texts if text is not None)

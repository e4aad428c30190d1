"""Guards: under which answers to open conditions an option holds.

A guard is a set of atoms `(question, answer)`, such as `("Env", "prod")` or `("var.public", "true")`.
Two options that share a question with different answers cannot hold together.
"""

from __future__ import annotations

from collections.abc import Iterable

Guard = frozenset[tuple[str, str]]

ALWAYS: Guard = frozenset()


def join_guards(guards: Iterable[Guard]) -> Guard | None:
    """The guard that says all of them, or None where they contradict each other."""
    answers: dict[str, str] = {}
    for guard in guards:
        for question, answer in guard:
            if answers.setdefault(question, answer) != answer:
                return None
    return frozenset(answers.items())


def witness(guard: Guard) -> str:
    """A guard in words: `Env=prod and var.public=true`."""
    return " and ".join(question + "=" + (answer or '""') for question, answer in sorted(guard))

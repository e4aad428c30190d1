"""Whether guards leave a case out: together they say everything that open conditions may answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from s3lint.values.guard import ALWAYS, Guard

_MOST_STEPS = 5_000
_TRUTHS = frozenset(("true", "false"))
_UNNAMED = ""  # stands for the answers that are not known of


def covers(guards: Iterable[Guard], answers: Mapping[str, frozenset[str]]) -> bool:
    """Whether one of the guards holds whatever the answers are. `answers` names all answers that questions may have.

    Where that takes too long to find out, they are not said to.
    """
    todo, steps = [frozenset(guards)], 0
    while todo:
        left = todo.pop()
        steps += len(left)
        if not left or steps > _MOST_STEPS:
            return False
        if ALWAYS in left:
            continue
        # a guard without the question holds for each of its answers, so the question of most guards comes first
        asked = Counter(question for guard in left for question, _ in guard)
        question = max(sorted(asked), key=asked.__getitem__)
        for answer in answers.get(question) or _seen(left, question):
            todo.append(frozenset(g - {(question, answer)} for g in left if _agrees(g, question, answer)))
    return True


def _agrees(guard: Guard, question: str, answer: str) -> bool:
    return all(other == answer for name, other in guard if name == question)


def _seen(guards: frozenset[Guard], question: str) -> frozenset[str]:
    """The answers that guards give, and others; true and false are all that a condition has."""
    found = frozenset(answer for guard in guards for name, answer in guard if name == question)
    return _TRUTHS if found <= _TRUTHS else found | {_UNNAMED}

"""Questions to one value, answered as facts: every possible value must agree, else the answer is unknown."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from s3lint.values import work
from s3lint.values.fact import Fact, Truth, no, unknown, yes
from s3lint.values.guard import ALWAYS, Guard, settling, witness
from s3lint.values.value import OneOf, Reason, Scalar, Text, Unknown, Value, text_of


def options(value: Value | None) -> Iterator[tuple[Value | None, Guard]]:
    """The values that are possible, each with its guard; None stands for absence (null counts as absent)."""
    if isinstance(value, OneOf):
        for choice in value.choices:
            yield from ((v, choice.guard) for v, _ in options(choice.value))
    elif isinstance(value, Scalar) and value.data is None:
        yield None, ALWAYS
    else:
        yield value, ALWAYS


Test = Callable[[Value | None], Fact | bool]


def undecided(value: Unknown) -> Fact:
    """What an unknown value answers."""
    return unknown(value.reason, span=value.span)


def ask(value: Value | None, test: Test, of_unknown: Callable[[Unknown], Fact] = undecided) -> Fact:
    """Whether `test` holds of a value. It gets each possible value (None: absent), never Unknown or OneOf.

    `of_unknown` answers for a value that is not known, where its identity says enough.
    """
    work.spend(3)
    answers = [(_one(v, test, of_unknown), guard) for v, guard in options(value)]
    if not answers:
        return _one(None, test, of_unknown)
    truths = {fact.truth for fact, _ in answers}
    if len(truths) == 1 or len(answers) == 1:
        merged = answers[0][0]
        for fact, _ in answers[1:]:
            merged = merged & fact
        return merged
    return _differs(answers)


def _one(value: Value | None, test: Test, of_unknown: Callable[[Unknown], Fact]) -> Fact:
    if isinstance(value, Unknown):
        return of_unknown(value)
    answer = test(value)
    if isinstance(answer, Fact):
        return answer
    return (yes if answer else no)(value.span if value is not None else None)


def _differs(answers: list[tuple[Fact, Guard]]) -> Fact:
    """Possible values disagree: unknown, and the reason names the values that decide it."""
    reasons = [reason for fact, _ in answers for reason in fact.reasons]
    refused = [(fact, guard) for fact, guard in answers if fact.truth is Truth.NO and guard]
    if refused:
        span = next((e.span for fact, _ in refused for e in fact.evidence if e.span), None)
        guards = [guard for _, guard in refused]
        reasons.append(Reason("variant", "it depends on", f"whether {witness(*guards)}", span, settling(*guards)))
    return unknown(*dict.fromkeys(reasons))


def is_set(value: Value | None) -> Fact:
    """Whether a setting is there (null is absent)."""
    return ask(value, lambda v: v is not None)


def is_true(value: Value | None) -> Fact:
    """Whether a boolean setting is true; strings `true` and `false` count as both languages convert them."""
    return ask(value, lambda v: (v is not None and (text_of(v) or "").lower() == "true") or _open(v))


def equals_any(value: Value | None, *wanted: str) -> Fact:
    """Whether a string setting is one of the wanted words (exactly, as AWS's APIs compare)."""
    return ask(value, lambda v: (v is not None and text_of(v) in wanted) or _open(v))


def _open(value: Value | None) -> Fact | bool:
    """A text that is known in part decides nothing."""
    if isinstance(value, Text):
        return unknown(*(p.reason for p in value.parts if isinstance(p, Unknown)), span=value.span)
    return False

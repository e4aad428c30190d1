"""Statements that can match no request to their bucket, and why."""

from __future__ import annotations

from collections.abc import Iterator

from s3lint.lazy import lazy_re
from s3lint.policy import actions
from s3lint.policy.answers import Answer, search
from s3lint.policy.conditions import operator
from s3lint.policy.document import Document, Principal, Statement
from s3lint.policy.glob import YES, example, like
from s3lint.policy.placeholders import FRESH_KEY, is_placeholder, shown
from s3lint.policy.search import Search
from s3lint.policy.subject import Subject
from s3lint.policy.targets import Layer, covers_action, covers_resource, object_keys
from s3lint.policy.worlds import everyone, surroundings
from s3lint.record import Struct, replace
from s3lint.source import Span
from s3lint.values import Fact, Reason, unknown

_NOT_DEPLOYED = "is a principal that AWS rejects, so it is not what is deployed"
_NAMES_SOMEBODY = lazy_re(r"\*$|arn:aws:iam::[0-9]{12}:(root|role/|user/)")


class Dead(Struct, frozen=True):
    """A statement, or one entry of it, without any effect."""

    statement: Statement
    why: str
    span: Span | None
    fact: Fact


def dead_statements(document: Document, subject: Subject) -> tuple[Dead, ...]:
    """The statements that match no request to the bucket, by anybody; each is dead in every possible document."""
    rows: dict[object, list[Dead | None]] = {}
    for variant in document.variants:
        for statement in variant.statements:
            key = (statement.span, statement.index, statement.effect)
            rows.setdefault(key, []).append(_judge(statement, subject))
    return tuple(found[0] for found in rows.values() if found[0] is not None and all(found))


def _judge(statement: Statement, subject: Subject) -> Dead | None:
    if statement.principals is None or _is_plain(statement, subject):
        return None
    found = _ever(statement, subject)
    if not found.fact.is_no:
        return None
    why, elements = next(_causes(statement, subject))
    place = statement.place(*elements)
    if "Principal" in elements and any(not principal.term.text for principal in statement.principals):
        return Dead(
            statement, why, place, unknown(Reason("placeholder", "the empty text", _NOT_DEPLOYED, place), span=place)
        )
    return Dead(statement, why, place, ~found.fact)


def _is_plain(statement: Statement, subject: Subject) -> bool:
    """Whether an unconditional statement about somebody covers an action on the bucket or an object, as most do."""
    if statement.conditions or statement.not_principal or statement.not_resource:
        return False
    kinds = set()
    for pattern in (t.text for t in statement.resources if not is_placeholder(t.text.removeprefix(subject.arn))):
        example_of = example(pattern, FRESH_KEY)
        kinds |= {"bucket"} if like(pattern, subject.arn) == YES else set()
        kinds |= {"object"} if example_of.startswith(f"{subject.arn}/") and example_of != f"{subject.arn}/" else set()
    somebody = any(p.kind == "Service" or _NAMES_SOMEBODY.match(p.term.text) for p in statement.principals or ())
    return somebody and any(covers_action(statement, a) == YES for kind in kinds for a in actions.on(kind))


def _ever(statement: Statement, subject: Subject) -> Answer:
    """Whether anybody can make a request that the statement matches."""
    alone = replace(statement, effect="Allow")
    layer = Layer((alone,), subject.arn)
    return search(
        lambda: Search((layer,)), lambda: surroundings(everyone([alone], subject.owner), [alone], subject.owner)
    )


def _causes(statement: Statement, subject: Subject) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Why it matches nothing, the first cause first."""
    layer = Layer((statement,), subject.arn)
    kinds: dict[str, list[str | None]] = {"bucket": [None], "object": [*object_keys((layer,), {}), FRESH_KEY]}
    patterns = tuple(t.text for t in statement.resources)
    on = [k for k, keys in kinds.items() if any(covers_resource(statement, patterns, layer.resource(x)) for x in keys)]
    acts = [k for k in kinds if any(covers_action(statement, a) for a in actions.on(k))]
    names = ", ".join(shown(t.text) for t in statement.actions)
    if not acts:
        yield f"{names or 'Action'} is not an action on a bucket or its objects", ("Action", "NotAction")
    if not on:
        yield "its Resource does not match this bucket", ("Resource", "NotResource")
    if acts and on and not set(acts) & set(on):
        where = "the bucket itself" if on == ["bucket"] else "objects"
        yield f"{names} does not apply to {where}, and its Resource matches nothing else", ("Resource", "NotResource")
    if statement.conditions and not _ever(replace(statement, conditions=()), subject).fact.is_no:
        yield _condition(statement, subject), ("Condition",)
    yield _principal(statement.principals or ()), ("Principal", "NotPrincipal")


def _condition(statement: Statement, subject: Subject) -> str:
    """The condition that no request can meet."""
    for condition in statement.conditions:
        if operator(condition.operator) is None:
            return f"{condition.operator} is not a condition operator"
        if _ever(replace(statement, conditions=(condition,)), subject).fact.is_no:
            values = ", ".join(shown(v.text) for v in condition.values)
            return f"{condition.operator} {condition.key} = {values} can never match"
    return "no request can meet all its conditions"


def _principal(principals: tuple[Principal, ...]) -> str:
    if principals and all(p.kind == "Federated" for p in principals):
        return "federated principals work only in role trust policies"
    return "its Principal matches no one who can call S3"

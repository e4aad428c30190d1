"""What a bucket grants as plain data, for files to compare with later: policy, ACL, access points and settings."""

from __future__ import annotations

from typing import Any

from s3lint.policy.document import Condition, Document, Principal, Statement, Term, Variant
from s3lint.policy.gained import State
from s3lint.policy.subject import AccessPointPolicy, Grant, Subject
from s3lint.values import Fact, Reason, Truth

_OF_POINTS = ("name", "arn", "account", "origin")
_FACTS = ("acls_enabled", "ignore_public_acls", "restrict_public_buckets", "requester_pays")


def to_plain(state: State) -> dict[str, Any] | None:
    """The state as data for JSON; None where it is not one policy alone."""
    subject = state.subject
    statements, points = _alone(state.document), [_point(point) for point in subject.access_points]
    if statements is None or None in points:
        return None
    return {
        "arn": subject.arn,
        "statements": statements,
        "access_points": points,
        "grants": [[g.permission, g.uri, g.canonical, g.certain, _reasons(g.reasons)] for g in subject.grants],
        "settings": {name: getattr(subject, name).truth.value for name in _FACTS},
    }


def _alone(document: Document) -> list[dict[str, Any]] | None:
    """The statements of a document of which it is known what it says."""
    (first, *others) = document.variants
    if others or first.guard or first.open or first.because:
        return None
    return [_statement(statement) for statement in first.statements]


def _point(point: AccessPointPolicy) -> dict[str, Any] | None:
    statements = _alone(point.document)
    if statements is None:
        return None
    said = {name: getattr(point, name) for name in _OF_POINTS}
    return {**said, "restricted": point.restricted.truth.value, "statements": statements}


def _read_point(data: Any) -> AccessPointPolicy:
    name, arn, account, origin = (str(data[name]) for name in _OF_POINTS)
    return AccessPointPolicy(name, arn, _document(data["statements"]), account, origin, Fact(Truth(data["restricted"])))


def _document(statements: Any) -> Document:
    return Document((Variant(tuple(_read(number, one) for number, one in enumerate(statements, 1))),))


def from_plain(data: Any, subject: Subject) -> State:
    """The state that data describe, of a bucket in the account of `subject`. Raises ValueError for other data.

    What says nothing of access points is of before they were recorded: then they are taken to be as they are now.
    """
    try:
        document, recorded = _document(data["statements"]), data.get("access_points")
        points = subject.access_points if recorded is None else tuple(map(_read_point, recorded))
        grants = tuple(Grant(p, uri, who, None, sure, _why(why)) for p, uri, who, sure, why in data["grants"])
        enabled, ignored, restricted, pays = (Fact(Truth(data["settings"][name])) for name in _FACTS)
        made = Subject(
            str(data["arn"]), subject.owner, grants, enabled, ignored, restricted, pays, points, subject.trusted
        )
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError(str(error)) from error
    return State(document, made)


def _statement(statement: Statement) -> dict[str, Any]:
    """A statement; what it does not have is left out."""
    found: dict[str, Any] = {
        "sid": statement.sid,
        "effect": statement.effect,
        "principals": [[p.kind, *_term(p.term)] for p in statement.principals or ()],
        "actions": [_term(term) for term in statement.actions],
        "resources": [_term(term) for term in statement.resources],
        "conditions": [
            [c.operator, c.key, [_term(value) for value in c.values], c.certain, _reasons(c.reasons)]
            for c in statement.conditions
        ],
        "reasons": _reasons(statement.reasons),
    }
    flags = {name: getattr(statement, name) for name in ("not_principal", "not_action", "not_resource")}
    doubts = {name: False for name in ("certain", "variables") if not getattr(statement, name)}
    return {key: value for key, value in {**found, **flags}.items() if value} | doubts


def _read(number: int, data: dict[str, Any]) -> Statement:
    return Statement(
        number,
        data["effect"],
        tuple(Principal(kind, _read_term(rest)) for kind, *rest in data.get("principals", ())),
        tuple(map(_read_term, data.get("actions", ()))),
        tuple(map(_read_term, data.get("resources", ()))),
        tuple(
            Condition(how, key, tuple(map(_read_term, values)), None, _why(why), sure)
            for how, key, values, sure, why in data.get("conditions", ())
        ),
        data.get("sid", ""),
        data.get("not_principal", False),
        data.get("not_action", False),
        data.get("not_resource", False),
        data.get("certain", True),
        data.get("variables", True),
        reasons=_why(data.get("reasons", ())),
    )


def _term(term: Term) -> list[Any]:
    return [term.text, _reasons(term.reasons)] if term.reasons else [term.text]


def _read_term(data: list[Any]) -> Term:
    text, *why = data
    return Term(str(text), None, _why(why[0]) if why else ())


def _reasons(reasons: tuple[Reason, ...]) -> list[list[str]]:
    return [[reason.kind, reason.name, reason.text] for reason in reasons]


def _why(data: Any) -> tuple[Reason, ...]:
    return tuple(Reason(str(kind), str(name), str(text)) for kind, name, text in data)

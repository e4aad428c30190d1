"""Statements in words: what they are limited to, and why they do not match a request."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from s3lint.policy import keys, requesters
from s3lint.policy.conditions import holds
from s3lint.policy.document import Condition, Principal, Statement
from s3lint.policy.glob import NO, YES
from s3lint.policy.limits import limit, pinned
from s3lint.policy.placeholders import account_shown, shown
from s3lint.policy.request import Request
from s3lint.policy.requesters import account_of
from s3lint.policy.targets import covers_action, covers_resource
from s3lint.policy.variables import filled

_MOST = 4  # things that a sentence lists
_WORDS = {
    "aws:principalorgid": "organization",
    "aws:principalorgpaths": "organization path",
    "aws:principalaccount": "account",
    "aws:principalarn": "principal",
    "aws:sourceip": "address range",
    "aws:sourcevpc": "VPC",
    "aws:sourcevpce": "VPC endpoint",
    "s3:dataaccesspointaccount": "access points of account",
    "s3:dataaccesspointarn": "access point",
}


def names(statements: Iterable[Statement]) -> str:
    """Statements as a sentence lists them."""
    return listed(statement.name for statement in statements)


def listed(texts: Iterable[str]) -> str:
    """`a, b and c`; beyond the first few, `a, b, c, d and others`."""
    found: dict[str, None] = {}
    for text in texts:
        found[text if len(found) < _MOST else "others"] = None
        if len(found) > _MOST:
            break
    *before, last = found or [""]
    return f"{', '.join(before)} and {last}" if before else last


def told(statement: Statement) -> str:
    """What a statement says, in a sentence: `Allow s3:GetObject on arn… for account 1… where … holds`."""
    people = statement.principals or ()
    who = listed("everyone" if one.is_everyone else _principal(one) for one in people)
    actions, resources = (listed(shown(term.text) for term in s) for s in (statement.actions, statement.resources))
    parts = [
        f"{statement.effect} {'all but ' * statement.not_action}{actions}",
        f"on {'all but ' * statement.not_resource}{resources}",
        f"for {'everyone but ' * statement.not_principal}{who}" if who else "",
        f"where {' and '.join(map(_stated, statement.conditions))}" if statement.conditions else "",
    ]
    return " ".join(filter(None, parts))


def why_closed(statements: Iterable[Statement]) -> str:
    """Why statements that let no outsider in do not."""
    found = list(statements)
    allows = [s for s in found if s.is_allow]
    if not allows:
        return "the policy has no Allow statement" if found else "no policy applies"
    loose = [s for s in allows if pinned(s) != YES]
    if not loose:
        return f"every Allow is limited to {listed(text for s in allows for text in _limited_to(s))}"
    verb = "is" if len(loose) == 1 else "are"
    held = "the Deny statements refuse outsiders" if len(found) > len(allows) else "no outsider can meet the conditions"
    return f"{names(loose)} {verb} not limited to fixed values, but {held}"


def why_missed(statement: Statement, request: Request) -> str:
    """Why a statement does not match a request; empty where that is not certain."""
    if requesters.names(statement, request.world.requester) == NO:
        return f"{statement.name} does not apply to {request.caller}"
    if covers_action(statement, request.action) == NO:
        return f"{statement.name} does not cover {request.action}"
    if covers_resource(statement, filled(statement, statement.resources, request.context), request.resource) == NO:
        return f"{statement.name} does not cover {shown(request.resource)}"
    for condition in statement.conditions:
        values = filled(statement, condition.values, request.context)
        if holds(condition, values, request.context.get(condition.key.lower())) == NO:
            return f"{statement.name} applies only where {_stated(condition)}"
    return ""


def _stated(condition: Condition) -> str:
    values = listed(shown(value.text) for value in condition.values)
    return f"{condition.operator} {condition.key} = {values} holds"


def _limited_to(statement: Statement) -> Iterator[str]:
    """The fixed values that an Allow is limited to."""
    fixed = next((c for c in statement.conditions if limit(c, statement).held == YES), None)
    if statement.not_principal or any("*" in p.term.text for p in statement.principals or ()):
        yield from _values(fixed) if fixed else ()
    else:
        yield from (_principal(p) for p in statement.principals or ())


def _values(condition: Condition) -> Iterator[str]:
    word = _WORDS.get(condition.key.lower(), keys.spelled(condition.key.lower()))
    yield from (f"{word} {shown(value.text)}" for value in condition.values)


def _principal(principal: Principal) -> str:
    text = principal.term.text
    if principal.kind == "CanonicalUser":
        return f"canonical user {shown(text)}"
    if principal.kind == "AWS" and (":" not in text or text.endswith(":root")):
        return account_shown(account_of(text) or text)
    return shown(text)

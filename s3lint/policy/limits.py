"""Whether a statement is limited to fixed values of who or where, and why a condition of it is no such limit."""

from __future__ import annotations

import re
from collections.abc import Iterator

from s3lint.lazy import lazy_re
from s3lint.policy import keys
from s3lint.policy.addresses import is_fixed, network
from s3lint.policy.conditions import Operator, operator
from s3lint.policy.document import Condition, Principal, Statement
from s3lint.policy.glob import MAYBE, NO, YES, is_wild
from s3lint.policy.placeholders import arn_parts, has_hole, has_open_hole, is_any_text, is_placeholder, shown
from s3lint.policy.variables import keys_in
from s3lint.record import Struct
from s3lint.values import Evidence

_SET = lazy_re("^For(All|Any)Values?:", re.IGNORECASE)
_IF_EXISTS = lazy_re("IfExists$", re.IGNORECASE)
_NOT = lazy_re("Not", re.IGNORECASE)
_ANYBODY = "anybody with an AWS account can make requests with this {key}"
_NO_LIMIT = {
    "caller": "whoever makes the request sets {key}",
    "principal": _ANYBODY,
    "principal-type": _ANYBODY,
    "user-name": _ANYBODY,
    "access-point": "every AWS account can create an access point with this {key}",
    "private-address": "every VPC can have this {key}",
    "bucket": "{key} describes the bucket, not who makes the request",
    "owner-account": "{key} describes the bucket, not who makes the request",
    "transport": "{key} does not tell who makes the request",
    "tls-version": "{key} does not tell who makes the request",
    "time": "{key} does not tell who makes the request",
}
"""Why a key limits nothing, by where its value comes from. The rest keep strangers out, but S3 does not count them."""


class Limit(Struct, frozen=True):
    """Whether a condition limits a grant to fixed values; if not, why, and what would make it do so."""

    held: int  # YES, MAYBE, NO
    why: str = ""
    fix: str = ""  # empty where no spelling of this condition is a limit


_FIXED, _OPEN = Limit(YES), Limit(MAYBE)


def pinned(statement: Statement, *, point: bool = False) -> int:
    """Whether an Allow is limited to fixed values of who or where; `point` for the policy of an access point."""
    named = _names_fixed(statement)
    if named == YES:
        return YES
    return max([named, *(limit(c, statement, point=point).held for c in statement.conditions)])


def loose(statement: Statement, *, point: bool = False) -> Iterator[tuple[Condition, Limit]]:
    """The conditions of a statement that do not limit it, with the reasons."""
    if _names_fixed(statement) != YES:
        for condition in statement.conditions:
            found = limit(condition, statement, point=point)
            if found.held == NO:
                yield condition, found


def loose_evidence(statement: Statement, *, point: bool = False) -> tuple[Evidence, ...]:
    """Where the conditions stand that do not limit a statement, and why each does not."""
    return tuple(Evidence(condition.span, shown(found.why)) for condition, found in loose(statement, point=point))


def limit(condition: Condition, statement: Statement, *, point: bool = False) -> Limit:
    """Whether one condition limits a statement to fixed values."""
    how = operator(condition.operator)
    if not condition.certain or has_hole(condition.operator) or has_hole(condition.key):
        return _OPEN
    if how is None:
        return Limit(NO, f"{condition.operator} is not a condition operator")
    if not keys.pins(condition.key):
        said = _NO_LIMIT.get(keys.kind(condition.key), "S3 does not count {key} as a limit")
        return Limit(NO, said.format(key=condition.key))
    if how.test not in ("string", "ignorecase", "like", "arn", "ip") or not condition.values:
        return Limit(NO, f"{condition.operator} does not compare {condition.key} with fixed values")
    found = _by_operator(how, condition, statement)
    if found is not None:
        return found
    values = (_by_value(condition, how.test, v.text, statement.variables, point) for v in condition.values)
    return min(values, key=lambda one: one.held)


def _by_operator(how: Operator, condition: Condition, statement: Statement) -> Limit | None:
    """Why an operator limits nothing, whatever it compares with."""
    written, key = condition.operator, condition.key
    missing = f"is also true when {key} is missing"
    if how.negated:
        positive = _NOT.sub("", _IF_EXISTS.sub("", _SET.sub("", written)))
        always = keys.is_always_present(key) or how.several == "any"
        why = f"{written} matches every other value of {key}" if always else f"{written} {missing}"
        return Limit(NO, why, f"list the values of {key} that get access, with {positive}")
    if how.if_exists and not keys.is_always_present(key):
        return Limit(NO, f"{written} {missing}", f"remove IfExists from {written}")
    if how.several == "all" and not _is_required(key.lower(), statement):
        better = _SET.sub("ForAnyValue:" if keys.is_multivalued(key) else "", written)
        return Limit(NO, f"ForAllValues {missing}", f"write {better} instead of {written}")
    return None


def _by_value(condition: Condition, test: str, text: str, variables: bool, point: bool) -> Limit:
    """Whether one value that a condition compares with is fixed."""
    key = condition.key
    whole = f"write whole values of {key}"
    if variables and keys_in(text):
        return Limit(NO, f"the value {text} of {key} is a policy variable", f"{whole}, without policy variables")
    if key.lower() in ("aws:principalaccount", "aws:userid") and text == "anonymous":
        return Limit(NO, f"{key} is anonymous in every unsigned request")
    if test == "ip":
        return _by_range(key, text)
    if test in ("string", "ignorecase"):
        return _FIXED
    if is_wild(text):
        if key.lower() == "s3:dataaccesspointarn" and not point and _is_account_fixed(text):
            return _FIXED
        # behind a role's unique id stands the name of the session, which nobody knows beforehand
        is_session = key.lower() == "aws:userid" and text.endswith(":*")
        fix = f"name the role as the principal, not its id in {key}" if is_session else f"{whole}, without wildcards"
        return Limit(NO, f"the value {text} of {key} has a wildcard", fix)
    return _OPEN if has_open_hole(text) else _FIXED


def _by_range(key: str, text: str) -> Limit:
    if is_placeholder(text):
        return _OPEN
    if is_fixed(text):
        return _FIXED
    found = network(text)
    if found is None:
        return Limit(NO, f"{text} is not a range of addresses", f"list the ranges of {key} that get access")
    broadest = "/8" if found.version == 4 else "/32"
    return Limit(NO, f"{text} is a range broader than {broadest}", f"list ranges of {key} of {broadest} or narrower")


def _names_fixed(statement: Statement) -> int:
    """Whether the Principal lists fixed entries only."""
    if statement.principals is None:
        return YES
    if statement.not_principal:
        return NO
    return min((is_fixed_principal(p) for p in statement.principals), default=YES)


def is_fixed_principal(principal: Principal) -> int:
    """Whether an entry of Principal is somebody in particular."""
    text = principal.term.text
    if principal.kind == "Federated" or "*" in text:
        return NO
    # a principal that is wholly a variable may be `*`; inside an ARN no wildcard is allowed
    return MAYBE if is_any_text(text) else YES


def _is_required(key: str, statement: Statement) -> bool:
    """Whether a Null condition of the statement demands that the key is there."""
    return any(
        c.operator.lower() == "null" and c.key.lower() == key and all(v.text.lower() == "false" for v in c.values)
        for c in statement.conditions
    )


def _is_account_fixed(arn: str) -> bool:
    parts = arn_parts(arn)
    return len(parts) == 6 and not is_wild(parts[4]) and bool(parts[4]) and parts[5].startswith("accesspoint/")

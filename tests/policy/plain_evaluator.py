"""A second evaluator of policies, for tests: one concrete request, plain JSON, no cleverness, nothing shared."""

from __future__ import annotations

import ipaddress
import re
from datetime import UTC, datetime
from typing import Any

NEGATED = {
    "StringNotEquals": "StringEquals",
    "StringNotLike": "StringLike",
    "StringNotEqualsIgnoreCase": "StringEqualsIgnoreCase",
    "ArnNotEquals": "ArnEquals",
    "ArnNotLike": "ArnLike",
    "NotIpAddress": "IpAddress",
    "NumericNotEquals": "NumericEquals",
    "DateNotEquals": "DateEquals",
}


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def glob(pattern: str, text: str) -> bool:
    return re.fullmatch("".join({"*": ".*", "?": "."}.get(c, re.escape(c)) for c in pattern), text, re.S) is not None


def arn(pattern: str, text: str) -> bool:
    one, two = pattern.split(":", 5), text.split(":", 5)
    return len(one) == len(two) == 6 and all(glob(a, b) for a, b in zip(one, two, strict=True))


def moment(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return datetime.fromisoformat(text.replace("Z", "+00:00")).astimezone(UTC).timestamp()


def compare(operator: str, wanted: str, given: str) -> bool:
    if operator == "StringEquals":
        return wanted == given
    if operator in ("StringEqualsIgnoreCase", "Bool"):
        return wanted.lower() == given.lower()
    if operator == "StringLike":
        return glob(wanted, given)
    if operator in ("ArnEquals", "ArnLike"):
        return arn(wanted, given)
    if operator == "IpAddress":
        network, address = ipaddress.ip_network(wanted, strict=False), ipaddress.ip_address(given)
        return network.version == address.version and address in network
    left, right = (float(given), float(wanted)) if operator.startswith("Numeric") else (moment(given), moment(wanted))
    sign = operator.removeprefix("Numeric").removeprefix("Date")
    return {
        "Equals": left == right,
        "LessThan": left < right,
        "LessThanEquals": left <= right,
        "GreaterThan": left > right,
        "GreaterThanEquals": left >= right,
    }[sign]


def condition(operator: str, key: str, wanted: list[str], context: dict[str, Any]) -> bool:
    given = context.get(key.lower())
    if operator == "Null":
        return ("true" if given is None else "false") in [str(w).lower() for w in wanted]
    several, _, rest = operator.partition(":") if ":" in operator else ("", "", operator)
    optional = rest.endswith("IfExists")
    rest = rest.removesuffix("IfExists")
    negated = rest in NEGATED
    base = NEGATED.get(rest, rest)
    if given is None:
        if several:
            return several == "ForAllValues" or optional
        return optional or negated
    results = []
    for one in listed(given if not isinstance(given, tuple) else list(given)):
        hit = any(compare(base, str(w).lower() if isinstance(w, bool) else str(w), one) for w in wanted)
        results.append(hit != negated)
    return all(results) if several == "ForAllValues" or (negated and not several) else any(results)


def principal(statement: dict[str, Any], who: dict[str, Any]) -> bool:
    inverse = "NotPrincipal" in statement
    value = statement.get("NotPrincipal", statement.get("Principal"))
    entries = [("AWS", "*")] if value == "*" else [(k, v) for k, vs in value.items() for v in listed(vs)]
    own = account = False
    for kind, text in entries:
        if (kind, text) == ("AWS", "*"):
            own = account = True
        elif kind == "Service":
            own |= who["kind"] == "service" and text == who["name"]
        elif kind == "AWS" and who["kind"] == "principal":
            own |= text == who["arn"]
            account |= text in (who["account"], f"arn:aws:iam::{who['account']}:root")
    if inverse:
        return not own
    return own or account


def matches(
    statement: dict[str, Any], who: dict[str, Any], action: str, resource: str, context: dict[str, Any]
) -> bool:
    acts = listed(statement.get("Action", statement.get("NotAction")))
    if any(glob(a.lower(), action.lower()) for a in acts) == ("NotAction" in statement):
        return False
    resources = listed(statement.get("Resource", statement.get("NotResource")))
    if any(glob(r, resource) for r in resources) == ("NotResource" in statement):
        return False
    if not principal(statement, who):
        return False
    return all(
        condition(operator, key, listed(values), context)
        for operator, keys in statement.get("Condition", {}).items()
        for key, values in keys.items()
    )


def decide(policy: Any, who: dict[str, Any], action: str, resource: str, context: dict[str, Any]) -> str:
    """allow, deny or nothing."""
    hits = [s for s in listed(policy["Statement"]) if matches(s, who, action, resource, context)]
    if any(s["Effect"] == "Deny" for s in hits):
        return "deny"
    return "allow" if hits else "nothing"

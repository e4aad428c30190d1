"""What AWS refuses in a policy though its JSON is well-formed, beyond what a reader stumbles over.

IAM UserGuide: reference_policies_grammar, reference_policies_elements_principal, reference_policies_elements_sid,
reference_iam-quotas, access-analyzer-reference-policy-checks (its errors). What is not known is not refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from s3lint.lazy import lazy_re
from s3lint.policy.conditions import operator
from s3lint.policy.document import Note, Principal, Statement, Variant
from s3lint.policy.placeholders import has_hole, is_placeholder, shown
from s3lint.source import Span
from s3lint.values import Mapping, NotJson, OneOf, Scalar, Sequence, Text, Unknown, Value, decode_json, text_of

KINDS = {"aws", "service", "federated", "canonicaluser"}
VERSIONS = ("2012-10-17", "2008-10-17")

_PRINCIPAL = lazy_re(
    r"(?a)arn:aws:iam::(\d{12}|cloudfront):(root|user/.+|role/.+)|arn:aws:sts::\d{12}:(assumed-role/.+|federated-user/.+)"
    r"|\d{12}|A[A-Z0-9]{15,}|[0-9a-f]{64}"  # unique ids of deleted principals, canonical ids
)
_GROUP = lazy_re(r"arn:aws:iam::[^/]*:group/")
_FILLED_LATER = lazy_re(r"[%<>{}$@#]|__")  # marks of texts that another tool fills in before AWS sees them
_SID = lazy_re(r"[A-Za-z0-9]*")

Found = Iterator[tuple[str, Span | None]]
"""What is refused, in words, and where it stands."""


def of_principal(name: str, value: Value, terms: Iterable[Principal]) -> Found:
    """What is refused of Principal or NotPrincipal."""
    if not isinstance(value, Mapping):
        if isinstance(value, Sequence) or (_is_known_text(value) and text_of(value) != "*"):
            yield f"its {name} is not under a kind of principal, such as AWS", value.span
        return
    for kind, given in value.entries.items():
        if kind.lower() not in KINDS and not is_placeholder(kind):
            yield f"{kind} is not a kind of principal: AWS, Service, CanonicalUser or Federated", value.keys.get(kind)
        yield from of_texts(f"{name} {kind}", given)
    for one in terms:
        if why := _refusal(one):
            yield f"its {name} {shown(one.term.text)!r} {why}", one.term.span


def of_texts(name: str, value: Value) -> Found:
    """What is refused of an element that holds texts: objects."""
    for item in value.items if isinstance(value, Sequence) else (value,):
        if isinstance(item, Mapping):
            yield f"its {name} is an object, not a text", item.span


def _is_known_text(value: Value) -> bool:
    """Whether a text certainly is another one than `*`."""
    if isinstance(value, Text):
        return any(isinstance(part, str) and part.strip("*") for part in value.parts)
    return isinstance(value, Scalar) and text_of(value) is not None


def _refusal(one: Principal) -> str:
    """Why one entry is refused; empty where it is not, or cannot be told."""
    text = one.term.text
    if text == "*" and one.kind == "AWS":
        return ""
    if one.kind == "AWS" and _GROUP.match(text):
        return "is a group, which cannot be a principal"
    if one.kind not in ("AWS", "Service") or has_hole(text) or _FILLED_LATER.search(text) or not text:
        return ""  # an empty text is a default that nobody deploys
    if "*" in text or "?" in text:
        return "has a wildcard, which principals cannot have"
    if is_placeholder(text):
        return ""
    if one.kind == "Service":
        return "" if "." in text else "is not the name of a service, such as logging.s3.amazonaws.com"
    return "" if _PRINCIPAL.fullmatch(text) else "is neither an account nor the ARN of an IAM principal"


def of_conditions(value: Value | None) -> Found:
    """Operators that do not exist, keys that are written twice in different case, values that are objects."""
    for name, keys in value.entries.items() if isinstance(value, Mapping) else ():
        place = value.keys.get(name) if isinstance(value, Mapping) else None
        if operator(name) is None and not has_hole(name):
            yield f"{name} is not a condition operator", place or keys.span
        seen: set[str] = set()
        for key, given in keys.entries.items() if isinstance(keys, Mapping) else ():
            where = keys.keys.get(key) if isinstance(keys, Mapping) else None
            if key.lower() in seen:
                yield f"condition key {key} stands there twice, in different case", where
            seen.add(key.lower())
            if isinstance(given, Mapping):
                yield f"the value of condition key {key} is an object", where or given.span


def of_sids(statements: Iterable[Statement]) -> Iterator[Note]:
    """Sids of an identity policy: letters and digits, each once (bucket policies take any text)."""
    seen: dict[str, int] = {}
    for statement in statements:
        sid, place, its = statement.sid, statement.place("Sid"), f"statement {statement.index}: its Sid"
        if not _SID.fullmatch(sid) and not _FILLED_LATER.search(sid):
            yield Note("invalid", f"{its} {sid!r} has other characters than letters and digits", place)
        if sid and seen.setdefault(sid, statement.index) != statement.index:
            yield Note("invalid", f"{its} {sid!r} is that of another statement", place)


def not_json(value: Value, error: NotJson) -> Variant:
    """What a text states that is not JSON: nothing, or anything where a part of it is not known."""
    if isinstance(value, Text):
        why = tuple(part.reason for part in value.parts if isinstance(part, Unknown))
        return Variant((), open=why, open_at=value.span)
    is_empty = isinstance(value, Scalar) and not (text_of(value) or "").strip()
    kind = "empty" if is_empty else "invalid"  # which can be a way to say that there is no policy
    return Variant((), notes=(Note(kind, f"the policy is not JSON: {error}", value.span),))


def least_size(value: Value | None) -> int:
    """How many characters a policy has at least, without white space; what is not known counts as none."""
    if isinstance(value, OneOf):
        return min((least_size(choice.value) for choice in value.choices), default=0)
    if isinstance(value, Mapping):
        pairs = [len(key) + 3 + least_size(item) for key, item in value.entries.items()]
        return 2 + sum(pairs) + max(len(pairs) - 1, 0)
    if isinstance(value, Sequence):
        return 2 + sum(map(least_size, value.items)) + max(len(value.items) - 1, 0)
    if isinstance(value, Text):
        return 2 + sum(len(part) for part in value.parts if isinstance(part, str))
    if isinstance(value, Scalar):
        return len(text_of(value) or "") + (2 if isinstance(value.data, str) else 0)
    return 0


def document_size(value: Value) -> int:
    """The least size of a document, whether it is a structure or JSON text."""
    if isinstance(value, OneOf):
        return min((document_size(c.value) if c.value else 0 for c in value.choices), default=0)
    if isinstance(value, Scalar | Text):
        try:
            return least_size(decode_json(value))
        except NotJson:
            return 0
    return least_size(value)

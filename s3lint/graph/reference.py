"""Which bucket a value names: by identity, by ARN, by domain, by URL or by literal name.

A name is compared as a canonical key: its known text and, for each unknown part, what that part is. Two texts with the
same unknown variable in the same place are the same name.
"""

from __future__ import annotations

from collections.abc import Iterator

from s3lint.aws.identities import hands_on, names_bucket
from s3lint.lazy import lazy_re
from s3lint.record import Struct, replace
from s3lint.values import ALWAYS, Guard, Identity, OneOf, Option, Reason, Scalar, Text, Unknown, Value, text_of

Key = tuple[str | tuple[str, ...], ...]

_COMPARABLE = {"variable", "parameter", "pseudo", "import", "data"}
_ARN = lazy_re(r"arn:[^:]*:s3:::")
_URL = lazy_re(r"s3://|https?://")
_PATH = lazy_re(r"/")
_DOMAIN = lazy_re(r"/|\.s3[.-]|\.s3$")


class Reference(Struct, frozen=True):
    """One way in which a value names a bucket: by identity or by a name's key; or why that cannot be told."""

    guard: Guard = ALWAYS
    identity: Identity | None = None
    key: Key | None = None
    unknown: Reason | None = None


def references(value: Value | None, guard: Guard = ALWAYS) -> Iterator[Reference]:
    """Every possible reading of a value as the name of a bucket."""
    if isinstance(value, OneOf):
        for choice in value.choices:
            yield from references(choice.value, guard | choice.guard)
    elif isinstance(value, Unknown):
        yield _of_unknown(value, guard)
    elif isinstance(value, Scalar) and text_of(value):
        if names_bucket(value.identity):
            yield Reference(guard, identity=value.identity, key=name_key(value))
        else:
            yield Reference(guard, key=name_key(value))
    elif isinstance(value, Text):
        yield _of_text(value, guard)


def _of_unknown(value: Unknown, guard: Guard) -> Reference:
    if names_bucket(value.identity):
        return Reference(guard, identity=value.identity, key=name_key(Text(value.form)) if value.form else None)
    key = name_key(value)
    if hands_on(value.identity):
        return Reference(guard, key=key, unknown=replace(value.reason, kind="after-apply"))
    return Reference(guard, key=key) if key else Reference(guard, unknown=value.reason)


def _of_text(value: Text, guard: Guard) -> Reference:
    parts = _bare(value.parts)
    if parts and isinstance(parts[0], Unknown):
        identity, rest = parts[0].identity, parts[1] if len(parts) > 1 else ""
        if names_bucket(identity) and _ends_name(rest):
            return Reference(guard, identity=identity)
    key = name_key(value)
    reasons = [p.reason for p in value.parts if isinstance(p, Unknown)]
    return Reference(guard, key=key) if key else Reference(guard, unknown=reasons[0])


def _ends_name(rest: str | Unknown) -> bool:
    return isinstance(rest, str) and (rest == "" or _DOMAIN.match(rest) is not None)


def name_key(value: Value | None) -> Key | None:
    """The canonical key of the bucket name in a text (ARN, domain and URL forms reduced), or None."""
    if isinstance(value, Unknown):
        part = _part(value)
        return (part,) if part else None
    if isinstance(value, Text):
        parts = _bare(value.parts)
    else:
        text = text_of(value) if value is not None else None
        if not text:
            return None
        parts = _bare((text,))
    end_of_name = _DOMAIN if any(isinstance(p, str) and "amazonaws.com" in p for p in parts) else _PATH
    key: list[str | tuple[str, ...]] = []
    for piece in parts:
        if isinstance(piece, Unknown):
            part = _part(piece)
            if part is None:
                return None
            key.append(part)
        elif end := end_of_name.search(piece):
            key += [piece[: end.start()]] if end.start() else []
            break
        else:
            key.append(piece)
    return tuple(key) or None


def name_keys(value: Value | None) -> dict[Key, Guard]:
    """The keys of every name that a bucket may have, each with the open conditions under which it has it."""
    choices = value.choices if isinstance(value, OneOf) else (Option(value, ALWAYS),)
    return {key: choice.guard for choice in choices if (key := name_key(choice.value)) is not None}


def _part(value: Unknown) -> tuple[str, ...] | None:
    """What an unknown part is, where two of the same kind and name are the same value."""
    if value.identity is not None:
        return ("identity", value.identity.type, value.identity.address, value.identity.attribute)
    if value.reason.kind in _COMPARABLE and value.reason.name:
        return ("value", value.reason.kind, value.reason.name)
    return None


def _bare(parts: tuple[str | Unknown, ...]) -> tuple[str | Unknown, ...]:
    """The parts without an ARN's or URL's beginning."""
    first = parts[0] if parts else ""
    if isinstance(first, str):
        found = _ARN.match(first) or _URL.match(first)
        if found:
            rest = first[found.end() :]
            return (rest, *parts[1:]) if rest else parts[1:]
    for index, part in enumerate(parts[:4]):
        # a partition that is not known: `arn:`, hole, `:s3:::name`; or a map of prefixes: hole, `s3:::name`
        if isinstance(part, str) and index and "s3:::" in part[:6]:
            rest = part.split(":::", 1)[1]
            return (rest, *parts[index + 1 :]) if rest else parts[index + 1 :]
    return parts

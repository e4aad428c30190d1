"""Which values are the same though they are not known: those that are one attribute, or one variable."""

from __future__ import annotations

from s3lint.values.value import Identity, OneOf, Scalar, Text, Unknown, Value, text_of


def identity_key(identity: Identity) -> str:
    """What `key_of` gives for a value of an identity."""
    return "\0".join((identity.type, identity.address, identity.attribute))


def key_of(value: Value | None) -> str | None:
    """A text that is equal for values that are certainly the same; None where nothing tells that."""
    if value is None:
        return ""
    if isinstance(value, Scalar):
        return text_of(value) or ""
    if isinstance(value, Unknown):
        return None if value.identity is None else identity_key(value.identity)
    if isinstance(value, Text):
        parts = [part if isinstance(part, str) else key_of(part) for part in value.parts]
        return None if None in parts else "".join(f"{part}\1" for part in parts)
    if isinstance(value, OneOf):
        choices = [(key_of(choice.value), choice.guard) for choice in value.choices]
        found = sorted(f"{key}\2{sorted(guard)}" for key, guard in choices if key is not None)
        return "\3".join(found) if len(found) == len(choices) else None
    return None

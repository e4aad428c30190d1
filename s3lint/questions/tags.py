"""Tags, in either language's form."""

from __future__ import annotations

from s3lint.values import Mapping, Value, dig, members, text_of


def tag(tags: Value | None, name: str) -> str | None:
    """The known text of a tag: from a map, or from a list of Key and Value."""
    if isinstance(tags, Mapping):
        return _text(tags.get(name))
    for member in members(tags).known:
        if _text(dig(member.value, "Key")) == name:
            return _text(dig(member.value, "Value"))
    return None


def _text(value: Value | None) -> str | None:
    return text_of(value) if value is not None else None

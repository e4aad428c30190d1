"""Words in long texts: patterns, documents."""

from __future__ import annotations

from s3lint.values import Fact, Mapping, Scalar, Sequence, Text, Unknown, Value, no, text_of, unknown, yes
from s3lint.values.setting import Setting


def mentions(setting: Setting, word: str) -> Fact:
    """Whether a word stands in a setting's text or structure; undecided where a part of it is not known."""
    return setting.holds(lambda value: _mentions(value, word) if value is not None else False)


def _mentions(value: Value, word: str) -> Fact:
    if isinstance(value, Scalar):
        return (yes if word in (text_of(value) or "") else no)(value.span)
    if isinstance(value, Text):
        if any(word in part for part in value.parts if isinstance(part, str)):
            return yes(value.span)
        return unknown(*(part.reason for part in value.parts if isinstance(part, Unknown)), span=value.span)
    if isinstance(value, Unknown):
        return unknown(value.reason, span=value.span)
    items = value.items if isinstance(value, Sequence) else ()
    if isinstance(value, Mapping):
        if any(word in key for key in value.entries):
            return yes(value.span)
        items = tuple(value.entries.values())
    found = no(value.span)
    for item in items:
        found = found | _mentions(item, word)
    return found

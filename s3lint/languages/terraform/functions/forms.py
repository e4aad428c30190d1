"""Functions of a text of which only the form is certain, such as the ARN of a bucket that has no name yet.

What a function makes of such a text is told from samples: texts of that form with unlike names. Where it takes the
samples apart in the same way, it takes every text of that form apart so.
"""

from __future__ import annotations

from collections.abc import Iterator

from s3lint.aws.identities import PARTITION
from s3lint.languages.terraform.functions.call import Body, Call
from s3lint.languages.terraform.types.build import text_from
from s3lint.languages.terraform.types.inspect import is_wholly_known
from s3lint.languages.terraform.types.problem import Problem
from s3lint.record import replace
from s3lint.values import Identity, Mapping, Scalar, Sequence, Unknown, Value, text_of

# names unlike each other at both ends and in length; two hold every letter and digit, and words of an ARN
_NAMES = ("q", "0z.j9-w8", "the-quick.brown-fox9jumps0over-lazy-dog-13.45678-2", "aws-s3-arn.the-quick4brown")
_MARK = "\ue000"  # private use: stands for what a sample made up


def through_form(function: Body) -> Body:
    """The function, which also takes a text apart of which the form is certain."""

    def body(call: Call, arguments: list[Value]) -> Value:
        formed = [a for a in arguments if isinstance(a, Unknown) and a.form]
        if len(formed) != 1 or not all(a is formed[0] or is_wholly_known(a) for a in arguments):
            return function(call, arguments)
        found = _from_samples(function, call, arguments, formed[0])
        return function(call, arguments) if found is None else found

    return body


def _from_samples(function: Body, call: Call, arguments: list[Value], formed: Unknown) -> Value | None:
    """What all samples agree on; None where they do not, or where nothing of the text was taken."""
    agreed: Value | None = None
    for name in _NAMES:
        pieces = tuple(_sample(part, name) for part in formed.form)
        sample = Scalar("".join(pieces), span=formed.span, type=formed.type)
        try:
            made = function(call, [sample if a is formed else a for a in arguments])
        except Problem:
            return None
        if isinstance(made, Scalar) and made.data == sample.data:
            return None  # the text as it was: another name may hold what was looked for
        found = _restored(made, name, formed.form)
        if found is None or (agreed is not None and _shape(found) != _shape(agreed)):
            return None
        agreed = found
    return agreed


def _sample(part: str | Unknown, name: str) -> str:
    """A part of a sample. Code that spells out a partition means AWS's main one."""
    if isinstance(part, str):
        return part
    return "aws" if _is_partition(part.identity) else name


def _is_partition(identity: Identity | None) -> bool:
    return identity is not None and identity.type in PARTITION


def _restored(value: Value, name: str, form: tuple[str | Unknown, ...]) -> Value | None:
    """A value made of a sample with what is unknown in the place of the sample's name; None for a doubtful one."""
    if isinstance(value, Sequence):
        items = [_restored(item, name, form) for item in value.items]
        found = tuple(item for item in items if item is not None)
        return replace(value, items=found, type=None) if len(found) == len(items) and items else None
    if isinstance(value, Mapping):
        entries = {key: _restored(item, name, form) for key, item in value.entries.items()}
        kept = {key: item for key, item in entries.items() if item is not None}
        return replace(value, entries=kept, type=None) if len(kept) == len(entries) else None
    text = text_of(value)
    if not isinstance(value, Scalar) or text is None or value.data is False:
        return None  # that something is not found is no proof that it is not there
    hole = next((p for p in form if isinstance(p, Unknown) and not _is_partition(p.identity)), None)
    if hole is None or name not in text or not isinstance(value.data, str):
        return value
    first, *rest = text.split(name)
    parts: list[str | Unknown] = [first]
    for piece in rest:
        parts += [hole, piece]
    return text_from(parts, value.span)


def _shape(value: Value) -> object:
    """What two results of samples have to share."""
    if isinstance(value, Sequence):
        return [_shape(item) for item in value.items]
    if isinstance(value, Mapping):
        return {key: _shape(item) for key, item in value.entries.items()}
    return list(_pieces(value))


def _pieces(value: Value) -> Iterator[object]:
    if isinstance(value, Scalar):
        yield value.data
    elif isinstance(value, Unknown):
        yield _MARK
    else:
        yield from (part if isinstance(part, str) else _MARK for part in getattr(value, "parts", ()))

"""Fn::Sub, Fn::Join, Fn::Split, Fn::Base64, Fn::ToJsonString, and strings that are known in part."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from s3lint.languages.cloudformation.evaluate.evaluator import Evaluator, marked_by
from s3lint.languages.cloudformation.evaluate.references import get_att, ref
from s3lint.languages.cloudformation.evaluate.world import MAX_TEXT
from s3lint.languages.cloudformation.reading import Map, Node, Seq
from s3lint.lazy import lazy_re
from s3lint.record import Struct
from s3lint.source import Span
from s3lint.values import Identity, Mapping, OneOf, Reason, Scalar, Sequence, Text, Unknown, Value, text_of, work
from s3lint.values.layout import Layout, is_document, put_together, with_known_joined

_VARIABLE = lazy_re(r"\$\{([^{}]*)\}")
_HOLE = 100  # what an unknown part counts for
_LOOKUP = "{{resolve:"
_DYNAMIC = lazy_re(r"\{\{resolve:[^{}]*\}\}")


def joined(values: list[Value | None], separator: str, span: Span | None) -> Value:
    """The values as one string; what is not known stays a part of it."""
    parts: list[str | Unknown] = []
    for index, value in enumerate(values):
        if index and separator:
            parts.append(separator)
        parts += _parts(value, span)
    work.spend(len(parts))
    merged = with_known_joined(parts)
    if any(isinstance(part, str) and _LOOKUP in part for part in merged):
        merged = with_known_joined(list(_with_lookups(merged, span)))
    secret = any(value is not None and value.sensitive for value in values)
    blank = any(value is not None and value.blank for value in values)
    if not merged:
        return Scalar("", span=span, blank=blank)
    only = merged[0] if len(merged) == 1 else None
    if isinstance(only, Unknown):
        return only.at(span)
    whole: Scalar | Text = Scalar(only, span=span) if only is not None else Text(tuple(merged), span=span)
    whole.sensitive, whole.blank = secret, blank
    return _with_pieces(whole, values, separator)


def _with_lookups(parts: Iterable[str | Unknown], span: Span | None) -> Iterator[str | Unknown]:
    """The parts with each dynamic reference as one unknown part, though it is put together from several."""
    inside: list[str | Unknown] = []  # of a reference that has begun
    for part in parts:
        pieces = re.split(r"(?=\{\{resolve:)|(?<=\}\})", part) if isinstance(part, str) else [part]
        for piece in filter(None, pieces):
            if inside or (isinstance(piece, str) and piece.startswith(_LOOKUP)):
                inside.append(piece)
            else:
                yield piece
            if inside and isinstance(piece, str) and piece.endswith("}}"):
                name = "".join(one if isinstance(one, str) else f"${{{one.reason.name}}}" for one in inside)
                yield _looked_up(name, span)
                inside = []
    yield from inside  # which does not end: plain text


def _looked_up(reference: str, span: Span | None) -> Unknown:
    """What a dynamic reference stands for."""
    reason = Reason("data", reference, "is looked up when the stack is deployed", span)
    return Unknown(reason, Identity(reference, reference, ""), span=span)


def _with_pieces(whole: Value, values: list[Value | None], separator: str) -> Value:
    """The string with what it was put together from."""
    pieces: list[Value] = []
    for index, value in enumerate(values):
        pieces += [Scalar(separator)] if index and separator else []
        pieces += [value] if value is not None else []
    return put_together(whole, pieces)


def _parts(value: Value | None, span: Span | None) -> list[str | Unknown]:
    if value is None:
        return []
    if isinstance(value, Text):
        return list(value.parts)
    if isinstance(value, Unknown):
        return [value]
    if isinstance(value, Sequence):  # a list parameter inside Fn::Sub
        whole = joined(list(value.items), ",", span)
        return [value_text] if (value_text := text_of(whole)) is not None else _parts(whole, span)
    text = text_of(value)
    if text is None:
        return [Unknown(Reason("function", "a map", "is used where a string is required", span), span=value.span)]
    return [text]


def plain_text(evaluator: Evaluator, text: str, span: Span | None) -> Value:
    """A string as written: dynamic references, and variables of a tool that writes templates, are unknown parts."""
    if _LOOKUP not in text and (evaluator.stack.variables is None or "${" not in text):
        return Scalar(text, span=span)
    values: list[Value | None] = []
    for _, piece in _cut(evaluator, text, span):
        values += _dynamic(piece, span) if isinstance(piece, str) else [piece]
    return joined(values, "", span)


def _cut(evaluator: Evaluator, text: str, span: Span | None) -> Iterator[tuple[int, str | Unknown]]:
    """A text cut at the variables of the tool that wrote the template, with the place of each piece in the text."""
    variables = evaluator.stack.variables
    at = 0
    for piece in variables.parts(text, span) if variables is not None and "${" in text else (text,):
        written = piece if isinstance(piece, str) else piece[0]
        yield at, piece if isinstance(piece, str) else Unknown(piece[1], Identity(written, written, ""), span=span)
        at += len(written)


def _dynamic(text: str, span: Span | None) -> Iterator[Value]:
    at = 0
    for found in _DYNAMIC.finditer(text):
        yield Scalar(text[at : found.start()])
        yield _looked_up(found[0], span)
        at = found.end()
    yield Scalar(text[at:])


def sub(evaluator: Evaluator, argument: Node, span: Span) -> Value | None:
    """Fn::Sub: a string, or a string and a map of its own variables."""
    own: Map | None = None
    template, place = argument, span
    if isinstance(argument, Seq) and argument:
        template = argument[0]
        place = evaluator.span(*argument.at[0])
        own = argument[1] if len(argument) > 1 and isinstance(argument[1], Map) else None
    if not isinstance(template, str):
        return evaluator.wrong("Fn::Sub", "needs a string", span)
    if evaluator.is_foreign(place):
        return evaluator.foreign(place)
    values: list[Value | None] = []
    written = Layout(Scalar(template, span=place)) if is_document(template) else None
    for begin, piece in _cut(evaluator, template, span):
        if isinstance(piece, str):
            values += _replaced(evaluator, _Written(piece, begin, written), own, span)
        else:
            values.append(piece)
    return combine_joined(evaluator, values, "", span)


class _Written(Struct, frozen=True):
    """A piece of a text, and where it stands."""

    text: str
    begin: int
    layout: Layout | None  # of the whole text

    def span(self, start: int, end: int, otherwise: Span) -> Span:
        """The place of a part of the piece."""
        found = self.layout.span(self.begin + start, self.begin + end) if self.layout and start < end else None
        return found or otherwise


def _replaced(evaluator: Evaluator, written: _Written, own: Map | None, span: Span) -> Iterator[Value | None]:
    text, at = written.text, 0
    for found in _VARIABLE.finditer(text):
        name = found[1].strip()
        yield plain_text(evaluator, text[at : found.start()], written.span(at, found.start(), span))
        at = found.end()
        target, dot, attribute = name.partition(".")
        if name.startswith("!"):
            yield Scalar("${" + name[1:] + "}")
        elif own is not None and name in own:
            yield evaluator.evaluate(own[name], evaluator.span(*own.at[name][1:]))
        else:
            yield get_att(evaluator, target, attribute, span) if dot else ref(evaluator, name, span)
    yield plain_text(evaluator, text[at:], written.span(at, len(text), span))


def _bounded(evaluator: Evaluator, values: list[Value | None], separator: str, span: Span) -> Value:
    """The values as one string, unless that is too long. What AWS::NoValue takes away is left out."""
    present: list[Value | None] = [value for value in values if value is not None]
    world = evaluator.stack.world
    length = sum(map(_length, present)) + len(separator) * len(present)
    world.spend(length >> 8)
    if length <= MAX_TEXT and not world.is_exhausted:
        return joined(present, separator, span)
    says = f"would have more than {MAX_TEXT >> 20} MiB" if length > MAX_TEXT else "takes too much work to evaluate"
    world.report("S3L905", f"this string {says}", span)
    return Unknown(Reason("limit", "this string", says, span), span=span)


def _length(value: Value | None) -> int:
    if isinstance(value, Text):
        return sum(len(part) if isinstance(part, str) else _HOLE for part in value.parts)
    if isinstance(value, Sequence):
        return sum(map(_length, value.items))
    return len(text_of(value) or "") if value is not None else 0


def combine_joined(evaluator: Evaluator, values: list[Value | None], separator: str, span: Span) -> Value | None:
    """Join values that may hang on conditions."""
    return evaluator.combine(values, lambda chosen: _bounded(evaluator, chosen, separator, span), span)


def join(evaluator: Evaluator, argument: Node, span: Span) -> Value | None:
    """Fn::Join: a separator and a list; NoValue items are dropped."""
    if not isinstance(argument, Seq) or len(argument) != 2 or not isinstance(argument[0], str):
        return evaluator.wrong("Fn::Join", "needs a separator and a list", span)
    separator = argument[0]

    def of_items(chosen: list[Value | None]) -> Value | None:
        (items,) = chosen
        if isinstance(items, Unknown):
            return items.at(span)
        if not isinstance(items, Sequence):
            return evaluator.wrong("Fn::Join", "needs a list", span)
        if items.open is not None:
            return Unknown(items.open, span=span)
        present: list[Value | None] = list(items.items)
        return combine_joined(evaluator, present, separator, span)

    return evaluator.combine([evaluator.item(argument, 1)], of_items, span)


def split(evaluator: Evaluator, argument: Node, span: Span) -> Value | None:
    """Fn::Split: a separator and a string."""
    if not isinstance(argument, Seq) or len(argument) != 2 or not isinstance(argument[0], str) or not argument[0]:
        return evaluator.wrong("Fn::Split", "needs a separator and a string", span)
    separator = argument[0]

    def of_text(chosen: list[Value | None]) -> Value | None:
        (value,) = chosen
        if isinstance(value, Unknown):
            return value.at(span)
        if isinstance(value, Text):
            return _split_parts(value, separator, span)
        text = text_of(value) if value is not None else None
        if text is None:
            return evaluator.wrong("Fn::Split", "needs a string", span)
        pieces = text.split(separator)
        work.spend(len(pieces))
        blank = value is not None and value.blank
        return Sequence(tuple(Scalar(piece, span=span, blank=blank) for piece in pieces), span=span)

    return evaluator.combine([evaluator.item(argument, 1)], of_text, span)


def _split_parts(value: Text, separator: str, span: Span) -> Value:
    """Split before the first unknown part: how many items that one makes is not known."""
    head = value.parts[0]
    pieces = head.split(separator)[:-1] if isinstance(head, str) else []
    reason = next(p.reason for p in value.parts if isinstance(p, Unknown))
    return Sequence(tuple(Scalar(piece, span=span) for piece in pieces), span=span, open=reason)


def base64_text(evaluator: Evaluator, argument: Node, span: Span) -> Value | None:
    """Fn::Base64."""

    def encoded(chosen: list[Value | None]) -> Value | None:
        (value,) = chosen
        text = text_of(value) if value is not None else None
        if text is None:
            return evaluator.unknown_from(value, "Fn::Base64", span)
        return Scalar(base64.b64encode(text.encode("utf-8", "replace")).decode(), span=span)

    return evaluator.combine([evaluator.evaluate(argument, span)], encoded, span)


def to_json_string(evaluator: Evaluator, argument: Node, span: Span) -> Value | None:
    """Fn::ToJsonString: the text where all of it is known, and always what it encodes."""
    value = evaluator.evaluate(argument, evaluator.span_of(argument, span))
    if value is None or isinstance(value, Unknown):
        return value
    try:
        text = Scalar(json.dumps(_plain(value), separators=(",", ":")), span=span, structure=value)
        return marked_by(text, _leaves(value))
    except _Open as error:
        return Text((error.unknown,), span=span, structure=value)


def _leaves(value: Value) -> Iterator[Value]:
    """A value and all that it is made of, as far as it is known."""
    yield value
    parts = value.items if isinstance(value, Sequence) else value.entries.values() if isinstance(value, Mapping) else ()
    for part in parts:
        yield from _leaves(part)


class _Open(Exception):
    def __init__(self, unknown: Unknown) -> None:
        super().__init__("not known")
        self.unknown = unknown


def _plain(value: Value) -> Any:
    if isinstance(value, Scalar):
        return value.data
    if isinstance(value, Sequence) and value.open is None:
        return [_plain(item) for item in value.items]
    if isinstance(value, Mapping) and value.open is None:
        return {key: _plain(item) for key, item in value.entries.items()}
    if isinstance(value, Unknown):
        raise _Open(value)
    if isinstance(value, Text):
        raise _Open(next(p for p in value.parts if isinstance(p, Unknown)))
    says = "depends on conditions" if isinstance(value, OneOf) else "may contain more than s3lint knows"
    raise _Open(Unknown(Reason("function", "Fn::ToJsonString", says, value.span), span=value.span))

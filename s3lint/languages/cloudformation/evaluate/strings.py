"""Fn::Sub, Fn::Join, Fn::Split, Fn::Base64, Fn::ToJsonString, and strings that are known in part."""

from __future__ import annotations

import base64
import json
import re
from typing import Any

from s3lint.languages.cloudformation.evaluate.evaluator import Evaluator
from s3lint.languages.cloudformation.evaluate.references import get_att, ref
from s3lint.languages.cloudformation.reading import Map, Node, Seq
from s3lint.source import Span
from s3lint.values import Identity, Mapping, OneOf, Reason, Scalar, Sequence, Text, Unknown, Value, text_of
from s3lint.values.layout import Layout, is_document, put_together

_VARIABLE = re.compile(r"\$\{([^{}]*)\}")
_DYNAMIC = re.compile(r"\{\{resolve:[^{}]*\}\}")
_SERVERLESS = re.compile(r"\$\{(?!AWS::)[a-zA-Z][\w-]*(?:\([^()]*\))?:(?:[^{}]|\{[^{}]*\})*\}")


def joined(values: list[Value | None], separator: str, span: Span | None) -> Value:
    """The values as one string; what is not known stays a part of it."""
    parts: list[str | Unknown] = []
    for index, value in enumerate(values):
        if index and separator:
            parts.append(separator)
        parts += _parts(value, span)
    merged: list[str | Unknown] = []
    for part in parts:
        if isinstance(part, str) and merged and isinstance(merged[-1], str):
            merged[-1] += part
        elif part != "":
            merged.append(part)
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
    """A string as written: dynamic references, and variables of the Serverless Framework, are unknown parts."""
    pattern, kind = (_DYNAMIC, "dynamic") if "{{resolve:" in text else (_SERVERLESS, "serverless")
    if kind == "serverless" and not (evaluator.stack.serverless and "${" in text):
        return Scalar(text, span=span)
    values: list[Value | None] = []
    at = 0
    for found in pattern.finditer(text):
        says = (
            "is looked up when the stack is deployed"
            if kind == "dynamic"
            else "is a Serverless Framework variable, which s3lint does not evaluate"
        )
        identity = Identity(found[0], found[0], "")
        values += [Scalar(text[at : found.start()])]
        values += [Unknown(Reason("data", found[0], says, span), identity, span=span)]
        at = found.end()
    return joined([*values, Scalar(text[at:])], "", span)


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
    at = 0
    for found in _VARIABLE.finditer(template):
        name = found[1].strip()
        here = written.span(at, found.start()) if written and at < found.start() else span
        values.append(plain_text(evaluator, template[at : found.start()], here))
        at = found.end()
        if name.startswith("!"):
            values.append(Scalar("${" + name[1:] + "}"))
        elif own is not None and name in own:
            values.append(evaluator.evaluate(own[name], evaluator.span(*own.at[name][1:])))
        else:
            values.append(_variable(evaluator, name, found[0], span))
    here = written.span(at, len(template)) if written and at < len(template) else span
    values.append(plain_text(evaluator, template[at:], here))
    return combine_joined(evaluator, values, "", span)


def _variable(evaluator: Evaluator, name: str, written: str, span: Span) -> Value | None:
    if evaluator.stack.serverless and _SERVERLESS.fullmatch(written):
        return plain_text(evaluator, written, span)
    target, dot, attribute = name.partition(".")
    return get_att(evaluator, target, attribute, span) if dot else ref(evaluator, name, span)


def combine_joined(evaluator: Evaluator, values: list[Value | None], separator: str, span: Span) -> Value | None:
    """Join values that may hang on conditions."""
    return evaluator.combine(values, lambda chosen: joined(chosen, separator, span), span)


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
        return evaluator.combine(present, lambda got: joined([g for g in got if g is not None], separator, span), span)

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
        return Sequence(tuple(Scalar(piece, span=span) for piece in text.split(separator)), span=span)

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
        return Scalar(json.dumps(_plain(value), separators=(",", ":")), span=span, structure=value)
    except _Open as error:
        return Text((error.unknown,), span=span, structure=value)


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

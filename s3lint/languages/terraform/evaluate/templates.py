"""Templates: interpolations and directives inside of text."""

from __future__ import annotations

from s3lint.languages.terraform.evaluate.conditions import choose
from s3lint.languages.terraform.evaluate.loops import iterations
from s3lint.languages.terraform.evaluate.places import marked
from s3lint.languages.terraform.evaluate.scope import Scope, Walk
from s3lint.languages.terraform.syntax import nodes
from s3lint.languages.terraform.types.build import parts_of, text, text_from, unknown
from s3lint.languages.terraform.types.convert import as_text
from s3lint.languages.terraform.types.inspect import is_null
from s3lint.languages.terraform.types.kinds import STRING
from s3lint.languages.terraform.types.problem import Problem
from s3lint.languages.terraform.types.variants import spread
from s3lint.source import Span
from s3lint.values import Unknown, Value
from s3lint.values.layout import put_together

_HOLE = 256  # what a part that is not known counts for, in characters


def template(node: nodes.Template, scope: Scope, walk: Walk) -> Value:
    """The text that a template makes."""
    span = scope.source.span(node.start, node.end)
    values: list[Value] = []
    at = node.start
    for index, part in enumerate(node.parts):
        if isinstance(part, str):
            following = node.parts[index + 1] if index + 1 < len(node.parts) else None
            end = node.end if following is None or isinstance(following, str) else following.start
            values.append(text(part, scope.source.span(at, end)))
        else:
            values.append(_part(part, scope, walk))
            at = part.end
    return concatenated(values, scope, span)


def concatenated(values: list[Value], scope: Scope, span: Span) -> Value:
    """Texts one after another."""

    def apply(found: list[Value]) -> Value:
        parts = [part for value in found for part in parts_of(value)]
        scope.budget.text(sum(len(part) if isinstance(part, str) else _HOLE for part in parts))
        return marked(put_together(text_from(parts, span), found), *found)

    return spread(values, apply, span)


def _part(part: nodes.Interpolation | nodes.IfDirective | nodes.ForDirective, scope: Scope, walk: Walk) -> Value:
    span = scope.source.span(part.start, part.end)
    if isinstance(part, nodes.Interpolation):
        return spread([walk(part.expression, scope)], lambda found: _interpolated(found[0], span), span)
    if isinstance(part, nodes.IfDirective):
        arms = {True: part.then, False: part.otherwise}

        def arm(answer: bool) -> Value:
            chosen = arms[answer]
            return template(chosen, scope, walk) if chosen else text("", span)

        condition = walk(part.condition, scope)
        return marked(choose(condition, part.condition, scope, "the condition", arm, span), condition)
    return spread([walk(part.collection, scope)], lambda found: _repeated(part, found[0], scope, walk, span), span)


def _interpolated(value: Value, span: Span) -> Value:
    if is_null(value):
        raise Problem("the expression result is null, which cannot be included in a string", span)
    try:
        found = as_text(value)
    except Problem as problem:
        message = f"cannot include the given value in a string template: {problem.message}"
        raise Problem(message, value.span or span) from problem
    if isinstance(found, Unknown) and found.span is None:
        return found.at(span)
    return found


def _repeated(part: nodes.ForDirective, collection: Value, scope: Scope, walk: Walk, span: Span) -> Value:
    if isinstance(collection, Unknown):
        scope.budget.doubts += 1
        return unknown(collection.reason, STRING, span)
    rounds, opened = iterations(part.key, part.value, collection, scope, span)
    texts = [template(part.body, inner, walk) for _, inner in rounds]
    if opened is not None:
        texts.append(unknown(opened, STRING, span))
    return marked(concatenated(texts, scope, span), collection)

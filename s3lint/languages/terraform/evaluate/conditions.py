"""Conditions that are not known: both outcomes are followed, each under its answer to the open question."""

from __future__ import annotations

import re
from collections.abc import Callable

from s3lint.languages.terraform.evaluate.scope import Locals, Scope
from s3lint.languages.terraform.syntax import nodes
from s3lint.languages.terraform.types.convert import converted
from s3lint.languages.terraform.types.inspect import is_null, is_wholly_known, type_of
from s3lint.languages.terraform.types.kinds import BOOL
from s3lint.languages.terraform.types.problem import Problem
from s3lint.languages.terraform.types.variants import identity_question, one_of
from s3lint.source import Span
from s3lint.values import Guard, OneOf, Scalar, Unknown, Value


def truth(value: Value, what: str) -> bool | None:
    """What a condition says; None where it is not known. Raises Problem where it is no condition."""
    if is_null(value):
        raise Problem(f"{what} is null", value.span)
    try:
        found = converted(value, BOOL)
    except Problem as problem:
        raise Problem(f"{what} must be of type bool", value.span) from problem
    if isinstance(found, Scalar) and is_wholly_known(found):
        return bool(found.data)
    return None


def choose(
    condition: Value, node: nodes.Expression, scope: Scope, what: str, arm: Callable[[bool], Value], span: Span
) -> Value:
    """What an arm gives, as the condition says; one of both where the condition is open."""
    if not isinstance(condition, OneOf):
        answer = truth(condition, what)
        if answer is not None:
            return arm(answer)
        if type_of(condition) != BOOL:
            scope.budget.doubts += 1
        name, turned = question(node, condition, scope)
        answers = (True, False)
        return one_of([(arm(a), frozenset({(name, _word(a is not turned))})) for a in answers], span)
    options: list[tuple[Value, Guard]] = []
    for option in condition.choices:
        assert option.value is not None
        answer = truth(option.value, what)
        if answer is not None:
            options.append((arm(answer), option.guard))
            continue
        name, turned = question(node, option.value, scope)
        options += [(arm(a), option.guard | {(name, _word(a is not turned))}) for a in (True, False)]
    return one_of(options, span)


def _word(answer: bool) -> str:
    return "true" if answer else "false"


def question(node: nodes.Expression, value: Value, scope: Scope) -> tuple[str, bool]:
    """The open question of a condition, the same for the same condition, and whether its answer is turned round."""
    turned = False
    while True:
        if isinstance(node, nodes.Parentheses | nodes.Wrapped):
            node = node.expression
        elif isinstance(node, nodes.Unary) and node.operator == "!":
            node, turned = node.operand, not turned
        else:
            break
    if isinstance(value, Unknown) and value.identity is not None:
        return identity_question(value.identity), turned
    text = scope.source.text[node.start : node.end]
    if isinstance(node, nodes.Binary) and node.operator == "!=":
        left, right = (scope.source.text[side.start : side.end] for side in (node.left, node.right))
        text, turned = f"{left} == {right}", not turned
    text = " ".join(text.split())
    outer: Scope = scope
    while isinstance(outer, Locals):
        if any(re.search(rf"(?<![\w.-]){re.escape(name)}(?![\w-])", text) for name in outer.names):
            text = f"{text} {outer.label}"
        outer = outer.outer
    return outer.qualify(text), turned

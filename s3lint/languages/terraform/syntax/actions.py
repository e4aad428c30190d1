"""What each rule of the grammar makes of its parts: the nodes of the tree.

An action gets the values of the rule's symbols in order: tokens for terminals, whatever the actions made for the rest.
Rules whose names start with `_` only gather: their parts are spliced into the rule that uses them.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from s3lint.languages.terraform.syntax import constructors, nodes
from s3lint.languages.terraform.syntax.constructors import Parts, nodes_of
from s3lint.languages.terraform.syntax.lexer import MAX_DEPTH
from s3lint.languages.terraform.syntax.patterns import COMMENTS
from s3lint.languages.terraform.syntax.problem import SyntaxProblem, TooDeep
from s3lint.languages.terraform.syntax.references import Access, accessed, splat
from s3lint.languages.terraform.syntax.templates import Sequence, assemble
from s3lint.languages.terraform.syntax.tokens import Token


class Operation(NamedTuple):
    """An operator with its right operand, before the left one is known."""

    operator: str
    right: nodes.Expression


class Arguments(NamedTuple):
    """What stands between a call's parentheses."""

    items: tuple[nodes.Expression, ...]
    expand: bool


def _body(parts: Parts) -> nodes.Body:
    made = nodes_of(parts)
    body = nodes.Body(start=made[0].start if made else 0, end=made[-1].end if made else 0)
    for item in made:
        if type(item) is nodes.Attribute:
            if body.attributes.pop(item.name, None) is not None:
                body.twice.append(item)
            body.attributes[item.name] = item
        else:
            body.blocks.append(item)
            body.twice += item.body.twice
    return body


def _attribute(parts: Parts) -> nodes.Attribute:
    name, _, value = parts
    return nodes.Attribute(name=name.text, name_end=name.end, expression=value, start=name.start, end=value.end)


def _block(parts: Parts) -> nodes.Block:
    head = parts[0]
    body: nodes.Body = parts[-2]
    labels: list[str] = []
    end = head.end
    for part in parts[1:-3]:
        if type(part) is Token:
            if part.type == "NL_OR_COMMENT":
                continue
            labels.append(part.text)
        elif type(part) is nodes.Literal:
            labels.append(part.data)
        else:
            raise SyntaxProblem("a block label cannot hold a template sequence", part.start, part.end)
        end = part.end
    body.start, body.end = parts[-3].end, parts[-1].start
    return nodes.Block(
        type=head.text, labels=tuple(labels), header_end=end, body=body, start=head.start, end=parts[-1].end
    )


def _number(token: Token) -> int | Decimal:
    try:
        if token.type == "INT_LITERAL" and len(token.text) <= 300:
            return int(token.text)
        return Decimal(token.text)
    except InvalidOperation as error:
        raise SyntaxProblem("the number is out of range", token.start, token.end) from error


_WORDS = {"TRUE": True, "FALSE": False, "NULL": None}


def _term(parts: Parts) -> nodes.Expression:
    first = parts[0]
    if type(first) is not Token:
        return first  # type: ignore[no-any-return]
    if first.type == "NAME":
        return nodes.Variable(name=first.text, start=first.start, end=first.end)
    if first.type == "LPAR":
        (inner,) = nodes_of(parts)
        return nodes.Parentheses(expression=inner, start=first.start, end=parts[-1].end)
    data = _WORDS[first.type] if first.type in _WORDS else _number(first)
    return nodes.Literal(data=data, start=first.start, end=first.end)


def _unary(parts: Parts) -> nodes.Expression:
    run, operand = parts
    bare = COMMENTS.sub(lambda m: " " * len(m[0]), run.text)
    marks = [(index, letter) for index, letter in enumerate(bare) if letter in "-!"]
    if len(marks) > MAX_DEPTH:
        raise TooDeep("a run of operators is too long", run.start, run.end)
    for index, letter in reversed(marks):
        operand = nodes.Unary(operator=letter, operand=operand, start=run.start + index, end=operand.end)
    return operand  # type: ignore[no-any-return]


def _binary_term(parts: Parts) -> Operation:
    return Operation(parts[0].text, parts[-1])


def _binary(parts: Parts) -> nodes.Binary:
    left, (operator, right) = parts[0], parts[1]
    return nodes.Binary(operator=operator, left=left, right=right, start=left.start, end=right.end)


def _conditional(parts: Parts) -> nodes.Conditional:
    condition, then, otherwise = nodes_of(parts)
    return nodes.Conditional(
        condition=condition, then=then, otherwise=otherwise, start=condition.start, end=otherwise.end
    )


def _call(parts: Parts) -> nodes.FunctionCall:
    name = parts[0]
    given = next((p for p in parts if type(p) is Arguments), Arguments((), False))
    return nodes.FunctionCall(
        name=name.text, arguments=given.items, expand=given.expand, start=name.start, end=parts[-1].end
    )


def _arguments(parts: Parts) -> Arguments:
    expand = any(type(p) is Token and p.type == "ELLIPSIS" for p in parts[-2:])
    return Arguments(tuple(nodes_of(parts)), expand)


def _brackets(parts: Parts) -> Access:
    (key,) = nodes_of(parts)
    return Access("[", key, parts[-1].end)


def _legacy_index(parts: Parts) -> Access:
    number = parts[1]
    return Access(".0", nodes.Literal(data=_number(number), start=number.start, end=number.end), number.end)


def _get_attribute(parts: Parts) -> Access:
    return Access(".", parts[1].text, parts[1].end)


def _sequence(kind: str) -> Callable[[Parts], Sequence]:
    """`${ … }` or `%{ … }`: its kind, its names and expressions, and which sides it strips."""

    def make(parts: Parts) -> Sequence:
        names = tuple(p.text for p in parts if type(p) is Token and p.type == "NAME")
        expressions = nodes_of(parts)
        first, last = parts[0], parts[-1]
        return Sequence(
            kind,
            names,
            expressions[0] if expressions else None,
            first.text.endswith("~"),
            last.text.startswith("~"),
            first.start,
            last.end,
        )

    return make


def _template(parts: Parts) -> nodes.Expression:
    return assemble(parts[0], parts[1:-1], parts[-1].end)


ACTIONS: dict[str, Callable[[Parts], Any]] = {
    "new_line_or_comment": lambda parts: parts[0],
    "body": _body,
    "attribute": _attribute,
    "block": _block,
    "expr_term": _term,
    "unary_op": _unary,
    "binary_term": _binary_term,
    "binary_op": _binary,
    "conditional": _conditional,
    "tuple": constructors.tuple_of,
    "object": constructors.object_of,
    "object_elem": constructors.object_item,
    "object_elem_key": constructors.object_key,
    "function_call": _call,
    "arguments": _arguments,
    "braces_index": _brackets,
    "short_index": _legacy_index,
    "get_attr": _get_attribute,
    "index_expr_term": lambda parts: accessed(parts[0], parts[1]),
    "get_attr_expr_term": lambda parts: accessed(parts[0], parts[1]),
    "attr_splat": lambda parts: parts,
    "full_splat": lambda parts: parts,
    "attr_splat_expr_term": lambda parts: splat(parts[0], parts[1], full=False),
    "full_splat_expr_term": lambda parts: splat(parts[0], parts[1], full=True),
    "for_intro": constructors.intro,
    "for_cond": lambda parts: constructors.Condition(parts[-1]),
    "for_tuple_expr": constructors.for_tuple,
    "for_object_expr": constructors.for_object,
    "string": _template,
    "interpolation": _sequence("${"),
    "template_if_start": _sequence("if"),
    "template_else": _sequence("else"),
    "template_endif": _sequence("endif"),
    "template_for_start": _sequence("for"),
    "template_endfor": _sequence("endfor"),
}

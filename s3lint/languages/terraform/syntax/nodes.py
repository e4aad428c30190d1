"""The syntax tree of Terraform's language: what the parser makes and the evaluator walks. Plain data with offsets.

Every node has `start` and `end`, offsets into the file's text (ends exclusive).
"""

from __future__ import annotations

from typing import Any

from s3lint.record import Struct, field
from s3lint.source import Diagnostic


class Node(Struct, eq=False, kw_only=True):
    """Anything that stands in the text."""

    start: int
    end: int


class Expression(Node, eq=False):
    """Anything that has a value."""


class Literal(Expression, eq=False):
    """`true`, `false`, `null` or a number (int or Decimal), or the text of a template without any sequence."""

    data: Any


class Template(Expression, eq=False):
    """A quoted template or heredoc. Literal parts are decoded: escapes resolved, strip markers and `<<-` applied.

    A template of one interpolation alone is Wrapped instead, since it keeps the value's type.
    """

    parts: tuple[str | Interpolation | IfDirective | ForDirective, ...]


class Interpolation(Node, eq=False):
    """`${ expression }` inside a template."""

    expression: Expression


class IfDirective(Node, eq=False):
    """`%{ if c }…%{ else }…%{ endif }`."""

    condition: Expression
    then: Template
    otherwise: Template | None


class ForDirective(Node, eq=False):
    """`%{ for k, v in c }…%{ endfor }`."""

    key: str | None
    value: str
    collection: Expression
    body: Template


class Wrapped(Expression, eq=False):
    """`"${ expression }"`: a template that is one interpolation."""

    expression: Expression


class Parentheses(Expression, eq=False):
    """`( expression )`."""

    expression: Expression


class Variable(Expression, eq=False):
    """The first name of a reference: `var`, `local`, `each`, `aws_s3_bucket`, or a for's variable."""

    name: str


class GetAttribute(Expression, eq=False):
    """`object.name`."""

    object: Expression
    name: str


class Index(Expression, eq=False):
    """`collection[key]`; the legacy `collection.0` as well."""

    collection: Expression
    key: Expression
    legacy: bool = False


class Each(Expression, eq=False):
    """Stands for the current item inside the tail of a Splat."""


class Splat(Expression, eq=False):
    """`collection[*].a[0]` (full) or `collection.*.a`: `each` is applied to every item, with Each as its innermost."""

    collection: Expression
    each: Expression
    full: bool


class FunctionCall(Expression, eq=False):
    """`name(arguments...)`; `expand` where the last argument ends in `...`. `name` keeps its `ns::` prefix."""

    name: str
    arguments: tuple[Expression, ...]
    expand: bool


class Unary(Expression, eq=False):
    """`-x` or `!x`."""

    operator: str
    operand: Expression


class Binary(Expression, eq=False):
    """`x operator y`."""

    operator: str
    left: Expression
    right: Expression


class Conditional(Expression, eq=False):
    """`condition ? then : otherwise`."""

    condition: Expression
    then: Expression
    otherwise: Expression


class TupleConstructor(Expression, eq=False):
    """`[a, b]`."""

    items: tuple[Expression, ...]


class ObjectItem(Node, eq=False):
    """`key = value`: a bare name or number as key is a Literal, any other key an expression."""

    key: Expression
    value: Expression


class ObjectConstructor(Expression, eq=False):
    """`{ a = b }`."""

    items: tuple[ObjectItem, ...]


class ForTuple(Expression, eq=False):
    """`[for k, v in c : value if condition]`."""

    key_name: str | None
    value_name: str
    collection: Expression
    value: Expression
    condition: Expression | None


class ForObject(Expression, eq=False):
    """`{for k, v in c : key => value... if condition}`; `grouping` is the `...`."""

    key_name: str | None
    value_name: str
    collection: Expression
    key: Expression
    value: Expression
    condition: Expression | None
    grouping: bool


class Attribute(Node, eq=False):
    """`name = expression` in a body."""

    name: str
    name_end: int
    expression: Expression


class Block(Node, eq=False):
    """`type "label" … { body }`; `header_end` is where the header ends (before the brace)."""

    type: str
    labels: tuple[str, ...]
    header_end: int
    body: Body


class Body(Node, eq=False):
    """What stands between a block's braces, in order. An attribute that stands twice is kept once, the last."""

    attributes: dict[str, Attribute] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)
    twice: list[Attribute] = field(default_factory=list)  # written again, here or in a block inside
    diagnostics: list[Diagnostic] = field(default_factory=list)  # what of it could not be read

"""The syntax tree of Terraform's language: what the parser makes and the evaluator walks. Plain data with offsets.

Every node has `start` and `end`, offsets into the file's text (ends exclusive).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from s3lint.source import Diagnostic


@dataclass(slots=True, eq=False, kw_only=True)
class Node:
    """Anything that stands in the text."""

    start: int
    end: int


@dataclass(slots=True, eq=False)
class Expression(Node):
    """Anything that has a value."""


@dataclass(slots=True, eq=False)
class Literal(Expression):
    """`true`, `false`, `null` or a number (int or Decimal), or the text of a template without any sequence."""

    data: Any


@dataclass(slots=True, eq=False)
class Template(Expression):
    """A quoted template or heredoc. Literal parts are decoded: escapes resolved, strip markers and `<<-` applied.

    A template of one interpolation alone is Wrapped instead, since it keeps the value's type.
    """

    parts: tuple[str | Interpolation | IfDirective | ForDirective, ...]


@dataclass(slots=True, eq=False)
class Interpolation(Node):
    """`${ expression }` inside a template."""

    expression: Expression


@dataclass(slots=True, eq=False)
class IfDirective(Node):
    """`%{ if c }…%{ else }…%{ endif }`."""

    condition: Expression
    then: Template
    otherwise: Template | None


@dataclass(slots=True, eq=False)
class ForDirective(Node):
    """`%{ for k, v in c }…%{ endfor }`."""

    key: str | None
    value: str
    collection: Expression
    body: Template


@dataclass(slots=True, eq=False)
class Wrapped(Expression):
    """`"${ expression }"`: a template that is one interpolation."""

    expression: Expression


@dataclass(slots=True, eq=False)
class Parentheses(Expression):
    """`( expression )`."""

    expression: Expression


@dataclass(slots=True, eq=False)
class Variable(Expression):
    """The first name of a reference: `var`, `local`, `each`, `aws_s3_bucket`, or a for's variable."""

    name: str


@dataclass(slots=True, eq=False)
class GetAttribute(Expression):
    """`object.name`."""

    object: Expression
    name: str


@dataclass(slots=True, eq=False)
class Index(Expression):
    """`collection[key]`; the legacy `collection.0` as well."""

    collection: Expression
    key: Expression
    legacy: bool = False


@dataclass(slots=True, eq=False)
class Each(Expression):
    """Stands for the current item inside the tail of a Splat."""


@dataclass(slots=True, eq=False)
class Splat(Expression):
    """`collection[*].a[0]` (full) or `collection.*.a`: `each` is applied to every item, with Each as its innermost."""

    collection: Expression
    each: Expression
    full: bool


@dataclass(slots=True, eq=False)
class FunctionCall(Expression):
    """`name(arguments...)`; `expand` where the last argument ends in `...`. `name` keeps its `ns::` prefix."""

    name: str
    arguments: tuple[Expression, ...]
    expand: bool


@dataclass(slots=True, eq=False)
class Unary(Expression):
    """`-x` or `!x`."""

    operator: str
    operand: Expression


@dataclass(slots=True, eq=False)
class Binary(Expression):
    """`x operator y`."""

    operator: str
    left: Expression
    right: Expression


@dataclass(slots=True, eq=False)
class Conditional(Expression):
    """`condition ? then : otherwise`."""

    condition: Expression
    then: Expression
    otherwise: Expression


@dataclass(slots=True, eq=False)
class TupleConstructor(Expression):
    """`[a, b]`."""

    items: tuple[Expression, ...]


@dataclass(slots=True, eq=False)
class ObjectItem(Node):
    """`key = value`: a bare name or number as key is a Literal, any other key an expression."""

    key: Expression
    value: Expression


@dataclass(slots=True, eq=False)
class ObjectConstructor(Expression):
    """`{ a = b }`."""

    items: tuple[ObjectItem, ...]


@dataclass(slots=True, eq=False)
class ForTuple(Expression):
    """`[for k, v in c : value if condition]`."""

    key_name: str | None
    value_name: str
    collection: Expression
    value: Expression
    condition: Expression | None


@dataclass(slots=True, eq=False)
class ForObject(Expression):
    """`{for k, v in c : key => value... if condition}`; `grouping` is the `...`."""

    key_name: str | None
    value_name: str
    collection: Expression
    key: Expression
    value: Expression
    condition: Expression | None
    grouping: bool


@dataclass(slots=True, eq=False)
class Attribute(Node):
    """`name = expression` in a body."""

    name: str
    name_end: int
    expression: Expression


@dataclass(slots=True, eq=False)
class Block(Node):
    """`type "label" … { body }`; `header_end` is where the header ends (before the brace)."""

    type: str
    labels: tuple[str, ...]
    header_end: int
    body: Body


@dataclass(slots=True, eq=False)
class Body(Node):
    """What stands between a block's braces, in order. An attribute that stands twice is kept once, the last."""

    attributes: dict[str, Attribute] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)
    twice: list[Attribute] = field(default_factory=list)  # written again, here or in a block inside
    diagnostics: list[Diagnostic] = field(default_factory=list)  # what of it could not be read

"""Type constraints as written: `list(object({ name = string, acl = optional(string, "private") }))`."""

from __future__ import annotations

from collections.abc import Callable

from s3lint.languages.terraform.syntax import nodes
from s3lint.languages.terraform.types.build import in_order
from s3lint.languages.terraform.types.convert import converted
from s3lint.languages.terraform.types.inspect import is_null
from s3lint.languages.terraform.types.kinds import (
    BOOL,
    DYNAMIC,
    NUMBER,
    STRING,
    ListType,
    MapType,
    ObjectType,
    SetType,
    TupleType,
    Type,
)
from s3lint.languages.terraform.types.problem import Problem
from s3lint.record import Struct, field, replace
from s3lint.values import Mapping, OneOf, Option, Sequence, Value

_PRIMITIVES: dict[str, Type] = {"string": STRING, "number": NUMBER, "bool": BOOL, "any": DYNAMIC}
# without an argument, as Terraform 0.11 wrote them
_BARE: dict[str, Type] = {"list": ListType(DYNAMIC), "map": MapType(DYNAMIC), "set": SetType(DYNAMIC)}
_COLLECTIONS: dict[str, Callable[[Type], Type]] = {"list": ListType, "set": SetType, "map": MapType}
_MAX_DEPTH = 60


class Defaults(Struct, frozen=True):
    """The defaults of optional attributes, and those further inside: by attribute name, index, or `*` for each."""

    values: dict[str, Value] = field(default_factory=dict)
    inside: dict[str, Defaults] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.values or self.inside)


class TypeConstraint(Struct, frozen=True):
    """A type and the defaults of its optional attributes. `problem` says why it is no type (then it is `any`)."""

    type: Type = DYNAMIC
    defaults: Defaults = field(default_factory=Defaults)
    problem: str = ""

    def apply(self, value: Value) -> Value:
        """The value with the defaults filled in, as the type. Raises Problem."""
        return converted(with_defaults(value, self.defaults), self.type)


def with_defaults(value: Value, defaults: Defaults) -> Value:
    """The value with missing and null attributes filled in."""
    if not defaults:
        return value
    if isinstance(value, OneOf):
        options = (Option(with_defaults(o.value, defaults) if o.value else None, o.guard) for o in value.choices)
        return replace(value, choices=tuple(options))
    if isinstance(value, Sequence):
        each = defaults.inside.get("*")
        named = [defaults.inside.get(str(index), each) for index in range(len(value.items))]
        items = (with_defaults(item, found) if found else item for item, found in zip(value.items, named, strict=True))
        return replace(value, items=tuple(items))
    if isinstance(value, Mapping):
        entries = dict(value.entries)
        for name, default in defaults.values.items():
            if (name not in entries and not value.open) or (name in entries and is_null(entries[name])):
                entries[name] = default
        each = defaults.inside.get("*")
        for name, item in entries.items():
            found = defaults.inside.get(name, each)
            if found:
                entries[name] = with_defaults(item, found)
        # a default may be of another type than its neighbours, so this is an object until it is converted
        kind = "object" if defaults.values else value.kind
        return replace(value, entries=in_order(entries), kind=kind, type=None)
    return value


def read_constraint(expression: nodes.Expression, evaluate: Callable[[nodes.Expression], Value]) -> TypeConstraint:
    """The constraint that an expression writes down; `evaluate` gives the value of a default."""
    try:
        kind, defaults = _read(expression, evaluate, 0)
    except Problem as problem:
        return TypeConstraint(problem=problem.message)
    return TypeConstraint(kind, defaults)


Evaluate = Callable[[nodes.Expression], Value]


def _read(node: nodes.Expression, evaluate: Evaluate, depth: int) -> tuple[Type, Defaults]:
    if depth > _MAX_DEPTH:
        raise Problem("the type is nested too deeply")
    if isinstance(node, nodes.Parentheses):
        return _read(node.expression, evaluate, depth + 1)
    if isinstance(node, nodes.Variable):
        kind = _PRIMITIVES.get(node.name) or _BARE.get(node.name)
        if kind is None:
            raise Problem(f'the keyword "{node.name}" is not a valid type specification')
        return kind, Defaults()
    if not isinstance(node, nodes.FunctionCall):
        raise Problem("a type specification is either a primitive type keyword or a type constructor call")
    if len(node.arguments) != 1:
        raise Problem(f"the {node.name} type constructor requires one argument")
    return _constructor(node.name, node.arguments[0], evaluate, depth)


def _constructor(name: str, argument: nodes.Expression, evaluate: Evaluate, depth: int) -> tuple[Type, Defaults]:
    if name in _COLLECTIONS:
        element, inside = _read(argument, evaluate, depth + 1)
        return _COLLECTIONS[name](element), Defaults({}, {"*": inside} if inside else {})
    if name == "tuple" and isinstance(argument, nodes.TupleConstructor):
        read = [_read(item, evaluate, depth + 1) for item in argument.items]
        inner = {str(index): found for index, (_, found) in enumerate(read) if found}
        return TupleType(tuple(kind for kind, _ in read)), Defaults({}, inner)
    if name == "object" and isinstance(argument, nodes.ObjectConstructor):
        return _object(argument, evaluate, depth)
    if name == "optional":
        raise Problem('the keyword "optional" is valid only as a modifier for object type attributes')
    raise Problem(f'"{name}" is not a valid type constructor')


def _object(argument: nodes.ObjectConstructor, evaluate: Evaluate, depth: int) -> tuple[Type, Defaults]:
    kinds: dict[str, Type] = {}
    values: dict[str, Value] = {}
    inside: dict[str, Defaults] = {}
    optional: set[str] = set()
    for item in argument.items:
        if not isinstance(item.key, nodes.Literal):
            raise Problem("object constructor map keys must be attribute names")
        name, node = str(item.key.data), item.value
        default: nodes.Expression | None = None
        if isinstance(node, nodes.FunctionCall) and node.name == "optional":
            if not 1 <= len(node.arguments) <= 2:
                raise Problem("optional attribute modifier requires one or two arguments")
            optional.add(name)
            default = node.arguments[1] if len(node.arguments) == 2 else None
            node = node.arguments[0]
        kinds[name], found = _read(node, evaluate, depth + 1)
        if found:
            inside[name] = found
        if default is not None:
            # defaults further inside apply to this default, which may leave their attributes out
            value = with_defaults(evaluate(default), found)
            values[name] = converted(value, kinds[name])
    return ObjectType.of(kinds, frozenset(optional)), Defaults(values, inside)

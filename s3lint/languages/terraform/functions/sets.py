"""Functions over sets."""

from __future__ import annotations

from collections.abc import Callable

from s3lint.languages.terraform.functions.call import Body, Call
from s3lint.languages.terraform.types.build import set_of
from s3lint.languages.terraform.types.convert import converted
from s3lint.languages.terraform.types.inspect import is_wholly_known, type_of
from s3lint.languages.terraform.types.kinds import DYNAMIC, SetType
from s3lint.languages.terraform.types.ordering import set_items, set_key
from s3lint.languages.terraform.types.problem import Problem
from s3lint.languages.terraform.types.unify import unify
from s3lint.values import Sequence, Value

Items = tuple[Value, ...]


def _combine(operation: Callable[[Items, Items], Items]) -> Body:
    def body(call: Call, arguments: list[Value]) -> Value:
        # an empty set may be of any type, so it has no say in the type of the result
        filled = [type_of(a) for a in arguments if not (isinstance(a, Sequence) and not a.items)]
        common = unify(filled) if filled else SetType(DYNAMIC)
        if not isinstance(common, SetType):
            if common != DYNAMIC:
                raise Problem("the given sets must all have compatible element types")
            return call.unknown(*arguments)
        if not all(map(is_wholly_known, arguments)):
            return call.unknown(*arguments, kind=common)
        sets = [converted(argument, common) for argument in arguments]
        result = sets[0].items if isinstance(sets[0], Sequence) else ()
        for other in sets[1:]:
            items = other.items if isinstance(other, Sequence) else ()
            call.budget.spend(len(result) + len(items))
            result = operation(result, items)
        return set_of(common.element, set_items(result), call.span)

    return body


def _keys(items: Items) -> set[str]:
    return set(map(set_key, items))


def _shared(one: Items, two: Items) -> Items:
    keys = _keys(two)
    return tuple(item for item in one if set_key(item) in keys)


def _rest(one: Items, two: Items) -> Items:
    keys = _keys(two)
    return tuple(item for item in one if set_key(item) not in keys)


setunion = _combine(lambda one, two: (*one, *two))
setintersection = _combine(_shared)
setsubtract = _combine(_rest)

"""Functions over sets."""

from __future__ import annotations

from collections.abc import Callable

from s3lint.terraform.functions.call import Body, Call
from s3lint.terraform.types.build import set_of
from s3lint.terraform.types.convert import converted
from s3lint.terraform.types.inspect import is_wholly_known, type_of
from s3lint.terraform.types.kinds import DYNAMIC, SetType
from s3lint.terraform.types.ordering import equal, set_items
from s3lint.terraform.types.problem import Problem
from s3lint.terraform.types.unify import unify
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
            call.budget.spend(len(result) * len(items) // 10)
            result = operation(result, items)
        return set_of(common.element, set_items(result), call.span)

    return body


def _has(items: Items, wanted: Value) -> bool:
    return any(equal(item, wanted) for item in items)


setunion = _combine(lambda one, two: (*one, *two))
setintersection = _combine(lambda one, two: tuple(item for item in one if _has(two, item)))
setsubtract = _combine(lambda one, two: tuple(item for item in one if not _has(two, item)))

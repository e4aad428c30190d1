"""Functions that pick items from a list, or ask about them."""

from __future__ import annotations

from s3lint.languages.terraform.functions.call import Call, whole
from s3lint.languages.terraform.functions.lists import element_type, known_items
from s3lint.languages.terraform.types.build import boolean, list_of, null, number
from s3lint.languages.terraform.types.convert import converted
from s3lint.languages.terraform.types.inspect import is_made, is_null, is_wholly_known, type_of
from s3lint.languages.terraform.types.kinds import BOOL, DYNAMIC, NUMBER, SetType
from s3lint.languages.terraform.types.ordering import equal
from s3lint.languages.terraform.types.problem import Problem
from s3lint.languages.terraform.types.unify import unify
from s3lint.values import Scalar, Sequence, Value


def contains(call: Call, arguments: list[Value]) -> Value:
    """Whether an item is in a collection."""
    value, wanted = arguments
    items = known_items(value, "argument must be list, tuple, or set")
    if isinstance(value, Sequence):
        items = value.items
    if is_null(wanted):
        raise Problem("the value that is looked for must not be null")
    call.budget.spend(len(items or ()) // 4)
    answers = [equal(item, wanted) for item in items or ()]
    if True in answers:
        return boolean(True, call.span)
    if items is None or None in answers or (isinstance(value, Sequence) and value.open):
        return call.unknown(*arguments, kind=BOOL)
    return boolean(False, call.span)


def index_of(call: Call, arguments: list[Value]) -> Value:
    """The place of an item in a list."""
    value, wanted = arguments
    if isinstance(type_of(value), SetType):
        raise Problem("argument must be a list or tuple")
    items = known_items(value, "argument must be a list or tuple")
    if items is None:
        return call.unknown(value, kind=NUMBER)
    if not items:
        raise Problem("cannot search an empty list")
    for place, item in enumerate(items):
        same = equal(item, wanted)
        if same is None:
            return call.unknown(item, wanted, kind=NUMBER)
        if same:
            return number(place, call.span)
    raise Problem("item not found")


def alltrue(call: Call, arguments: list[Value]) -> Value:
    """Whether all items are true."""
    return _all_or_any(call, arguments[0], deciding=False)


def anytrue(call: Call, arguments: list[Value]) -> Value:
    """Whether an item is true."""
    return _all_or_any(call, arguments[0], deciding=True)


def _all_or_any(call: Call, value: Value, deciding: bool) -> Value:
    items = value.items if isinstance(value, Sequence) else ()
    for item in items:
        if isinstance(item, Scalar) and (item.data is deciding or (item.data is None and not deciding)):
            return boolean(deciding, call.span)
    if not is_wholly_known(value):
        return call.unknown(value, kind=BOOL)
    return boolean(not deciding, call.span)


def matchkeys(call: Call, arguments: list[Value]) -> Value:
    """The values whose key is one of those searched for."""
    values, keys, wanted = arguments
    if not all(map(is_wholly_known, (keys, wanted))) or known_items(values) is None:
        return call.unknown(*arguments, kind=type_of(values))
    found = [known_items(value) or () for value in (values, keys, wanted)]
    if len(found[0]) != len(found[1]):
        raise Problem("length of keys and values should be equal")
    common = unify([element_type(keys), element_type(wanted)]) or DYNAMIC
    if found[2] and found[1] and unify([element_type(keys), element_type(wanted)]) is None:
        raise Problem("keys and searchset must be of the same type")
    searched = [converted(item, common) for item in found[2]]
    kept = [
        value
        for value, key in zip(found[0], found[1], strict=True)
        if any(equal(converted(key, common), other) for other in searched)
    ]
    return list_of(element_type(values), kept, call.span)


def one(call: Call, arguments: list[Value]) -> Value:
    """The only item, or null."""
    value = arguments[0]
    items = known_items(value, "must be a list, set, or tuple value with either zero or one elements")
    if isinstance(value, Sequence) and len(value.items) == 1 and is_made(value.items[0]):
        return value.items[0]  # there may be more, but then it is an error
    if items is None:
        return call.unknown(value, kind=element_type(value))
    if len(items) > 1:
        if isinstance(value, Sequence) and value.kind == "set" and not all(map(is_wholly_known, items)):
            return call.unknown(value, kind=element_type(value))
        raise Problem("must be a list, set, or tuple value with either zero or one elements")
    return items[0] if items else null(element_type(value), call.span)


def element(call: Call, arguments: list[Value]) -> Value:
    """The item at an index, counted round and round."""
    value, place = arguments
    if isinstance(type_of(value), SetType):
        raise Problem("cannot read elements from set")
    items = known_items(value, "cannot read elements from this value")
    if items is None or not isinstance(place, Scalar):
        return call.unknown(*arguments, kind=element_type(value))
    position = whole(place.data, "the index")
    if not items:
        raise Problem("cannot use element function with an empty list")
    if position < 0 and position % len(items):
        raise Problem("the index is out of range")
    return items[position % len(items)]

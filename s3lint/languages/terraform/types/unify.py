"""The type that several types can be converted to: of a conditional's arms, of a list's items.

Source: the unification rules of Terraform's type system (go-cty, package convert).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cmp_to_key

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


def unify(kinds: Sequence[Type]) -> Type | None:
    """The common type, or None where there is none."""
    kinds = list(dict.fromkeys(kinds))
    if not kinds:
        return None
    if len(kinds) == 1:
        return kinds[0]
    groups = {
        kind: [k for k in kinds if isinstance(k, kind)] for kind in (MapType, ListType, SetType, ObjectType, TupleType)
    }
    maps, lists, sets, objects, tuples = groups.values()
    dynamic = DYNAMIC in kinds
    rest = len(kinds) - dynamic
    if maps and len(maps) + len(objects) == rest:
        if not objects:
            return DYNAMIC if dynamic else _collection(MapType, kinds)
        found = _as_collection(MapType, kinds)
        if found:
            return found
    elif lists and len(lists) + len(tuples) == rest:
        if not tuples:
            return DYNAMIC if dynamic else _collection(ListType, kinds)
        found = _as_collection(ListType, kinds)
        if found:
            return found
    elif sets and len(sets) == rest:
        return DYNAMIC if dynamic else _collection(SetType, kinds)
    elif objects and len(objects) == rest:
        return DYNAMIC if dynamic else _objects(kinds)
    elif tuples and len(tuples) == rest:
        return DYNAMIC if dynamic else _tuples(kinds)
    elif objects and tuples:
        return None
    return next((want for want in sorted(kinds, key=cmp_to_key(_preference)) if _all_convert(kinds, want)), None)


def _all_convert(kinds: Sequence[Type], want: Type) -> bool:
    return all(kind == want or convertible(kind, want) for kind in kinds)


def _collection(make: Callable[[Type], Type], kinds: Sequence[Type]) -> Type | None:
    element = unify([kind.element for kind in kinds if isinstance(kind, ListType | SetType | MapType)])
    return make(element) if element else None


def _elements(kinds: Sequence[Type]) -> list[Type]:
    found: list[Type] = []
    for kind in kinds:
        if isinstance(kind, ListType | SetType | MapType):
            found.append(kind.element)
        elif isinstance(kind, TupleType):
            found += kind.items
        elif isinstance(kind, ObjectType):
            found += [attribute for _, attribute in kind.attributes]
    return found


def _as_collection(make: Callable[[Type], Type], kinds: Sequence[Type]) -> Type | None:
    """Objects taken as maps, or tuples taken as lists."""
    if DYNAMIC in kinds:
        return None
    element = unify(_elements(kinds))
    return make(element) if element else None


def _objects(kinds: Sequence[Type]) -> Type | None:
    objects = [kind for kind in kinds if isinstance(kind, ObjectType)]
    names = [name for name, _ in objects[0].attributes]
    if any([name for name, _ in other.attributes] != names for other in objects):
        return _as_collection(MapType, kinds)
    found: dict[str, Type] = {}
    for index, name in enumerate(names):
        attribute = unify([kind.attributes[index][1] for kind in objects])
        if attribute is None:
            return None
        found[name] = attribute
    return ObjectType.of(found)


def _tuples(kinds: Sequence[Type]) -> Type | None:
    tuples = [kind for kind in kinds if isinstance(kind, TupleType)]
    if len({len(kind.items) for kind in tuples}) > 1:
        return _as_collection(ListType, kinds)
    found = [unify(column) for column in zip(*(kind.items for kind in tuples), strict=True)]
    return None if None in found else TupleType(tuple(kind for kind in found if kind))


def _preference(left: Type, right: Type) -> int:
    """Negative where the left type is the better one to convert to."""
    if DYNAMIC in (left, right):
        return (left == DYNAMIC) - (right == DYNAMIC)
    if STRING in (left, right) and {left, right} <= {STRING, NUMBER, BOOL}:
        return (right == STRING) - (left == STRING)
    for kind in (ListType, SetType, MapType):
        if isinstance(left, kind) and isinstance(right, kind):
            return _preference(left.element, right.element)
    ranks = [
        next((rank for rank, kind in enumerate((ListType, TupleType, SetType)) if isinstance(side, kind)), 9)
        for side in (left, right)
    ]
    if 9 not in ranks:
        return ranks[0] - ranks[1]
    if {type(left), type(right)} == {MapType, ObjectType}:
        return -1 if isinstance(left, MapType) else 1
    return 0


def convertible(kind: Type, want: Type) -> bool:
    """Whether some value of a type can be converted to another type."""
    if kind == want or DYNAMIC in (kind, want):
        return True
    if want == STRING:
        return kind in (NUMBER, BOOL)
    if want in (NUMBER, BOOL):
        return kind == STRING
    if isinstance(want, ListType | SetType):
        if isinstance(kind, ListType | SetType):
            return convertible(kind.element, want.element)
        return isinstance(kind, TupleType) and _into(kind.items, want.element)
    if isinstance(want, MapType):
        if isinstance(kind, MapType):
            return convertible(kind.element, want.element)
        return isinstance(kind, ObjectType) and _into([attribute for _, attribute in kind.attributes], want.element)
    if isinstance(want, TupleType):
        same = isinstance(kind, TupleType) and len(kind.items) == len(want.items)
        return same and all(convertible(a, b) for a, b in zip(kind.items, want.items, strict=True))  # type: ignore[attr-defined]
    assert isinstance(want, ObjectType)
    if isinstance(kind, MapType):
        return all(convertible(kind.element, attribute) for _, attribute in want.attributes)
    if not isinstance(kind, ObjectType):
        return False
    there = dict(kind.attributes)
    return all(
        convertible(there[name], attribute) if name in there else name in want.optional
        for name, attribute in want.attributes
    )


def _into(kinds: Sequence[Type], element: Type) -> bool:
    if element == DYNAMIC:
        return not kinds or unify(kinds) is not None
    return all(convertible(kind, element) for kind in kinds)

"""Terraform's types. Frozen and comparable: two equal types are one type."""

from __future__ import annotations

from s3lint.record import Struct


class Type(Struct, frozen=True):
    """Any type."""


class Primitive(Type, frozen=True):
    """`string`, `number` or `bool`; `dynamic` is the type of what is not known to have one."""

    name: str

    def __str__(self) -> str:
        return self.name


STRING = Primitive("string")
NUMBER = Primitive("number")
BOOL = Primitive("bool")
DYNAMIC = Primitive("dynamic")


class ListType(Type, frozen=True):
    """`list(element)`."""

    element: Type

    def __str__(self) -> str:
        return f"list({self.element})"


class SetType(Type, frozen=True):
    """`set(element)`."""

    element: Type

    def __str__(self) -> str:
        return f"set({self.element})"


class MapType(Type, frozen=True):
    """`map(element)`."""

    element: Type

    def __str__(self) -> str:
        return f"map({self.element})"


class TupleType(Type, frozen=True):
    """`tuple([items])`."""

    items: tuple[Type, ...]

    def __str__(self) -> str:
        return f"tuple([{', '.join(map(str, self.items))}])"


class ObjectType(Type, frozen=True):
    """`object({attributes})`, sorted by name; `optional` names the attributes that may be left out."""

    attributes: tuple[tuple[str, Type], ...]
    optional: frozenset[str] = frozenset()

    @staticmethod
    def of(attributes: dict[str, Type], optional: frozenset[str] = frozenset()) -> ObjectType:
        """An object type with these attributes."""
        return ObjectType(tuple(sorted(attributes.items())), optional)

    def get(self, name: str) -> Type | None:
        """The type of one attribute."""
        return dict(self.attributes).get(name)

    def __str__(self) -> str:
        return f"object({{{', '.join(f'{name}: {kind}' for name, kind in self.attributes)}}})"


def has_dynamic(kind: Type) -> bool:
    """Whether a part of the type is not known."""
    if isinstance(kind, ListType | SetType | MapType):
        return has_dynamic(kind.element)
    if isinstance(kind, TupleType):
        return any(map(has_dynamic, kind.items))
    if isinstance(kind, ObjectType):
        return any(has_dynamic(attribute) for _, attribute in kind.attributes)
    return kind == DYNAMIC


def described(kind: Type) -> str:
    """A type in the words of an error message."""
    if isinstance(kind, ListType):
        return f"list of {described(kind.element)}"
    if isinstance(kind, SetType):
        return f"set of {described(kind.element)}"
    if isinstance(kind, MapType):
        return f"map of {described(kind.element)}"
    if isinstance(kind, TupleType):
        return "tuple"
    if isinstance(kind, ObjectType):
        return "object"
    return {"number": "a number", "bool": "a bool", "string": "string"}.get(str(kind), "a value of any type")

"""What classes of plain data are made of: msgspec's structs, which cost next to nothing to import and to make.

A struct is written as a dataclass is, with its options (`frozen`, `eq`, `order`, `kw_only`; `dict` for what is computed
once, `weakref` for weak keys) behind the name of its base. They hold for subclasses too, but for `kw_only`; mypy wants
`frozen` repeated. No field can be left out of comparisons or of the constructor: what needs this is a dataclass.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

import msgspec
from msgspec import Raw, Struct, field
from msgspec.structs import asdict

if TYPE_CHECKING:
    from dataclasses import replace
else:
    from msgspec.structs import replace

__all__ = ["Raw", "Struct", "asdict", "field", "fields", "from_json", "replace", "to_json"]

T = TypeVar("T")


def fields(kind: type[Struct]) -> tuple[str, ...]:
    """The names of its fields, in the order of the constructor."""
    return kind.__struct_fields__


def to_json(value: object, other: Callable[[object], object] | None = None) -> bytes:
    """Plain data as JSON, the same bytes for equal data; `other` makes plain what is not. Raises TypeError."""
    return msgspec.json.encode(value, enc_hook=other, order="deterministic")


def from_json(data: bytes | Raw, kind: type[T]) -> T:
    """Plain data of a kind. Raises ValueError for anything else."""
    return msgspec.json.decode(data, type=kind)

"""What classes of plain data are made of: msgspec's structs, which cost next to nothing to import and to make.

A struct is written as a dataclass is, with its options (`frozen`, `eq`, `order`, `kw_only`; `dict` for what is computed
once, `weakref` for weak keys) behind the name of its base. They hold for subclasses too, but for `kw_only`; mypy wants
`frozen` repeated. No field can be left out of comparisons or of the constructor: what needs this is a dataclass.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import asdict

if TYPE_CHECKING:
    from dataclasses import replace
else:
    from msgspec.structs import replace

__all__ = ["Struct", "asdict", "field", "fields", "replace"]


def fields(kind: type[Struct]) -> tuple[str, ...]:
    """The names of its fields, in the order of the constructor."""
    return kind.__struct_fields__

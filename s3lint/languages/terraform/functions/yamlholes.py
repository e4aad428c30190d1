"""YAML of which parts are not known: each part is one letter that the text does not hold while it is parsed.

Such a part is taken for text that leaves the structure around it as it is, as in JSON.
"""

from __future__ import annotations

import re
from typing import Any

from s3lint.languages.terraform.functions.call import Call
from s3lint.languages.terraform.types.build import text_from
from s3lint.languages.terraform.types.kinds import DYNAMIC
from s3lint.record import Struct
from s3lint.values import Scalar, Text, Unknown, Value
from s3lint.values.jsontext import unused_letter


class Ambiguous(Exception):
    """A part that is not known may be more than a text: a key, or several items."""


class Holes(Struct, frozen=True):
    """A text to be parsed, and what its marks stand for."""

    source: str
    unknown: tuple[Unknown, ...] = ()
    mark: str = ""

    def are_in(self, node: Any) -> bool:
        """Whether a scalar node has such parts."""
        return bool(self.mark) and node.id == "scalar" and self.mark in node.value

    def check(self, node: Any) -> None:
        """Raises Ambiguous where a part may be a key, or several items of a collection in brackets."""
        if not self.mark:
            return
        keys = [key for key, _ in node.value] if node.id == "mapping" else []
        items = [value for _, value in node.value] if node.id == "mapping" else node.value
        if any(map(self.are_in, keys)):
            raise Ambiguous
        if node.flow_style and any(self.are_in(item) and item.style is None for item in items):
            raise Ambiguous

    def scalar(self, node: Any, call: Call, plain: Value) -> Value:
        """The value of a node with such parts; `plain` is what it is with a digit for each of them."""
        pieces = re.split(f"{self.mark}(\\d+){self.mark}", node.value)
        parts = [self.unknown[int(piece)] if at % 2 else piece for at, piece in enumerate(pieces)]
        is_one_line = node.start_mark.line == node.end_mark.line
        if node.style is not None or (is_one_line and isinstance(plain, Scalar) and isinstance(plain.data, str)):
            return text_from(parts, call.span)
        found = next(part for part in parts if isinstance(part, Unknown)).at(call.span)
        found.type = DYNAMIC
        if not is_one_line or "".join(pieces[::2]):
            found.identity = None
        return found

    def sample(self, node: Any) -> str:
        """The text of a node with a digit for each of the parts."""
        return re.sub(f"{self.mark}\\d+{self.mark}", "1", node.value)


def holes(value: Value) -> Holes | None:
    """The text of a value as it is parsed; None where nothing of it is known."""
    if isinstance(value, Scalar):
        return Holes(str(value.data))
    if not isinstance(value, Text):
        return None
    mark = unused_letter(value.parts)
    unknown = tuple(part for part in value.parts if isinstance(part, Unknown))
    numbers = iter(range(len(unknown)))
    source = "".join(part if isinstance(part, str) else f"{mark}{next(numbers)}{mark}" for part in value.parts)
    return Holes(source, unknown, mark)

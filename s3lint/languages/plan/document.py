"""The plan's text: which files are plans, and its parts without reading all of it in detail.

The standard decoder skips what is not needed at its own speed; only the resources that are asked for are read with
their places.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from s3lint.lazy import lazy_re
from s3lint.record import Struct
from s3lint.source import Source, Span
from s3lint.source.encoding import decoded, wide_encoding

_BLANKS = lazy_re(r"[ \t\r\n]*")
_FORMAT = lazy_re(r'"format_version"\s*:')
_PLAN = lazy_re(r'"(?:planned_values|resource_changes)"\s*:')
_BELOW_A_LOG = lazy_re(rb'^\{"format_version"', re.MULTILINE)  # what wrappers of Terraform say before the plan
_ESCAPE = lazy_re(r"\\u00([2-7][0-9a-fA-F])")
_OF_THE_PLAN = ("format_version", "planned_values", "resource_changes", "configuration", "prior_state", "variables")
_DECODER = json.JSONDecoder()


class NotAPlan(ValueError):
    """The text is not the JSON of a plan; the message says what is wrong, `offset` where."""

    def __init__(self, message: str, offset: int = 0) -> None:
        super().__init__(message)
        self.offset = offset


def decode(data: bytes) -> str:
    """The text of a plan file: UTF-8, or UTF-16 as PowerShell's `>` writes it."""
    return decoded(data)


def is_plan(data: bytes) -> bool:
    """Whether a file is a plan in JSON: it has a format version and planned values (a state has `values` instead)."""
    wide = wide_encoding(data) is not None
    escaped = b"\\u" in data
    if not (wide or escaped) and b'"format_version"' not in data:
        return False
    starts = data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")
    if not wide and not starts and _BELOW_A_LOG.search(data) is None:
        return False
    text = decode(data)
    if not _has_words(text) and not ((escaped or wide) and _has_words(_resolved(text))):
        return False
    try:
        keys = {key for key, _, _ in _members(text, _blanks(text, 0))}
    except NotAPlan:
        return True  # it was one: what is wrong with it is said when it is loaded
    return "format_version" in keys and bool(keys & {"planned_values", "resource_changes"})


def _has_words(text: str) -> bool:
    return _FORMAT.search(text) is not None and _PLAN.search(text) is not None


def _resolved(text: str) -> str:
    """The text with the escapes of ASCII resolved, to look for words."""
    return _ESCAPE.sub(lambda m: chr(int(m[1], 16)), text)


def is_binary_plan(data: bytes) -> bool:
    """Whether a file is what `terraform plan -out` writes: a zip archive that holds `tfplan` first."""
    return data.startswith(b"PK\x03\x04") and data[30:36] == b"tfplan"


class Entry(Struct, frozen=True):
    """A resource of a list in the plan: its plain data, and where its text starts and ends."""

    data: dict[str, Any]
    start: int
    end: int


class Document:
    """A plan's parts."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self._parts: dict[str, tuple[int, int]] = {}
        for key, start, end in _members(source.text, _blanks(source.text, 0)):
            if key in self._parts and key in _OF_THE_PLAN:
                raise NotAPlan(f"has {key} twice", start)
            self._parts[key] = (start, end)
        if "format_version" not in self._parts:
            raise NotAPlan("is not a plan: it has no format_version")
        if not self._parts.keys() & {"planned_values", "resource_changes"}:
            what = "a state" if "values" in self._parts else "not a plan"
            raise NotAPlan(f"is {what}: it has neither planned_values nor resource_changes")

    def part(self, name: str) -> Any:
        """A part as plain data; None where it is missing."""
        place = self._parts.get(name)
        return None if place is None else _value(self.source.text, place[0])[0]

    def place(self, name: str) -> Span:
        """Where a part's value starts; the start of the text where it is missing."""
        start, _ = self._parts.get(name, (0, 0))
        return self.source.span(start, min(start + 1, len(self.source.text)))

    @cached_property
    def configuration(self) -> dict[str, Any]:
        """What the configuration says: expressions and module calls."""
        return as_object(self.part("configuration"))

    def changes(self) -> list[Entry] | None:
        """The resources with their changes; None for a plan that has none of them."""
        place = self._parts.get("resource_changes")
        if place is None or not self.source.text.startswith("[", place[0]):
            return None
        return list(_items(self.source.text, place[0]))


def as_object(value: Any) -> dict[str, Any]:
    """An object of the plan, or an empty one where something else stands."""
    return value if isinstance(value, dict) else {}


def as_list(value: Any) -> list[Any]:
    """A list of the plan, or an empty one where something else stands."""
    return value if isinstance(value, list) else []


def _blanks(text: str, at: int) -> int:
    found = _BLANKS.match(text, at)
    return found.end() if found else at


def _value(text: str, at: int) -> tuple[Any, int]:
    try:
        return _DECODER.raw_decode(text, at)
    except RecursionError as error:
        raise NotAPlan("is nested too deeply", at) from error
    except ValueError as error:
        raise NotAPlan("is not JSON", getattr(error, "pos", at)) from error


def _members(text: str, at: int) -> Iterator[tuple[str, int, int]]:
    """The members of the object that starts at an offset: key, start and end of the value."""
    if not text.startswith("{", at):
        raise NotAPlan("is not a JSON object", at)
    at = _blanks(text, at + 1)
    while not text.startswith("}", at):
        key, at = _value(text, at)
        at = _blanks(text, at)
        if not isinstance(key, str) or not text.startswith(":", at):
            raise NotAPlan("is not JSON", at)
        start = _blanks(text, at + 1)
        _, end = _value(text, start)
        yield key, start, end
        at = _separator(text, end, "}")


def _items(text: str, at: int) -> Iterator[Entry]:
    at = _blanks(text, at + 1)
    while not text.startswith("]", at):
        data, end = _value(text, at)
        if isinstance(data, dict):
            yield Entry(data, at, end)
        at = _separator(text, end, "]")


def _separator(text: str, at: int, close: str) -> int:
    at = _blanks(text, at)
    if text.startswith(",", at):
        return _blanks(text, at + 1)
    if not text.startswith(close, at):
        raise NotAPlan("is not JSON", at)
    return at

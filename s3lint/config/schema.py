"""The JSON Schema of the configuration, and the part of JSON Schema that is needed to hold a file against it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from s3lint.config.errors import closest
from s3lint.packaged import packaged
from s3lint.record import Struct

TYPES: dict[str, type | tuple[type, ...]] = {
    "object": dict,
    "array": list,
    "string": str,
    "boolean": bool,
    "number": (int, float),
    "integer": int,
}
WORDS = {
    "object": "a table",
    "array": "a list",
    "string": "a string",
    "boolean": "true or false",
    "number": "a number",
    "integer": "a whole number",
}


class Misfit(Struct, frozen=True):
    """A setting that the schema does not allow."""

    path: tuple[str | int, ...]
    message: str


def text() -> str:
    """The schema as it is shipped."""
    return packaged("s3lint.config", "schema.json")


@cache
def schema() -> dict[str, Any]:
    """The schema as data."""
    loaded: dict[str, Any] = json.loads(text())
    return loaded


def misfits(value: Any, rule: dict[str, Any] | None = None, path: tuple[str | int, ...] = ()) -> Iterator[Misfit]:
    """What of a configuration the schema does not allow."""
    rule = schema() if rule is None else rule
    if "$ref" in rule:
        rule = schema()["$defs"][rule["$ref"].rsplit("/", 1)[1]]
    if not _fits_type(value, rule):
        yield Misfit(path, f"must be {_wanted(rule)}")
    elif "enum" in rule and value not in rule["enum"]:
        hint = closest(value, rule["enum"]) if isinstance(value, str) else ""
        yield Misfit(path, f"{value!r} is not one of {', '.join(rule['enum'])}{hint}")
    elif "pattern" in rule and not re.search(rule["pattern"], value):
        yield Misfit(path, f"{value!r} is not an AWS account ID (12 digits, in quotes)")
    elif rule.get("minLength", 0) and not value:
        yield Misfit(path, "must not be empty")
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from misfits(item, rule["items"], (*path, index))
    elif isinstance(value, dict):
        yield from _misfits_of_table(value, rule, path)


def _misfits_of_table(value: dict[str, Any], rule: dict[str, Any], path: tuple[str | int, ...]) -> Iterator[Misfit]:
    known = rule.get("properties", {})
    others = rule.get("additionalProperties", False)
    for key, item in value.items():
        if key in known:
            yield from misfits(item, known[key], (*path, key))
        elif others:
            yield from misfits(item, others, (*path, key))
        else:
            yield Misfit((*path, key), f"unknown setting '{key}'{closest(key, known)}")
    for key in rule.get("required", ()):
        if key not in value:
            yield Misfit(path, f"requires '{key}'")


def _fits_type(value: Any, rule: dict[str, Any]) -> bool:
    wanted = rule.get("type", "string" if "enum" in rule else None)
    names = wanted if isinstance(wanted, list) else [wanted] if wanted else []
    for name in names:
        if isinstance(value, TYPES[name]) and (name == "boolean" or not isinstance(value, bool)):
            return True
    return not names


def _wanted(rule: dict[str, Any]) -> str:
    names = rule.get("type", "string")
    return " or ".join(WORDS[name] for name in ([names] if isinstance(names, str) else names))

"""The tables of the store: their columns, typed. What a worker hands in becomes a row of them or nothing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from s3lint.report.untrusted import visible

LONGEST = 2000  # characters of a text that is kept
_TYPES: dict[str, type] = {"VARCHAR": str, "INTEGER": int, "BOOLEAN": bool}

Row = dict[str, Any]
Tables = dict[str, list[Row]]


@cache
def schema() -> Mapping[str, Any]:
    """The schema as data: the number of the format, and its tables."""
    data: Mapping[str, Any] = json.loads(Path(__file__).with_name("schema.json").read_text(encoding="utf-8"))
    return data


@cache
def columns(table: str) -> Mapping[str, str]:
    """The columns of a table with their types, in order."""
    return {column["name"]: column["type"] for column in schema()["tables"][table]["columns"]}


def names() -> list[str]:
    """The tables."""
    return list(schema()["tables"])


def typed(tables: Mapping[str, Any]) -> Tables:
    """The rows that fit the schema. Texts become harmless and short; what is of another type is null."""
    found: Tables = {}
    for name in names():
        rows = tables.get(name)
        if isinstance(rows, list) and rows:
            found[name] = [_row(name, row) for row in rows if isinstance(row, dict)]
    return found


def _row(table: str, row: Mapping[str, Any]) -> Row:
    return {name: _value(row.get(name), kind) for name, kind in columns(table).items()}


def _value(value: Any, kind: str) -> Any:
    if type(value) is not _TYPES[kind]:
        return None
    if isinstance(value, str):
        return short(value)
    return None if isinstance(value, int) and not -(2**31) <= value < 2**31 else value


def short(text: str) -> str:
    """A text as it is kept: on one line, without what could harm a reader, and cut where it is too long."""
    text = visible(text if len(text) <= LONGEST else text[: LONGEST - 1] + "…")
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode()


def stamped(rows: Iterable[Row], **values: Any) -> list[Row]:
    """The rows with values that their maker has no say in."""
    return [{**row, **values} for row in rows]

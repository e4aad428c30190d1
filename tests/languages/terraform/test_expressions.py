"""Expressions against answers of the real terraform."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import Any

import pytest

from s3lint.languages.terraform.evaluate import convert, parse_type
from s3lint.languages.terraform.syntax import parse_expression
from s3lint.languages.terraform.types.build import object_of, unknown
from s3lint.languages.terraform.types.inspect import type_of
from s3lint.languages.terraform.types.kinds import BOOL, DYNAMIC, NUMBER, STRING, ListType, MapType, SetType
from s3lint.values import Mapping, Reason, Sequence, Value
from tests.languages.terraform.oracle import VECTORS, exact, same
from tests.languages.terraform.scope import Scope, data_of, is_error, is_open, value_of
from tests.support.places import SHARED


def spelled(kind: object) -> str:
    return re.sub(r",([}\])])", r"\1", re.sub(r"\s+", "", str(kind)))


def entries() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(VECTORS.read_text(encoding="utf-8"))["vectors"]
    return found


def agrees(entry: dict[str, Any], value: Value) -> bool:
    if "error" in entry:
        return is_error(value)
    if "unknown" in entry:
        return is_open(value)
    expected = exact(json.loads(entry["json"], parse_float=Decimal))
    return same(data_of(value), expected) and spelled(type_of(value)) == entry["type"]


def test_terraform_gives_the_same() -> None:
    values = [(entry, value_of(entry["expr"])) for entry in entries()]
    wrong = [(entry, data_of(value)) for entry, value in values if not agrees(entry, value)]
    assert values and wrong == []


def shared(name: str) -> list[dict[str, Any]]:
    if not (SHARED / "vectors" / name).exists():
        return []
    found: list[dict[str, Any]] = json.loads((SHARED / "vectors" / name).read_text(encoding="utf-8"))
    return found


# where s3lint knows more than terraform before apply, without being able to be wrong
KNOWS_MORE = {
    "local.u_bool && false": False,
    "false && local.u_bool": False,
    "local.u_bool || true": True,
    "true || local.u_bool": True,
}

_R = Reason("data", "terraform_data.u", "is known after apply")
UNKNOWN: dict[str, Value] = {
    "u_str": unknown(_R, DYNAMIC),
    "u_bool": unknown(_R, BOOL),
    "u_num": unknown(_R, NUMBER),
    "u_list": unknown(_R, ListType(STRING)),
    "u_set": unknown(_R, SetType(STRING)),
    "u_map": unknown(_R, MapType(STRING)),
    "u_any": unknown(_R, DYNAMIC),
}


def unknown_names() -> dict[str, Value]:
    return {**UNKNOWN, "u_obj": object_of({"a": UNKNOWN["u_str"], "b": value_of("1")})}


def holes(data: Any) -> Any:
    if isinstance(data, list):
        return [holes(item) for item in data]
    if isinstance(data, dict):
        return ... if "__unknown__" in data else {key: holes(item) for key, item in data.items()}
    return data


def close(left: Any, right: Any) -> bool:
    """As `same`; long fractions are rounded to floats in these vectors."""
    if isinstance(left, Decimal) and isinstance(right, float):
        return float(left) == right
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(close, left, right))
    return same(left, right)


@pytest.mark.skipif(not (SHARED / "vectors").exists(), reason="no shared vectors beside the checkout")
def test_shared_expressions() -> None:
    wrong = []
    for entry in shared("expressions.json"):
        text = entry["expr"]
        value = value_of(text, unknown_names() if entry.get("context") else {})
        if text in KNOWS_MORE:
            right = data_of(value) is KNOWS_MORE[text]
        elif "error" in entry:
            right = is_error(value)
        elif "infinite" in entry:
            right = data_of(value) == Decimal("Infinity")
        elif "unknown" in entry:
            right = is_open(value) or (isinstance(value, Sequence | Mapping) and value.open is not None)
        else:
            right = close(data_of(value), holes(entry.get("partial", entry.get("value"))))
            right = right and ("type" not in entry or spelled(type_of(value)) == spelled(entry["type"]))
            right = right and value.sensitive == ("sensitive" in entry)
        if not right:
            wrong.append((text, data_of(value)))
    assert wrong == []


@pytest.mark.skipif(not (SHARED / "vectors").exists(), reason="no shared vectors beside the checkout")
def test_shared_types() -> None:

    wrong = []
    for entry in shared("types.json"):
        scope = Scope(entry["type"])
        constraint = parse_type(parse_expression(scope.source, 0, len(entry["type"])), scope)
        value = convert(value_of(entry["default"]), constraint)
        if "error" in entry:
            right = bool(constraint.problem) or is_error(value) or "(" in entry["default"]  # no calls in a default
        else:
            right = same(data_of(value), entry["value"]) and spelled(type_of(value)) == spelled(entry["result_type"])
        if not right:
            wrong.append((entry["type"], entry["default"], data_of(value)))
    assert wrong == []

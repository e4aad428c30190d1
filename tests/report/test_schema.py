"""The published schema of the JSON report: what s3lint prints fits it, and it describes all that s3lint prints."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.support.command import s3lint
from tests.support.places import FIXTURES, GOLDEN, ROOT

SCHEMA: dict[str, Any] = json.loads((ROOT / "s3lint" / "report" / "schema.json").read_text("utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def undescribed(value: Any, rule: dict[str, Any], path: str = "") -> Iterator[str]:
    """The keys that a report has and the schema does not name."""
    rules = [rule, *rule.get("allOf", ()), *rule.get("oneOf", ())]
    rules = [SCHEMA["$defs"][one["$ref"].rpartition("/")[2]] if "$ref" in one else one for one in rules]
    if isinstance(value, list):
        items = next((one["items"] for one in rules if "items" in one), {})
        for item in value:
            yield from undescribed(item, items, f"{path}[]")
    elif isinstance(value, dict) and not any("additionalProperties" in one for one in rules):
        known = {name: one for found in rules for name, one in found.get("properties", {}).items()}
        for name, item in value.items():
            if name in known:
                yield from undescribed(item, known[name], f"{path}.{name}")
            elif known:
                yield f"{path}.{name}"


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.Draft202012Validator.check_schema(json.loads((ROOT / "s3lint/config/schema.json").read_text("utf-8")))


def test_a_report_of_everything_fits() -> None:
    report = json.loads((GOLDEN / "json.json").read_text("utf-8"))
    VALIDATOR.validate(report)
    assert list(undescribed(report, SCHEMA)) == []


@pytest.mark.parametrize("name", ["broken-file", "stages", "approved-exceptions"])
def test_reports_of_fixtures_fit(name: str) -> None:
    done = s3lint(FIXTURES / name, "check", "--isolated", "--output-format", "json", "--show", "fail,unknown,pass")
    report = json.loads(done.stdout)
    VALIDATOR.validate(report)
    assert list(undescribed(report, SCHEMA)) == []


def test_an_empty_run_fits(tmp_path: Path) -> None:
    VALIDATOR.validate(json.loads(s3lint(tmp_path, "check", "--output-format", "json").stdout))


@pytest.mark.parametrize(
    "change", [{"verdict": "maybe"}, {"severity": "urgent"}, {"code": "X1"}, {"line": "1"}, {"suppressed": {}}]
)
def test_other_reports_do_not_fit(change: dict[str, Any]) -> None:
    report = json.loads((GOLDEN / "json.json").read_text("utf-8"))
    report["findings"][0].update(change)
    assert not VALIDATOR.is_valid(report)
    assert not VALIDATOR.is_valid({**report, "summary": {}})

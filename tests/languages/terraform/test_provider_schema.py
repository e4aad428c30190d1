"""What s3lint's tables say of the AWS provider, against the provider's own schema."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

import pytest

from tests.support import terraform_plans

pytestmark = [
    pytest.mark.process,
    pytest.mark.skipif(
        terraform_plans.TERRAFORM is None or terraform_plans.plugins() is None,
        reason="terraform or the aws provider is not installed",
    ),
]


@cache
def schema() -> dict[str, Any]:
    return terraform_plans.provider_schema()


def table() -> dict[str, Any]:
    text = files("s3lint.languages.terraform.configuration").joinpath("data/attributes.json").read_text("utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def kinds_of(kind: str) -> dict[str, Any] | None:
    """The types of a type's attributes, if the provider has it; blocks have none."""
    part = "data_source_schemas" if kind.startswith("data.") else "resource_schemas"
    found = schema()[part].get(kind.removeprefix("data."))
    if found is None:
        return None
    blocks = dict.fromkeys(found["block"].get("block_types", {}))
    return {**blocks, **{name: made.get("type") for name, made in found["block"].get("attributes", {}).items()}}


def test_attributes_that_count_as_texts_are_texts() -> None:
    found = table()
    others = set(found["not_text"].split())
    wrong = [
        f"{kind}.{name}"
        for kind, names in found["types"].items()
        if (kinds := kinds_of(kind)) is not None
        for name in names.split()
        if name not in others and kinds.get(name) != "string"
    ]
    assert wrong == [], "list these names in not_text"


def test_an_id_and_an_arn_are_texts_in_every_type() -> None:
    for part in ("resource_schemas", "data_source_schemas"):
        for kind, found in schema()[part].items():
            for name in {"id", "arn"} & found["block"].get("attributes", {}).keys():
                assert found["block"]["attributes"][name]["type"] == "string", (kind, name)


def test_the_functions_of_the_provider() -> None:
    text = files("s3lint.languages.terraform.functions").joinpath("signatures.json").read_text("utf-8")
    known = {
        name.removeprefix("provider::aws::"): entry
        for name, entry in json.loads(text)["functions"].items()
        if name.startswith("provider::aws::")
    }
    assert known == {
        name: {"parameters": [[p["name"], p["type"]] for p in entry["parameters"]], "returns": entry["return_type"]}
        for name, entry in schema()["functions"].items()
    }

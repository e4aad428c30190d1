"""What s3lint evaluates from the configuration is what terraform plans."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from s3lint.aws import types
from s3lint.aws.identities import POLICY_DOCUMENT
from s3lint.languages import terraform
from s3lint.source import DiskTree
from s3lint.values import Configuration, Inputs, Mapping, Scalar, Sequence, Unknown, Value, text_of
from tests.support.places import DATA
from tests.support.terraform_plans import kept

PLAN = "terraform_plan"


@pytest.fixture(scope="module")
def planned() -> dict[str, Any]:
    return kept(PLAN)


@pytest.fixture(scope="module")
def evaluated() -> Configuration:
    return terraform.load(
        DiskTree(DATA / PLAN), ".", Inputs(types=types.wanted(audit=True) | {f"data.{POLICY_DOCUMENT}"})
    )


def planned_resources(module: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield from module.get("resources", [])
    for child in module.get("child_modules", []):
        yield from planned_resources(child)


def plain(value: Value | None) -> Any:
    """A value as terraform's JSON shows it: numbers as numbers, blocks as lists, sets sorted."""
    if isinstance(value, Scalar):
        return value.data
    if isinstance(value, Sequence):
        assert value.open is None
        items = [plain(item) for item in value.items]
        return sorted(items, key=json.dumps) if value.kind == "set" else items
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.entries.items() if plain(item) is not None}
    if isinstance(value, Unknown):
        return f"unknown: {value.reason.name} {value.reason.text}"
    return f"no plain value: {value}"


def differences(ours: Any, theirs: Any, place: str) -> Iterator[str]:
    """What we say that terraform does not. What only terraform says is a default or computed."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        for key, value in ours.items():
            yield from differences(value, theirs.get(key), f"{place}.{key}")
    elif isinstance(ours, list) and isinstance(theirs, list):
        if len(ours) != len(theirs):
            yield f"{place}: {len(ours)} items, terraform has {len(theirs)}"
        for index, (one, two) in enumerate(zip(ours, theirs, strict=False)):
            yield from differences(one, two, f"{place}[{index}]")
    elif isinstance(theirs, str) and theirs[:1] in "{[" and theirs and ours != theirs:
        if not isinstance(ours, str) or json.loads(ours) != json.loads(theirs):
            yield f"{place}: {ours!r}, terraform has {theirs!r}"
    elif str(ours).lower() != str(theirs).lower():
        yield f"{place}: {ours!r}, terraform has {theirs!r}"


def test_the_same_resources_with_the_same_values(planned: dict[str, Any], evaluated: Configuration) -> None:
    theirs = {r["address"]: r["values"] for r in planned_resources(planned["planned_values"]["root_module"])}
    ours = {r.address: r for r in evaluated.resources if r.mode == "managed"}
    assert evaluated.diagnostics == []
    assert set(ours) == set(theirs)
    found = [
        difference
        for address, values in theirs.items()
        for difference in differences(plain(ours[address].body), values, address)
    ]
    assert found == []


def test_policy_documents_are_rendered_as_the_provider_renders_them(
    planned: dict[str, Any], evaluated: Configuration
) -> None:
    theirs = {r["address"]: r["values"]["json"] for r in planned["prior_state"]["values"]["root_module"]["resources"]}
    ours = {r.address: text_of(r.body.entries["json"]) for r in evaluated.resources if r.mode == "data"}
    assert ours == theirs

"""The plans in data/ are what terraform makes of the configurations beside them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.support.terraform_plans import DIGESTS, PLANS, TERRAFORM, digests, kept, made, plugins

NEVER_THE_SAME = ("timestamp", "terraform_version", "relevant_attributes")


def test_the_plans_are_of_the_configurations_at_hand() -> None:
    assert json.loads(DIGESTS.read_text()) == digests(), "run python -m tests.support.terraform_plans"


@pytest.mark.slow
@pytest.mark.process
@pytest.mark.oracle
@pytest.mark.skipif(TERRAFORM is None or plugins() is None, reason="needs terraform and the aws provider")
@pytest.mark.parametrize("name", PLANS)
def test_the_plan_at_hand_is_what_terraform_makes(name: str, whole: bool) -> None:
    if not whole:
        pytest.skip("seconds each: pytest --whole")
    assert comparable(made(name)) == comparable(kept(name))


def comparable(plan: dict[str, Any]) -> dict[str, Any]:
    return {part: value for part, value in plan.items() if part not in NEVER_THE_SAME}

"""Stacks in stacks: their components are roots of the outermost one, with what each hands to the next."""

from __future__ import annotations

import pytest

from s3lint.values import Inputs
from tests.languages.stacks.test_stacks import BUCKET, COMPONENT, VARIABLE, loaded, names, said, stack
from tests.support.verdicts import findings

INNER = VARIABLE + (
    'component "data" {\n  source = "../bucket"\n  inputs = { name = var.name, block = false }\n}\n'
    'output "id" {\n  type  = string\n  value = component.data.id\n}\n'
)


def nesting(text: str, inner: str = INNER) -> dict[str, str]:
    return {**stack(text), "infra/inner/main.tfcomponent.hcl": inner}


ONE = 'stack "in" {\n  source = "./inner"\n  inputs = { name = "${var.name}-in" }\n}\n'


def test_the_components_of_a_stack_in_a_stack() -> None:
    files = nesting(ONE)
    assert names(files) == {"infra/in.data": "acme-prod-in"} and said(files) == []
    (found,) = findings(files, "S3L102")
    assert (found.verdict.value, found.root) == ("fail", "infra/in.data")


def test_each_instance_and_what_it_hands_on() -> None:
    text = (
        'stack "in" {\n  for_each = toset(["a", "b"])\n  source   = "./inner"\n'
        '  inputs   = { name = "acme-${each.key}" }\n}\n'
        'component "last" {\n  source = "./bucket"\n  inputs = { name = "${stack.in["b"].id}-last" }\n}\n'
    )
    assert names(nesting(text)) == {
        'infra/in["a"].data': "acme-a",
        'infra/in["b"].data': "acme-b",
        "infra/last": "acme-b-last",
    }


def test_a_stack_in_a_stack_in_a_stack() -> None:
    middle = VARIABLE + ONE.replace("./inner", "../inner")
    files = {**nesting(ONE.replace("./inner", "./middle")), "infra/middle/main.tfcomponent.hcl": middle}
    assert names(files) == {"infra/in.in.data": "acme-prod-in-in"}


def test_a_variable_from_outside_is_that_of_the_outermost() -> None:
    files = nesting(ONE)
    del files["infra/prod.tfdeploy.hcl"]
    assert names(files, Inputs(variables={"name": "acme-given"})) == {"infra/in.data": "acme-given-in"}


def test_a_stack_that_is_deployed_by_itself_as_well() -> None:
    files = nesting(ONE) | {"infra/inner/own.tfdeploy.hcl": 'deployment "own" {\n  inputs = { name = "acme-own" }\n}\n'}
    assert names(files) == {"infra/in.data": "acme-prod-in", "infra/inner/data": "acme-own"}


def test_stacks_in_each_other_end() -> None:
    files = nesting(ONE.replace("./inner", "../infra") + COMPONENT)
    assert names(files)["infra/data"] == "acme-prod"
    assert any("S3L902 stack in stands in 10 others" in one for one in said(files))


def test_many_stacks_in_each_other_end() -> None:
    many = VARIABLE + "".join(ONE.replace('"in"', f'"in{i}"').replace("./inner", "../inner") for i in range(8))
    found = loaded(nesting(many, many + INNER.replace(VARIABLE, "")))
    assert found and any("beside 100" in told.message for made in found for told in made.diagnostics)


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ('"acme/net"', "comes from acme/net, which is not on disk (terraform would fetch it)"),
        ('"../../outside"', "comes from ../../outside, which is outside the scanned tree"),
        ('"./none"', "comes from infra/none, which declares no components"),
        ("var.name", "has an unknown source"),
    ],
)
def test_a_stack_that_is_not_here_is_said(source: str, why: str) -> None:
    text = ONE.replace('"./inner"', source) + COMPONENT.replace("var.name", "stack.in.id")
    files = stack(text)
    assert names(files)["infra/data"].startswith("<stack.in")
    assert any(f"S3L902 stack in {why}" in one for one in said(files))


def test_what_is_handed_to_a_module_stands_in_it() -> None:
    assert "aws_s3_bucket_public_access_block" in BUCKET  # which the component in the stack switches off
    files = nesting(ONE, INNER.replace("block = false", "block = true"))
    assert {f.verdict.value for f in findings(files, "S3L102")} == {"pass"}

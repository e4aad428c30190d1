"""The stages of a service: those that it writes something for are judged each."""

from __future__ import annotations

import pytest

from s3lint.languages.serverless.stages import MOST_STAGES, choices
from s3lint.values import Inputs
from tests.languages.serverless.services import configuration, service
from tests.support.verdicts import findings

USE = "resources:\n  Resources:\n    A: {Type: AWS::S3::Bucket, Properties: {BucketName: '${self:custom.name}'}}\n"


def stages(text: str, more: dict[str, str] | None = None, inputs: Inputs | None = None) -> list[str]:
    found = choices(service(text, more, inputs or Inputs()))
    return [answer.name for choice in found for answer in choice.answers]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "custom: {name: x}\n" + USE,
        "custom: {name: 'a-${sls:stage}'}\n" + USE,
        "params: {default: {name: x}}\n",
        "custom:\n  name: ${self:custom.names.a}\n  names: {a: x, b: y}\n" + USE,
    ],
)
def test_one_stage_is_no_choice(text: str) -> None:
    assert stages(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("params: {default: {a: x}, prod: {a: y}}\n", ["dev", "prod"]),
        ("stages: {default: {params: {a: x}}, prod: {params: {a: y}}}\n", ["dev", "prod"]),
        ("custom:\n  name: ${self:custom.names.${sls:stage}}\n  names: {dev: x, prod: y}\n" + USE, ["dev", "prod"]),
        (
            "custom:\n  name: ${self:custom.names.${opt:stage, 'dev'}, 'z'}\n  names: {prod: y, other: x}\n" + USE,
            ["dev", "prod"],
        ),
        ("custom:\n  name: ${file(stages.yml):${sls:stage}.name}\n" + USE, ["dev", "prod"]),
        ("custom:\n  name: ${file(env/${self:provider.stage}.yml):name}\n" + USE, ["dev", "prod"]),
    ],
)
def test_stages_that_something_is_written_for(text: str, expected: list[str]) -> None:
    more = {
        "stages.yml": "dev: {name: x}\nprod: {name: y}\ndefault: {name: z}\n",
        "env/dev.yml": "name: x\n",
        "env/prod.yml": "name: y\n",
        "env/README.md": "",
    }
    assert stages(text, more) == expected


def test_a_stage_that_nothing_is_written_for_is_none() -> None:
    text = "custom:\n  name: ${self:custom.names.${sls:stage}}\n  names: {test: x, prod: y}\n" + USE
    assert stages(text) == ["test", "prod"]


def test_a_stage_that_is_given_is_no_choice() -> None:
    text = "params: {default: {a: x}, prod: {a: y}}\n"
    assert stages(text, inputs=Inputs({"stage": "prod"})) == []


def test_a_finding_says_in_which_stage_it_holds() -> None:
    text = """\
service: acme
provider: {name: aws}
custom:
  block: {dev: false, prod: true}
resources:
  Resources:
    A:
      Type: AWS::S3::Bucket
      Properties:
        PublicAccessBlockConfiguration:
          BlockPublicAcls: true
          BlockPublicPolicy: true
          IgnorePublicAcls: true
          RestrictPublicBuckets: ${self:custom.block.${sls:stage}}
"""
    (found,) = findings({"serverless.yml": text}, "S3L102")
    assert (found.verdict.value, found.environments) == ("fail", ("stage=dev",))
    (given,) = findings({"serverless.yml": text}, "S3L102", vars={"stage": "prod"})
    assert given.verdict.value == "pass"


def test_stages_beyond_the_limit_are_told() -> None:
    many = "".join(f"  s{number}: {{a: x}}\n" for number in range(MOST_STAGES + 6))
    (said,) = configuration("params:\n" + many).diagnostics
    assert (said.code, said.is_gap) == ("S3L905", True)
    assert configuration("params:\n" + many, inputs=Inputs(variables={"stage": "s1"})).diagnostics == []

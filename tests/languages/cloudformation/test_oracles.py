"""The same templates through programs by others: moto resolves intrinsic functions, cfn-lint lists variants."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest

from s3lint.languages.cloudformation import load
from s3lint.languages.cloudformation.reading import Map, Seq, read
from s3lint.source import MemoryTree
from s3lint.values import Inputs
from tests.languages.cloudformation.stack import HEAD, show

pytestmark = pytest.mark.oracle

ACCOUNT, REGION = "123456789012", "us-east-1"
# what both sides can know; moto does not split list parameters and leaves NoValue in lists
EXPRESSIONS = [
    "!Ref Given",
    "!Ref AWS::Region",
    "!Ref AWS::AccountId",
    "!Ref AWS::Partition",
    '!Sub "${Given}-${AWS::AccountId}-${!x}"',
    '!Sub ["${X}/${Given}", {X: !Ref Count}]',
    '!Join ["-", [a, !Ref Given, b]]',
    '!Join ["", [!Select [1, [a, b]], c]]',
    '!Select ["1", !Split ["-", "a-b-c"]]',
    '!Split ["/", "a/b"]',
    "!FindInMap [Sizes, !Ref Env, size]",
    "!FindInMap [Regions, !Ref AWS::Region, name]",
    "!FindInMap [Sizes, prod, list]",
    "!If [IsProd, a, b]",
    "!If [IsDev, a, !If [Always, c, d]]",
    "!If [IsLive, {A: 1}, {B: !Sub 'x${Env}'}]",
    "[a, !If [Never, b, c]]",
    "{A: !Ref AWS::NoValue, B: [x, {C: !Ref Free}]}",
    "!Base64 abc",
    "!GetAtt Bucket.Arn",
    '!Sub "${Bucket.Arn}/*"',
]


def plain(node: Any) -> Any:
    if isinstance(node, Map):
        return {k: plain(v) for k, v in node.items()}
    return [plain(v) for v in node] if isinstance(node, Seq) else node


def template(expression: str) -> dict[str, Any]:
    text = HEAD.replace('  Imported: !Equals [!ImportValue x, "1"]\n', "").replace("  Loop: !Condition Loop\n", "")
    text = text.replace('  NotImported: !Not [!Equals [!ImportValue x, "1"]]\n', "")
    text = text.replace("{Type: AWS::S3::Bucket}", "{Type: AWS::S3::Bucket, Properties: {BucketName: the-bucket}}")
    text = text.replace("AWS::X::Y", "AWS::SNS::Topic").replace(
        '  Image: {Type: "AWS::SSM::Parameter::Value<String>", Default: /a/b}\n', ""
    )
    found: dict[str, Any] = plain(read("t", (text + expression + "\n").encode()).documents[0].root)
    return found


def ours(made: dict[str, Any], inputs: Inputs) -> Any:
    (found,) = load(MemoryTree({"t.json": json.dumps(made)}), "t.json", inputs)
    return show(next(r for r in found.resources if r.address == "It").body.get("V"))


def texts(value: Any) -> Any:
    """Scalars as text: numbers and booleans of a template are text to CloudFormation."""
    if isinstance(value, dict):
        return {k: texts(v) for k, v in value.items() if v is not None}
    if isinstance(value, list):
        return [texts(v) for v in value]
    if isinstance(value, tuple):
        return "".join(str(v) for v in value[1:]).replace("<Bucket.Arn>", "arn:aws:s3:::the-bucket")
    return str(value).replace("<Bucket.Arn>", "arn:aws:s3:::the-bucket")


@pytest.fixture(scope="module")
def moto_parsing() -> Any:
    return pytest.importorskip("moto.cloudformation.parsing", reason="moto is not installed")


@pytest.mark.parametrize("env", ["dev", "prod"])
@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_moto_resolves_the_same(expression: str, env: str, moto_parsing: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    import boto3
    from moto import mock_aws

    made, seen = template(expression), {}
    original = moto_parsing.parse_and_create_resource

    def record(name: str, resource: Any, resources: Any, *rest: Any, **named: Any) -> Any:
        if name == "It":
            cleaned = moto_parsing.clean_json(copy.deepcopy(resource), resources)
            seen["V"] = cleaned["Properties"].get("V")
        return original(name, resource, resources, *rest, **named)

    monkeypatch.setattr(moto_parsing, "parse_and_create_resource", record)
    with mock_aws():
        client = boto3.client("cloudformation", region_name=REGION, aws_access_key_id="x", aws_secret_access_key="y")
        client.create_stack(
            StackName="s",
            TemplateBody=json.dumps(made),
            Parameters=[
                {"ParameterKey": "Env", "ParameterValue": env},
                {"ParameterKey": "Free", "ParameterValue": "live"},
            ],
        )
    inputs = Inputs(variables={"Env": env, "Free": "live"}, account_id=ACCOUNT, region=REGION)
    assert texts(ours(made, inputs)) == texts(seen["V"])


VARIANTS = [
    "!Ref Given",
    "!Ref Env",
    '!Sub "x-${Env}"',
    "!If [IsProd, a, b]",
    "!If [IsProd, !If [IsLive, a, b], c]",
    "!FindInMap [Sizes, !Ref Env, size]",
    '!Join ["-", [!Ref Env, z]]',
    "!Select [0, [!Ref Env, z]]",
    "!FindInMap [Sizes, stage, size, {DefaultValue: d}]",
]


def variants(value: Any) -> Iterator[str]:
    if isinstance(value, dict) and all("=" in key for key in value):
        yield from (texts(v) for v in value.values())
    else:
        yield texts(value)


@pytest.mark.parametrize("expression", VARIANTS)
def test_cfn_lint_lists_the_same_variants(expression: str) -> None:
    cfnlint = pytest.importorskip("cfnlint", reason="cfn-lint is not installed")
    from cfnlint.context import create_context_for_template
    from cfnlint.jsonschema import CfnTemplateValidator

    made = template(expression)
    made["Transform"] = "AWS::LanguageExtensions"
    checked = cfnlint.Template("t.json", made, ["us-east-1"])
    validator = CfnTemplateValidator({}).evolve(cfn=checked, context=create_context_for_template(checked))
    theirs = {
        texts(v) for v, _, error in validator.resolve_value(made["Resources"]["It"]["Properties"]["V"]) if error is None
    }
    assert set(variants(ours(made, Inputs()))) == theirs

"""The values of variables: what is known, and why the rest is not."""

from __future__ import annotations

import pytest

from s3lint.languages.serverless.variables import MAX_DEPTH
from s3lint.values import Inputs
from tests.languages.serverless.services import custom, service

FILES = {
    "more.yml": "a: {b: from-yaml}\nown: ${self:service}\nlist: [1, 2]\n",
    "more.json": '{"a": {"b": "from-json"}}',
    "note.txt": "just text",
    "empty.yml": "",
}


def said(text: str, inputs: Inputs | None = None) -> str:
    """Why `custom.x` is not known."""
    found = service(f"custom:\n  x: {text}\n", FILES, inputs or Inputs())
    found.written("custom", "x")
    (why,) = {why.says for why in found.variables.why.values()}
    return why


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("${opt:bucket}", "is given on the command line"),
        ("${param:bucket}", "is a parameter without a value in this file"),
        ("${env:BUCKET}", "is an environment variable"),
        ("${ssm:/app/bucket}", "is looked up when the service is deployed"),
        ("${cf:stack.Output, 'default'}", "is looked up when the service is deployed"),
        ("${s3:bucket/key}", "is looked up when the service is deployed"),
        ("${aws:accountId}", "is looked up when the service is deployed"),
        ("${sls:instanceId}", "differs from run to run"),
        ("${git:branch}", "is known only where the service is deployed from"),
        ("${file(x.js):name}", "is code, which s3lint does not run"),
        ("${file(none.yml)}", "is not in the scanned tree"),
        ("${file(../outside.yml)}", "is not in the scanned tree"),
        ("${file(more.yml):a.none}", "is not set there"),
        ("${self:custom.none}", "is not set there"),
        ("${self:custom.x}", "refers to itself"),
        ("${opt:x, null}", "is given on the command line"),
        ("${opt:x, ?}", "is not a variable that s3lint understands"),
        ("${strToBool(perhaps)}", "is neither true nor false"),
        ("a-${self:custom}", "is not a text"),
    ],
)
def test_what_is_not_known(text: str, expected: str) -> None:
    shown = f'"{text}"'
    if "refers" in expected or text == "a-${self:custom}":
        found = service(f"custom:\n  x: {shown}\n", FILES)
        found.written("custom", "x")
        assert expected in {why.says for why in found.variables.why.values()}
    else:
        assert said(shown) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("${self:service}", "acme"),
        ("${self:provider.name}", "aws"),
        ("${self:provider.stage}", "dev"),
        ("${sls:stage}", "dev"),
        ("${self:custom.list.1}", "b"),
        ("${self:custom.map.key}", "v"),
        ("${self:custom.map}", {"key": "v"}),
        ("${self:custom.indirect}", "acme-dev"),
        ("x-${self:custom.flag}-${self:custom.number}", "x-true-7"),
        ("${self:custom.none, 'other'}", "other"),
        ("${opt:none, self:custom.number}", 7),
        ("${opt:none, false}", False),
        ("${self:custom.${self:custom.pointer}.key}", "v"),
        ("${file(more.yml):a.b}", "from-yaml"),
        ("${file(./more.json):a.b}", "from-json"),
        ("${file(more.yml):own}", "acme"),
        ("${file(more.yml)}", {"a": {"b": "from-yaml"}, "own": "acme", "list": [1, 2]}),
        ("${file(note.txt)}", "just text"),
        ("${file(none.yml), 'other'}", "other"),
        ("${file(empty.yml), 'other'}", "other"),
        ("${strToBool(${self:custom.flag})}", True),
        ("${env:NONE, 'other'}", "other"),
        ("${param:none, 'other'}", "other"),
        ("${AWS::AccountId}-${self:service}", "${AWS::AccountId}-acme"),
    ],
)
def test_what_is_known(text: str, expected: object) -> None:
    rest = "  list: [a, b]\n  map: {key: v}\n  flag: true\n  number: 7\n  pointer: map\n"
    rest += "  indirect: ${self:service}-${self:provider.stage}\n"
    assert custom(f'custom:\n  x: "{text}"\n{rest}', FILES) == expected


@pytest.mark.parametrize(
    ("text", "inputs", "expected"),
    [
        ("${opt:bucket, 'b'}", Inputs({"bucket": "given"}), "given"),
        ("${param:bucket}", Inputs({"bucket": "given"}), "given"),
        ("${env:BUCKET}", Inputs(env={"BUCKET": "given"}), "given"),
        ("${sls:stage}", Inputs({"stage": "prod"}), "prod"),
        ("${opt:stage, 'x'}", Inputs({"stage": "prod"}), "prod"),
        ("${opt:region, 'x'}", Inputs(region="eu-west-1"), "eu-west-1"),
        ("${aws:accountId}", Inputs(account_id="111122223333"), "111122223333"),
        ("${aws:region}", Inputs(region="eu-west-1"), "eu-west-1"),
        ("${aws:region}", Inputs(), "eu-north-1"),
    ],
)
def test_what_is_given_from_outside(text: str, inputs: Inputs, expected: str) -> None:
    head = "service: acme\nprovider: {name: aws, region: eu-north-1}\n"
    assert custom(f'{head}custom:\n  x: "{text}"\n', inputs=inputs) == expected


def test_what_is_not_known_stays_with_what_is_known_inside() -> None:
    assert custom('custom:\n  x: "a-${ssm:/${self:service}/name}"\n') == "a-${ssm:/acme/name}"
    assert (
        custom('custom:\n  x: "${self:custom.maps.${opt:which}}"\n  maps: {a: 1}\n')
        == "${self:custom.maps.${opt:which}}"
    )


def test_two_values_that_are_not_known_are_not_one() -> None:
    text = 'custom:\n  x: ["${self:custom.a.one}", "${self:custom.a.two}"]\n  a: ${file(x.js)}\n'
    assert custom(text) == ["${self:custom.a.one}", "${self:custom.a.two}"]
    found = service(text)
    found.written("custom", "x")
    assert {why.says for why in found.variables.why.values()} == {"is code, which s3lint does not run"}


@pytest.mark.parametrize(
    ("stage", "expected"),
    [("dev", "shared"), ("prod", "stages-prod"), ("test", "params-test"), ("other", "shared")],
)
def test_parameters_of_a_stage(stage: str, expected: str) -> None:
    text = """\
stages:
  default: {params: {name: shared}}
  prod: {params: {name: stages-prod}}
params:
  default: {name: shadowed}
  test: {name: params-test}
  prod: {name: shadowed}
custom:
  x: ${param:name}
"""
    assert custom(text, inputs=Inputs({"stage": stage})) == expected


@pytest.mark.parametrize(
    ("stage", "given", "expected"),
    [
        ("", None, ("dev", "dev")),
        ("qa", None, ("qa", "qa")),
        ("${opt:stage, 'qa'}", None, ("qa", "qa")),
        ("${opt:stage, 'qa'}", "prod", ("prod", "prod")),
        ("qa", "prod", ("prod", "qa")),  # what is written is written
        ("${env:STAGE}", None, ("dev", "${self:provider.stage}")),
    ],
)
def test_the_stage(stage: str, given: str | None, expected: tuple[str, str]) -> None:
    line = f'  stage: "{stage}"\n' if stage else ""
    text = f"service: acme\nprovider:\n  name: aws\n{line}"
    text += 'custom:\n  x: ["${sls:stage}", "${self:provider.stage}"]\n'
    assert tuple(custom(text, inputs=Inputs({"stage": given} if given else {}))) == expected


def test_variables_that_multiply_are_bounded() -> None:
    lines = [f'  v{n}: ["${{self:custom.v{n + 1}}}", "${{self:custom.v{n + 1}}}"]' for n in range(40)]
    assert custom("custom:\n  x: ${self:custom.v0}\n" + "\n".join(lines) + "\n  v40: end\n") is not None


def test_a_long_chain_is_bounded() -> None:
    chain = "".join(f"  v{n}: ${{self:custom.v{n + 1}}}\n" for n in range(MAX_DEPTH + 5))
    found = custom(f"custom:\n  x: ${{self:custom.v0}}\n{chain}  v{MAX_DEPTH + 5}: end\n")
    assert isinstance(found, str) and found.startswith("${")


def test_a_text_that_is_used_often_is_resolved_once() -> None:
    def doubled(times: int) -> str:
        lines = [f'  v{n}: "${{self:custom.v{n + 1}}}${{self:custom.v{n + 1}}}"' for n in range(times)]
        return "custom:\n  x: ${self:custom.v0}\n" + "\n".join(lines) + f"\n  v{times}: a\n"

    assert custom(doubled(16)) == "a" * 2**16
    assert len(custom(doubled(50))) < 2**20


def test_pseudo_parameters_of_the_plugin() -> None:
    text = 'custom:\n  x: "arn:#{AWS::Region}-${self:service}"\n'
    assert custom(text) == "arn:#{AWS::Region}-acme"
    plugin = "plugins: [serverless-pseudo-parameters]\n"
    assert custom(plugin + text) == {"Fn::Sub": "arn:${AWS::Region}-acme"}

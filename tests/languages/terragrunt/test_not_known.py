"""What a unit does not tell stays open, and is said: never taken for nothing."""

from __future__ import annotations

import pytest

from tests.languages.terragrunt.live import configurations, data, inputs, problems

MODULE = {
    "modules/a/main.tf": 'variable "name" { default = "x" }\nresource "aws_s3_bucket" "b" { bucket = var.name }\n'
}
SOURCE = 'terraform {\n  source = "../modules/a"\n}\n'


def unit(text: str, source: str = SOURCE) -> dict[str, str]:
    return {**MODULE, "live/terragrunt.hcl": source + text}


def test_a_generated_file_whose_path_is_not_known() -> None:
    text = 'generate "more" {\n  path = get_env("P")\n  if_exists = "overwrite"\n  contents = ""\n}\n'
    (line,) = problems(unit(text))
    assert "S3L907" in line and "its path is not known" in line and 'get_env("P")' in line


def test_what_generates_may_not_be_known() -> None:
    (line,) = problems(unit('generate = get_env("FILES")\n'))
    assert "S3L907" in line and 'get_env("FILES")' in line


def test_a_generated_file_that_stands_elsewhere_is_nothing_of_the_module() -> None:
    text = 'generate "more" {\n  path = "../../elsewhere.tf"\n  if_exists = "overwrite"\n  contents = ""\n}\n'
    assert problems(unit(text)) == []


def test_what_is_wrong_with_a_configuration_that_is_read() -> None:
    files = unit(
        'locals {\n  c = read_terragrunt_config("../env.hcl")\n}\ninputs = { name = try(local.c.inputs.name, "d") }\n'
    )
    files["env.hcl"] = 'include "gone" {\n  path = "gone.hcl"\n}\n'
    assert any("gone.hcl" in line for line in problems(files))
    assert inputs(files)["name"] != "d"


@pytest.mark.parametrize(
    "argument",
    ['env_vars = get_env("VARS")', 'optional_var_files = ["../../../elsewhere.tfvars"]'],
)
def test_arguments_that_may_set_variables(argument: str) -> None:
    more = f'  extra_arguments "more" {{\n    commands = ["apply"]\n    {argument}\n  }}\n}}\n'
    files = unit("", SOURCE.removesuffix("}\n") + more)
    (bucket,) = configurations(files)["live"].resources
    assert data(bucket.body.entries["bucket"]) != "x"


def test_of_several_sources_none_of_which_is_here() -> None:
    source = 'terraform {\n  source = get_env("A") == "1" ? "../modules/none" : "git::https://example.com/m.git"\n}\n'
    (line,) = problems(unit("", source))
    assert "S3L902" in line and "None" not in line


def test_a_version_that_is_not_known_may_be_any() -> None:
    source = 'terraform {\n  source  = "tfr:///terraform-aws-modules/s3-bucket/aws"\n  version = get_env("V")\n}\n'
    (line,) = problems({"live/terragrunt.hcl": source})
    assert "S3L902" in line


STRANGE = [
    "inputs = [1]",
    "locals = 5",
    "generate = [1]",
    "generate = { a = { path = [1], contents = [2] } }",
    'generate "g" {\n  path      = "x.tf"\n  contents  = [1]\n  if_exists = 7\n}',
    'generate "g" {\n  path     = ["x.tf"]\n  contents = "x"\n}',
    'generate "g" {\n  contents = null\n  disable  = [1]\n}',
    "remote_state = { backend = [1], config = [2], generate = 3 }",
    "remote_state {\n  config = null\n}",
    'include "a" { path = [1] }',
    "include {\n}",
    'dependency "d" { config_path = null }\ninputs = { a = dependency.d.outputs }',
    'dependency "d" { config_path = [1] }\ninputs = { a = dependency.d.outputs.x }',
    'dependency {\n  config_path = "x"\n}',
    "exclude {\n  if      = true\n  actions = 5\n}",
    'terraform {\n  extra_arguments "x" {\n    commands = "apply"\n    arguments = 5\n    env_vars = [1]\n  }\n}',
    "inputs = { a = values, b = include, c = dependency, d = local, e = feature }",
    'inputs = { a = find_in_parent_folders("a", "b", "c"), b = run_cmd() }',
    "errors = 5",
]


@pytest.mark.parametrize("text", STRANGE)
def test_whatever_a_configuration_says_its_module_is_judged(text: str) -> None:
    files = {"live/terragrunt.hcl": f"{text}\n", "live/main.tf": 'resource "aws_s3_bucket" "a" { bucket = "acme-a" }\n'}
    assert [r.address for r in configurations(files)["live"].resources] == ["aws_s3_bucket.a"]

"""Units as roots: the module that they run, with their own files, generated files and inputs."""

from __future__ import annotations

import pytest

from s3lint.values import Inputs
from tests.languages.terragrunt.live import configurations, data, problems, root_paths, roots, unit
from tests.support.verdicts import findings, report, verdicts

MODULE = """
variable "name" {}
variable "block" { default = true }
resource "aws_s3_bucket" "this" { bucket = var.name }
resource "aws_s3_bucket_public_access_block" "this" {
  bucket                  = aws_s3_bucket.this.id
  block_public_acls       = var.block
  ignore_public_acls      = true
  block_public_policy     = true
  restrict_public_buckets = true
}
output "id" { value = aws_s3_bucket.this.id }
"""
ROOT = 'inputs = { team = "platform" }\n'
UNIT = 'include "root" { path = find_in_parent_folders("root.hcl") }\nterraform { source = "../../modules/bucket" }\n'
FILES = {
    "root.hcl": ROOT,
    "modules/bucket/main.tf": MODULE,
    "live/a/terragrunt.hcl": UNIT + 'inputs = { name = "acme-a", block = false }\n',
    "live/b/terragrunt.hcl": UNIT + 'inputs = { name = "acme-b" }\n',
}


def test_each_unit_is_a_root_and_its_module_none() -> None:
    assert root_paths(FILES) == ["terragrunt live/a", "terragrunt live/b"]


def test_inputs_decide_and_findings_name_the_unit() -> None:
    found = {finding.root: finding for finding in findings(FILES, "S3L102")}
    assert {root: finding.verdict.value for root, finding in found.items()} == {"live/a": "fail", "live/b": "pass"}
    related = {(r.location.path, r.location.line): r.message for r in found["live/a"].related}
    assert related["live/a/terragrunt.hcl", 3] == "false comes from here"
    assert related["live/a/terragrunt.hcl", 2] == "unit live/a runs this module"


def test_what_a_unit_takes_in() -> None:
    found = {root.path: root.takes_in for root in roots(FILES)}
    assert found["live/a"] == {"live/a", "live/a/terragrunt.hcl", "root.hcl", "modules/bucket"}


@pytest.mark.parametrize(
    "source",
    [
        "../../modules/bucket",
        "../../modules//bucket",
        "../..//modules/bucket",
        "${get_repo_root()}//modules/bucket",
        "${get_repo_root()}/modules/bucket",
        "${get_path_to_repo_root()}//modules/bucket",
        '${find_in_parent_folders("modules")}/bucket',
        "${get_terragrunt_dir()}/../../modules/bucket",
    ],
)
def test_sources_in_the_tree(source: str) -> None:
    text = UNIT.replace("../../modules/bucket", source) + 'inputs = { name = "acme-a" }\n'
    assert verdicts({**FILES, "live/a/terragrunt.hcl": text}, "S3L102") == {("S3L102", "aws_s3_bucket.this"): "pass"}


def test_the_source_of_an_included_file_counts_from_the_unit() -> None:
    files = {
        **FILES,
        "root.hcl": "terraform {\n"
        '  source = "${path_relative_from_include()}/modules//${basename(get_terragrunt_dir())}"\n}\n',
        "live/bucket/terragrunt.hcl": 'include "root" { path = "../../root.hcl" }\ninputs = { name = "x" }\n',
    }
    assert unit(files, "live/bucket").folder == "modules/bucket"


def test_a_unit_without_a_source_runs_its_own_folder() -> None:
    files = {"live/terragrunt.hcl": 'inputs = { name = "acme-x", block = false }\n', "live/main.tf": MODULE}
    assert root_paths(files) == ["terragrunt live"]
    assert verdicts(files, "S3L102") == {("S3L102", "aws_s3_bucket.this"): "fail"}


def test_the_files_of_a_unit_are_laid_over_its_module() -> None:
    files = {
        **FILES,
        "live/a/versioning.tf": 'resource "aws_s3_bucket_versioning" "this" {\n  bucket = aws_s3_bucket.this.id\n'
        '  versioning_configuration { status = jsondecode(file("status.json")) }\n}\n',
        "live/a/status.json": '"Suspended"',
        "live/a/.hidden.tf": "this is not read {",
        "live/a/.status.json": "",
        "modules/bucket/status.json": '"Enabled"',
        "live/b/main.tf": 'resource "aws_s3_bucket" "other" { bucket = var.name }\nvariable "name" {}\n',
    }
    found = {(finding.root, finding.resource): finding for finding in findings(files, "S3L501")}
    assert set(found) == {("live/a", "aws_s3_bucket.this"), ("live/b", "aws_s3_bucket.other")}
    versioning = found["live/a", "aws_s3_bucket.this"]
    assert versioning.verdict.value == "fail" and versioning.location.path == "live/a/versioning.tf"


def test_modules_that_the_module_calls() -> None:
    files = {
        **FILES,
        "modules/site/main.tf": 'module "bucket" {\n  source = "../bucket"\n  name   = var.name\n}\n'
        'variable "name" {}\n',
        "live/c/terragrunt.hcl": 'terraform { source = "../../modules//site" }\ninputs = { name = "acme-c" }\n',
        "live/c/extra/main.tf": 'resource "aws_s3_bucket" "extra" {}\n',
        "live/c/call.tf": 'module "extra" { source = "./extra" }\n',
    }
    made = configurations(files)["live/c"]
    assert {r.address for r in made.resources if r.type == "aws_s3_bucket"} == {
        "module.bucket.aws_s3_bucket.this",
        "module.extra.aws_s3_bucket.extra",
    }
    assert "terraform live/c/extra" not in root_paths(files)


def test_inputs_are_weaker_than_variable_files() -> None:
    files = {
        **FILES,
        "live/a/terraform.tfvars": "block = true\n",
        "modules/bucket/z.auto.tfvars": 'name = "from-the-module"\n',
    }
    made = configurations(files)["live/a"]
    (bucket,) = (r for r in made.resources if r.type == "aws_s3_bucket")
    assert data(bucket.body.entries["bucket"]) == "from-the-module"
    assert verdicts(files, "S3L102", ignore=["S3L9"])[("S3L102", "aws_s3_bucket.this")] == "pass"


VARIABLES = """
variable "text" { type = string }
variable "plain" {}
variable "flag" { type = bool }
variable "names" { type = list(string) }
variable "tags" { type = map(string) }
variable "any" { type = any }
variable "nothing" { default = "default" }
output "all" { value = [var.text, var.plain, var.flag, var.names, var.tags, var.any, var.nothing] }
"""


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (
            'text = "a", plain = true, flag = "true", names = ["x"], tags = { a = 1 }, any = { b = [1] }, '
            "nothing = null",
            ["a", "true", True, ["x"], {"a": "1"}, {"b": [1]}, None],
        ),
        (
            'text = 1, plain = [1, "b"], flag = false, names = "[\\"y\\"]", tags = {}, any = "[1]", more = 1',
            ["1", '[1,"b"]', False, ["y"], {}, [1], "default"],
        ),
    ],
)
def test_inputs_pass_through_the_environment(given: str, expected: object) -> None:
    files = {"live/terragrunt.hcl": f"inputs = {{ {given} }}\n", "live/main.tf": VARIABLES}
    value = unit(files).output("all")
    assert value is not None and data(value) == expected


def test_a_text_with_a_sequence_is_no_template() -> None:
    files = {
        "live/terragrunt.hcl": 'inputs = { text = "$${a}", any = { a = "$${b}" } }\n',
        "live/main.tf": VARIABLES.replace('variable "plain" {}', 'variable "plain" { default = "" }'),
    }
    value = unit(files).output("all")
    assert value is not None and data(value)[0] == "${a}" and data(value)[5] == {"a": "${b}"}


def test_the_environment_is_stronger_than_inputs() -> None:
    files = {"live/terragrunt.hcl": 'inputs = { text = "input" }\n', "live/main.tf": VARIABLES}
    value = unit(files, inputs=Inputs(env={"TF_VAR_text": "environment"})).output("all")
    assert value is not None and data(value)[0] == "environment"


EXTRA = """
terraform {
  extra_arguments "common" {
    commands           = get_terraform_commands_that_need_vars()
    required_var_files = ["${get_repo_root()}/common.tfvars"]
    optional_var_files = ["${get_terragrunt_dir()}/none.tfvars", "own.tfvars"]
    arguments          = ["-var", "plain=argument", "-lock-timeout=20m"]
    env_vars           = { TF_VAR_any = "[2]" }
  }
  extra_arguments "never" {
    commands  = ["init"]
    arguments = ["-var=text=never"]
  }
}
inputs = { text = "input", plain = "input", any = "[1]", flag = true }
"""


def test_extra_arguments() -> None:
    files = {
        "live/terragrunt.hcl": EXTRA,
        "live/main.tf": VARIABLES,
        "live/own.tfvars": 'names = ["own"]\n',
        "common.tfvars": 'text = "common"\nnames = ["common"]\n',
    }
    value = configurations(files)["live"]
    assert value.diagnostics == []
    found = unit(files)
    assert found.arguments.var_files == ["common.tfvars", "live/own.tfvars"]
    output = found.output("all")
    assert output is not None and data(output)[0] == "common" and data(output)[3] == ["own"] and data(output)[5] == [2]


def test_arguments_of_a_child_replace_those_of_the_same_name() -> None:
    files = {
        "root.hcl": EXTRA,
        "live/terragrunt.hcl": 'include "root" { path = "../root.hcl" }\nterraform {\n'
        '  extra_arguments "common" {\n    commands = ["plan"]\n    arguments = ["-var-file=own.tfvars"]\n  }\n}\n',
        "live/main.tf": VARIABLES,
        "live/own.tfvars": "",
    }
    assert unit(files).arguments.var_files == ["live/own.tfvars"]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ('arguments = ["-var", "text=argument"]', "argument"),
        ('arguments = ["-var-file=a.tfvars", "-var=text=argument"]', "argument"),
        ('arguments = ["-var", "text=argument", "-var-file=a.tfvars"]', "a"),
        ('required_var_files = ["a.tfvars"]\n    arguments = ["-var", "text=argument"]', "a"),
        ('required_var_files = ["a.tfvars"]\n    optional_var_files = ["b.tfvars"]', "b"),
        ('required_var_files = ["other.tfvars"]\n    arguments = ["-var", "text=argument"]', "argument"),
    ],
)
def test_the_last_on_the_command_line_wins(arguments: str, expected: str) -> None:
    """Terragrunt puts variable files behind the arguments of their block."""
    files = {
        "live/terragrunt.hcl": 'terraform {\n  source = "../m"\n  extra_arguments "x" {\n    commands = ["plan"]\n'
        f"    {arguments}\n  }}\n}}\n",
        "m/main.tf": VARIABLES,
        "live/a.tfvars": 'text = "a"\n',
        "live/b.tfvars": 'text = "b"\n',
        "live/other.tfvars": 'plain = "a"\n',
    }
    output = unit(files).output("all")
    assert output is not None and data(output)[0] == expected


@pytest.mark.parametrize("path", ["secrets.tfvars", '${get_env("NAME")}.tfvars'])
def test_without_a_variable_file_no_variable_is_certain(path: str) -> None:
    text = EXTRA.replace("${get_repo_root()}/common.tfvars", path)
    files = {"live/terragrunt.hcl": text, "live/main.tf": MODULE}
    assert report(files, "S3L102").findings[0].verdict.value == "unknown"
    if path == "secrets.tfvars":
        assert problems(files) == [
            "live/terragrunt.hcl:3: S3L901 the variable file secrets.tfvars is not in the scanned tree: "
            "the values of variables are not known"
        ]


# what is no unit


def test_a_parent_is_no_unit() -> None:
    files = {
        "terragrunt.hcl": 'generate "provider" {\n  path = "p.tf"\n  if_exists = "overwrite"\n  contents = ""\n}\n',
        "variables.tf": 'variable "name" {}\n',
        "live/terragrunt.hcl": "include {\n  path = find_in_parent_folders()\n}\n",
        "live/main.tf": MODULE,
    }
    assert root_paths(files) == ["terragrunt live", "terraform ."]


@pytest.mark.parametrize(
    "text",
    [
        'exclude {\n  if      = true\n  actions = ["all"]\n}\n',
        'exclude {\n  if      = true\n  actions = ["plan", "apply"]\n}\n',
        "skip = true\n",
    ],
)
def test_what_is_never_deployed_hides_no_module(text: str) -> None:
    files = {**FILES, "live/a/terragrunt.hcl": UNIT + text, "live/b/terragrunt.hcl": UNIT + text}
    assert root_paths(files) == ["terraform modules/bucket"]


@pytest.mark.parametrize(
    "text",
    [
        'exclude {\n  if      = true\n  actions = ["plan"]\n}\n',
        'exclude {\n  if      = false\n  actions = ["all"]\n}\n',
        'exclude {\n  if      = get_env("CI") == "true"\n  actions = ["all"]\n}\n',
        'feature "off" { default = true }\nexclude {\n  if      = feature.off.value\n  actions = ["all"]\n}\n',
    ],
)
def test_what_may_be_deployed_is_judged(text: str) -> None:
    files = {**FILES, "live/a/terragrunt.hcl": UNIT + text}
    assert "terragrunt live/a" in root_paths(files)


def test_templates_of_a_catalog_are_no_units() -> None:
    files = {**FILES, "modules/bucket/.boilerplate/terragrunt.hcl": 'terraform { source = "{{ .Url }}" {{ end }}\n'}
    assert root_paths(files) == ["terragrunt live/a", "terragrunt live/b"]


MODULES = {
    "common/bucket/terragrunt.hcl": 'locals { env = yamldecode(file(find_in_parent_folders("env.yaml"))) }\n'
    'terraform { source = "${get_repo_root()}/modules/bucket" }\ninputs = { name = local.env.name }\n',
    "modules/bucket/main.tf": MODULE,
}


def test_a_file_that_only_what_includes_it_can_run_is_no_unit() -> None:
    files = {
        **MODULES,
        "live/env.yaml": "name: acme-live\n",
        "live/a/terragrunt.hcl": 'include { path = "../../common/bucket/terragrunt.hcl" }\n',
    }
    assert root_paths(files) == ["terragrunt live/a"]


@pytest.mark.parametrize(
    "files",
    [
        MODULES,  # nothing includes it: that it cannot be run is said
        {
            **MODULES,
            "common/env.yaml": "name: acme\n",
            "a/terragrunt.hcl": 'include { path = "../common/bucket/terragrunt.hcl" }',
        },
    ],
)
def test_what_may_run_by_itself_stays_a_unit(files: dict[str, str]) -> None:
    assert "terragrunt common/bucket" in root_paths(files)


# modules that are not in the tree


def test_a_module_that_is_not_here_is_said_once_at_its_source() -> None:
    source = "git::ssh://git@example.com/modules.git//bucket?ref=v1"
    files = {"live/terragrunt.hcl": f'terraform {{ source = "{source}" }}\ninputs = {{ name = "x" }}\n'}
    assert problems(files) == [
        "live/terragrunt.hcl:1: S3L902 module git::ssh://example.com/modules.git//bucket is not on disk "
        "(terragrunt would fetch it): "
        "its resources are unknown"
    ]


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("../../../outside", "is outside the scanned tree"),
        ("../none", "is not here: the folder none does not exist"),
        ("../live//", "contains no configuration (live)"),
        ('${get_env("MODULES")}/bucket', 'has an unknown source: get_env("MODULES") is an environment variable'),
        ("tfr:///acme/bucket/aws?version=1.0.0", "is not on disk (terragrunt would fetch it)"),
    ],
)
def test_why_a_module_is_not_read(source: str, why: str) -> None:
    (said,) = problems({"live/terragrunt.hcl": f'terraform {{ source = "{source}" }}\n'})
    assert why in said and "S3L902" in said


def test_of_several_sources_the_one_in_the_tree_is_read() -> None:
    condition = 'get_env("ENV") == "prod" ? "git::https://example.com/m.git?ref=v1" : "../../modules//bucket"'
    files = {**FILES, "live/a/terragrunt.hcl": f'terraform {{ source = {condition} }}\ninputs = {{ name = "x" }}\n'}
    (said,) = problems(files, "live/a")
    assert "S3L902" in said and said.endswith("and s3lint reads modules/bucket")
    assert unit(files, "live/a").folder == "modules/bucket"


@pytest.mark.parametrize(
    "source",
    [
        "tfr:///terraform-aws-modules/s3-bucket/aws?version=4.1.2",
        "tfr://registry.terraform.io/terraform-aws-modules/s3-bucket/aws?version=4.1.2",
        "git::https://github.com/terraform-aws-modules/terraform-aws-s3-bucket.git//?ref=v4.1.2",
        "github.com/terraform-aws-modules/terraform-aws-s3-bucket?ref=v4.1.2",
        "https://github.com/terraform-aws-modules/terraform-aws-s3-bucket.git?ref=v4.1.2",
    ],
)
def test_the_summary_of_a_registry_module(source: str) -> None:
    text = (
        f'terraform {{ source = "{source}" }}\ninputs = {{ bucket = "acme-a", block_public_acls = false, env = "x" }}\n'
    )
    (finding,) = findings({"live/terragrunt.hcl": text}, "S3L102")
    assert finding.verdict.value == "fail" and finding.resource == "aws_s3_bucket.this[0]"
    assert (finding.location.path, finding.location.line) == ("live/terragrunt.hcl", 2)


def test_an_input_that_a_summary_does_not_describe_leaves_the_bucket_open() -> None:
    source = "tfr:///terraform-aws-modules/s3-bucket/aws?version=4.1.2"
    text = f'terraform {{ source = "{source}" }}\ninputs = {{ attach_waf_log_delivery_policy = true }}\n'
    files = {"live/terragrunt.hcl": text}
    assert any("does not describe its input attach_waf_log_delivery_policy" in said for said in problems(files))
    assert {finding.verdict.value for finding in report(files, "S3L201").findings} == {"unknown"}


# broken files


def test_a_broken_unit_is_a_diagnostic() -> None:
    files = {"live/terragrunt.hcl": "terraform {\n", "live/main.tf": MODULE}
    assert root_paths(files) == ["terragrunt live"] and problems(files)[0].startswith("live/terragrunt.hcl:")
    assert report(files).findings and {f.verdict.value for f in report(files, "S3L102").findings} == {"unknown"}


def test_a_broken_unit_beside_others() -> None:
    files = {**FILES, "live/a/terragrunt.hcl": "include = {\n"}
    said = report(files, "S3L102")
    assert {f.root for f in said.findings} == {"live/b"} and [d.code for d in said.diagnostics] == ["S3L901"]

"""Stacks: units that are made of other folders, with the values that they are given."""

from __future__ import annotations

import pytest

from tests.languages.terragrunt.live import configurations, data, root_paths, roots, units
from tests.support.verdicts import findings, report

MODULE = (
    'variable "name" {}\nresource "aws_s3_bucket" "this" { bucket = var.name }\noutput "name" { value = var.name }\n'
)
UNIT = (
    'include "root" { path = find_in_parent_folders("root.hcl") }\n'
    'terraform { source = "${get_repo_root()}//modules/bucket" }\n'
    'inputs = { name = "${values.env}-${values.name}", flag = try(values.flag, false) }\n'
)
FILES = {
    "root.hcl": "inputs = { where = path_relative_to_include() }\n",
    "modules/bucket/main.tf": MODULE,
    "catalog/units/bucket/terragrunt.hcl": UNIT,
    "catalog/stacks/data/terragrunt.stack.hcl": (
        'locals { units = "${get_repo_root()}/catalog/units" }\n'
        'unit "raw" {\n  source = "${local.units}/bucket"\n  path = "raw"\n'
        '  values = { env = values.env, name = "raw" }\n}\n'
        'unit "clean" {\n  source = "${local.units}/bucket"\n  path = "clean"\n'
        '  values = { env = values.env, name = "clean", flag = true }\n}\n'
    ),
    "live/terragrunt.stack.hcl": (
        'stack "dev" {\n  source = "../catalog/stacks/data"\n  path = "dev"\n  values = { env = "dev" }\n}\n'
        'unit "logs" {\n  source = "../catalog/units/bucket"\n  path = "logs"\n'
        '  values = { env = "all", name = "logs" }\n  no_dot_terragrunt_stack = true\n}\n'
    ),
}
DEV = "live/.terragrunt-stack/dev/.terragrunt-stack"


def buckets(files: dict[str, str]) -> dict[str, object]:
    """The names of the buckets by their roots."""
    return {
        path: data(resource.body.entries["bucket"])
        for path, configuration in configurations(files).items()
        for resource in configuration.resources
    }


def test_units_of_stacks_are_roots_and_what_they_are_made_of_is_none() -> None:
    assert root_paths(FILES) == [f"terragrunt {path}" for path in ("live/logs", f"{DEV}/raw", f"{DEV}/clean")]


def test_values() -> None:
    assert buckets(FILES) == {"live/logs": "all-logs", f"{DEV}/raw": "dev-raw", f"{DEV}/clean": "dev-clean"}


def test_a_unit_lies_where_its_stack_makes_it() -> None:
    unit = units(FILES).at(f"{DEV}/raw")
    assert unit is not None and unit.inputs is not None
    assert data(unit.inputs) == {"where": f"{DEV}/raw", "name": "dev-raw", "flag": False}


def test_findings_stand_in_the_files_that_there_are() -> None:
    found = {f.root: f for f in findings(FILES, "S3L501")}
    assert found[f"{DEV}/raw"].location.path == "modules/bucket/main.tf"
    calls = [(r.location.path, r.message) for r in found[f"{DEV}/raw"].related]
    assert ("catalog/units/bucket/terragrunt.hcl", f"unit {DEV}/raw runs this module") in calls


def test_the_configuration_of_a_stack_holds_for_its_units() -> None:
    assert {root.path: root.folder for root in roots(FILES)}[f"{DEV}/raw"] == "catalog/stacks/data"
    assert {root.path: root.folder for root in roots(FILES)}["live/logs"] == "live"


def test_a_stack_that_nothing_uses_is_judged_with_open_values() -> None:
    files = {path: text for path, text in FILES.items() if path != "live/terragrunt.stack.hcl"}
    assert root_paths(files) == [
        f"terragrunt catalog/stacks/data/.terragrunt-stack/{name}" for name in ("raw", "clean")
    ]
    assert set(buckets(files).values()) == {"<values.env>-raw", "<values.env>-clean"}


def test_a_unit_that_no_stack_uses_is_judged_with_open_values() -> None:
    files = {path: text for path, text in FILES.items() if not path.endswith("stack.hcl")}
    assert buckets(files) == {"catalog/units/bucket": "<values.env>-<values.name>"}


def test_stacks_that_use_each_other_hide_none() -> None:
    files = {
        **FILES,
        "a/terragrunt.stack.hcl": 'stack "b" {\n  source = "../b"\n  path = "b"\n}\n'
        'unit "u" {\n  source = "../catalog/units/bucket"\n  path = "u"\n  values = { env = "a", name = "u" }\n}\n',
        "b/terragrunt.stack.hcl": 'stack "a" {\n  source = "../../../a"\n  path = "a"\n}\n',
    }
    assert "terragrunt a/.terragrunt-stack/u" in root_paths(files)


def test_a_unit_with_files_of_its_own() -> None:
    files = {
        "catalog/unit/terragrunt.hcl": "inputs = { name = values.name }\n",
        "catalog/unit/main.tf": 'variable "name" {}\nmodule "inner" {\n  source = "./inner"\n  name = var.name\n}\n',
        "catalog/unit/inner/main.tf": MODULE,
        "live/terragrunt.stack.hcl": 'unit "a" {\n  source = "../catalog/unit"\n  path = "a"\n'
        '  values = { name = "acme" }\n}\n',
    }
    assert buckets(files) == {"live/.terragrunt-stack/a": "acme"}
    (finding,) = findings(files, "S3L501")
    assert finding.location.path == "catalog/unit/inner/main.tf"


def test_values_that_a_source_brings_along() -> None:
    files = {
        **FILES,
        "catalog/units/bucket/terragrunt.values.hcl": 'env = "default"\nname = "own"\n',
        "live/terragrunt.stack.hcl": 'unit "a" {\n  source = "../catalog/units/bucket"\n  path = "a"\n}\n',
    }
    assert buckets(files)["live/.terragrunt-stack/a"] == "default-own"


def test_values_that_are_not_given_are_not_there() -> None:
    files = {
        **FILES,
        "catalog/units/bucket/terragrunt.hcl": UNIT.replace("values.env", 'try(values.env, "none")'),
        "live/terragrunt.stack.hcl": 'unit "a" {\n  source = "../catalog/units/bucket"\n  path = "a"\n'
        '  values = { name = "x" }\n}\n',
    }
    assert buckets(files)["live/.terragrunt-stack/a"] == "none-x"


def test_dependencies_between_units_of_a_stack() -> None:
    reader = (
        'dependency "raw" { config_path = values.raw }\nterraform { source = "${get_repo_root()}//modules/bucket" }\n'
        'inputs = { name = "of-${dependency.raw.outputs.name}" }\n'
    )
    files = {
        **FILES,
        "catalog/units/reader/terragrunt.hcl": reader,
        "live/terragrunt.stack.hcl": (
            'unit "raw" {\n  source = "../catalog/units/bucket"\n  path = "raw"\n'
            '  values = { env = "dev", name = "raw" }\n}\n'
            'unit "reader" {\n  source = "../catalog/units/reader"\n  path = "in/reader"\n'
            '  values = { raw = "../../raw" }\n}\n'
            'unit "by_name" {\n  source = "../catalog/units/reader"\n  path = "by-name"\n'
            "  values = { raw = unit.raw.path }\n}\n"
        ),
    }
    found = buckets(files)
    assert found["live/.terragrunt-stack/in/reader"] == found["live/.terragrunt-stack/by-name"] == "of-dev-raw"


AUTOINCLUDE = (
    'unit "raw" {\n  source = "../catalog/units/bucket"\n  path = "raw"\n  values = { env = "dev", name = "raw" }\n}\n'
    'locals { prefix = "auto" }\n'
    'unit "plain" {\n  source = "../catalog/units/plain"\n  path = "plain"\n  autoinclude {\n'
    '    dependency "raw" { config_path = unit.raw.path }\n'
    '    inputs = { name = "${local.prefix}-${dependency.raw.outputs.name}" }\n  }\n}\n'
)


def test_what_a_stack_adds_to_a_unit() -> None:
    files = {
        **FILES,
        "catalog/units/plain/terragrunt.hcl": 'terraform { source = "${get_repo_root()}//modules/bucket" }\n'
        'inputs = { name = "own", more = 1 }\n',
        "live/terragrunt.stack.hcl": AUTOINCLUDE,
    }
    assert buckets(files)["live/.terragrunt-stack/plain"] == "auto-dev-raw"


def test_a_file_that_a_stack_has_written_beside_a_unit() -> None:
    files = {
        "modules/bucket/main.tf": MODULE,
        "live/terragrunt.hcl": 'terraform { source = "../modules/bucket" }\ninputs = { name = "own" }\n',
        "live/terragrunt.autoinclude.hcl": 'inputs = { name = "added" }\n',
    }
    assert buckets(files) == {"live": "added"}


def test_a_dependency_on_a_stack() -> None:
    files = {
        **FILES,
        "app/terragrunt.hcl": 'dependency "data" { config_path = "../live/.terragrunt-stack/dev" }\n'
        'terraform { source = "../modules/bucket" }\ninputs = { name = dependency.data.outputs.raw.name }\n',
    }
    assert buckets(files)["app"] == "dev-raw"


# what cannot be read


def test_a_unit_that_is_not_here() -> None:
    source = "git::https://example.com/catalog.git//units/bucket?ref=v1"
    files = {"live/terragrunt.stack.hcl": f'unit "a" {{\n  source = "{source}"\n  path = "a"\n}}\n'}
    assert root_paths(files) == ["terragrunt live/.terragrunt-stack/a"]
    (said,) = report(files).diagnostics
    assert said.message == (
        f"unit 'a' comes from {source}, which is not on disk (terragrunt would fetch it): its resources are unknown"
    )
    assert (said.code, said.left_out, said.location.line, said.incomplete) == ("S3L902", "unit", 2, False)


def test_a_unit_that_is_missing_here_is_lost_input() -> None:
    files = {"live/terragrunt.stack.hcl": 'unit "a" {\n  source = "../units/bucket"\n  path = "a"\n}\n'}
    (said,) = report(files).diagnostics
    assert (said.code, said.left_out, said.incomplete) == ("S3L902", "unit", True)


def test_a_unit_that_was_generated_before() -> None:
    source = "git::https://example.com/catalog.git//units/bucket?ref=v1"
    files = {
        "live/terragrunt.stack.hcl": f'unit "a" {{\nsource = "{source}"\npath = "a"\nvalues = {{ name = "x" }}\n}}\n',
        "live/.terragrunt-stack/a/terragrunt.hcl": "inputs = { name = values.name }\n",
        "live/.terragrunt-stack/a/main.tf": MODULE,
    }
    assert buckets(files) == {"live/.terragrunt-stack/a": "x"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('unit "a" {\n  source = "../none"\n  path = "a"\n}\n', "comes from none, which has no terragrunt.hcl"),
        ('unit "a" {\n  source = "../../out"\n  path = "a"\n}\n', "which is outside the scanned tree"),
        ('unit "a" {\n  source = get_env("S")\n  path = "a"\n}\n', 'has an unknown source: get_env("S")'),
        ('unit "a" {\n  source = "../m"\n  path = "../../a"\n}\n', "path of unit 'a' is not known, or leaves"),
        ('unit "a" {\n  source = "../m"\n  path = get_env("P")\n}\n', "path of unit 'a' is not known, or leaves"),
        ('unit "a" {\n  source = "../m"\n  path = "a"\n  expansion { for_each = {} }\n}\n', "does not expand unit 'a'"),
        ('unit "a" {\n', "`{` is not closed"),
    ],
)
def test_what_is_wrong_with_a_stack_is_said(text: str, said: str) -> None:
    files = {"m/terragrunt.hcl": "", "m/main.tf": "", "live/terragrunt.stack.hcl": text}
    found = report(files).diagnostics
    assert any(said in one.message and one.location.path == "live/terragrunt.stack.hcl" for one in found), found
    assert not report(files).summary.complete


def test_a_stack_in_itself_ends() -> None:
    files = {
        **FILES,
        "live/terragrunt.stack.hcl": 'stack "again" {\n  source = "${get_repo_root()}/live"\n  path = "again"\n}\n'
        'unit "u" {\n  source = "${get_repo_root()}/catalog/units/bucket"\n  path = "u"\n'
        '  values = { env = "a", name = "u" }\n}\n',
    }
    assert "terragrunt live/.terragrunt-stack/u" in root_paths(files)
    assert any(said.code == "S3L905" for said in report(files).diagnostics)


def test_a_disabled_unit() -> None:
    files = {
        **FILES,
        "live/terragrunt.stack.hcl": FILES["live/terragrunt.stack.hcl"].replace("path =", "enabled = false\npath ="),
    }
    assert all("live/" not in path for path in root_paths(files))

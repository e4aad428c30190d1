"""Buckets that are declared and not made by default are named, with what decides it."""

from __future__ import annotations

import json

import pytest

from s3lint.report import render
from tests.support.verdicts import report

BUCKET = 'resource "aws_s3_bucket" "%s" {\n  %s\n  bucket = "acme-%s"\n}\n'
SWITCH = 'variable "on" {\n  type = bool\n  default = false\n}\n'


def not_made(files: dict[str, str]) -> set[tuple[str, str, str]]:
    data = json.loads(render("json", report(files)))
    return {(one["resource"], one["name"], one["value"]) for one in data["summary"]["not_made"]}


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"main.tf": SWITCH + BUCKET % ("b", "count = var.on ? 1 : 0", "b")}, {("aws_s3_bucket.b", "var.on", "false")}),
        (
            {"main.tf": SWITCH + "locals {\n n = var.on ? 1 : 0\n}\n" + BUCKET % ("b", "count = local.n", "b")},
            {("aws_s3_bucket.b", "var.on", "false")},
        ),
        (
            {"main.tf": 'variable "all" {\n default = {}\n}\n' + BUCKET % ("b", "for_each = var.all", "b")},
            {("aws_s3_bucket.b", "var.all", "{}")},
        ),
        (
            {
                "main.tf": SWITCH + 'module "m" {\n source = "./m"\n count = var.on ? 1 : 0\n}\n',
                "b.tf": BUCKET % ("c", "", "c"),
                "m/m.tf": BUCKET % ("b", "", "b"),
            },
            {("module.m.aws_s3_bucket.b", "var.on", "false")},
        ),
        (
            {
                "main.tf": SWITCH + 'module "m" {\n source = "./m"\n make = var.on\n}\n',
                "m/m.tf": 'variable "make" {}\n' + BUCKET % ("b", "count = var.make ? 1 : 0", "b"),
            },
            {("module.m.aws_s3_bucket.b", "var.on", "false")},
        ),
        # the code's own decision, and what the user gave
        ({"main.tf": BUCKET % ("b", "count = 0", "b")}, set()),
        ({"main.tf": SWITCH + BUCKET % ("b", "count = var.on ? 0 : 1", "b")}, set()),
        ({"b.tf": SWITCH + BUCKET % ("b", "count = var.on ? 1 : 0", "b"), "terraform.tfvars": "on = false\n"}, set()),
        # made in an environment that the code declares
        ({"main.tf": SWITCH + BUCKET % ("b", "count = var.on ? 1 : 0", "b"), "prod.tfvars": "on = true\n"}, set()),
    ],
)  # fmt: skip
def test_what_terraform_leaves_out(files: dict[str, str], expected: set[tuple[str, str, str]]) -> None:
    assert not_made(files) == expected


def test_what_a_unit_gives_is_no_default() -> None:
    files = {
        "m/main.tf": SWITCH + BUCKET % ("b", "count = var.on ? 1 : 0", "b"),
        "live/terragrunt.hcl": 'terraform {\n source = "../m"\n}\ninputs = {\n on = false\n}\n',
    }
    assert not_made(files) == set()


TEMPLATE = """
Parameters:
  Logs: {Type: String, Default: "no"}
  Env: {Type: String, Default: dev}
Conditions:
  IsProd: !Equals [!Ref Env, prod]
  HasLogs: !And [!Condition IsProd, !Equals [!Ref Logs, "yes"]]
Resources:
  Made: {Type: AWS::S3::Bucket}
  Log: {Type: AWS::S3::Bucket, Condition: HasLogs}
"""


def test_what_a_template_leaves_out() -> None:
    assert not_made({"t.yaml": TEMPLATE}) == {("Log", "Logs", "no"), ("Log", "Env", "dev")}
    given = TEMPLATE.replace("Default: dev", "Default: dev, AllowedValues: [dev, prod]").replace('"yes"]]', '"no"]]')
    assert not_made({"t.yaml": given}) == set()  # it is made in prod


def test_the_last_line_counts_it_and_inspect_names_it() -> None:
    files = {"main.tf": SWITCH + BUCKET % ("b", "count = var.on ? 1 : 0", "b")}
    assert "1 declared bucket is not made by default: s3lint inspect says by which value." in render(
        "full", report(files)
    )

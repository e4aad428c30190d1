"""Modules that are not on disk: said once for each source, with what to do, and counted as the settings ask."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.support.command import s3lint

CALM = ("check", "--select", "S3L601", "--no-cache")
BUCKET = 'resource "aws_s3_bucket" "data" {\n  bucket = "acme-data"\n}\n'


def call(name: str, source: str, arguments: str = "") -> str:
    return f'module "{name}" {{\n  source = "{source}"\n{arguments}\n}}\n'


def folder(tmp_path: Path, files: Mapping[str, str]) -> Path:
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def told(tmp_path: Path, *words: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(s3lint(tmp_path, *CALM, "--output-format", "json", *words).stdout)[
        "diagnostics"
    ]
    return found


def test_one_entry_for_each_source(tmp_path: Path) -> None:
    folder(
        tmp_path,
        {
            "a/main.tf": BUCKET + call("one", "acme/bucket/aws") + call("two", "acme/bucket/aws"),
            "b/main.tf": call("three", "acme/bucket/aws", '  version = "~> 2.0"') + call("four", "acme/other/aws"),
            "c/main.tf": call("five", "git::https://git.example/m.git//x?ref=v1")
            + call("six", "git::https://ci:secret@git.example/m.git//x?ref=v2"),
        },
    )
    found = told(tmp_path)
    assert [(d["message"].partition(" (")[0].partition(" is ")[0], d["path"], len(d["also"])) for d in found] == [
        ("module acme/bucket/aws", "a/main.tf", 2),
        ("module acme/other/aws", "b/main.tf", 0),
        ("module git::https://git.example/m.git//x", "c/main.tf", 1),
    ]
    assert [(place["path"], place["line"]) for place in found[0]["also"]] == [("a/main.tf", 9), ("b/main.tf", 2)]
    assert "(3 times)" in found[0]["message"] and "times" not in found[1]["message"]
    assert "secret" not in json.dumps(found)
    said = s3lint(tmp_path, *CALM).stdout
    assert "3 modules with 6 calls were not on disk, so this run is incomplete. To read modules, run" in said


def test_they_are_no_lost_input_unless_that_is_asked_for(tmp_path: Path) -> None:
    folder(tmp_path, {"main.tf": BUCKET + call("m", "acme/bucket/aws")})
    assert s3lint(tmp_path, *CALM).returncode == 0
    assert s3lint(tmp_path, "check", "--select", "S3L501", "--no-cache").returncode == 1
    failing = (*CALM, "--unread-modules", "fail")
    assert s3lint(tmp_path, *failing).returncode == 3
    assert s3lint(tmp_path, *failing, "--allow-unreadable").returncode == 0
    assert [d["incomplete"] for d in told(tmp_path)] == [False]
    assert [d["incomplete"] for d in told(tmp_path, "--unread-modules", "fail")] == [True]
    (tmp_path / "s3lint.toml").write_text('unread-modules = "fail"\n')
    assert s3lint(tmp_path, *CALM).returncode == 3
    assert s3lint(tmp_path, *CALM, "--unread-modules", "report").returncode == 0


def test_what_is_wrong_here_is_lost_all_the_same(tmp_path: Path) -> None:
    folder(tmp_path, {"main.tf": BUCKET + call("m", "./nowhere")})
    assert s3lint(tmp_path, *CALM).returncode == 3


def test_a_named_file_hears_of_the_modules_of_its_root(tmp_path: Path) -> None:
    folder(tmp_path, {"main.tf": BUCKET, "more.tf": call("m", "acme/bucket/aws"), "b/main.tf": call("m", "acme/b/aws")})
    assert [d["path"] for d in told(tmp_path, "main.tf")] == ["more.tf"]


@pytest.mark.parametrize(
    "template",
    [
        "Resources:\n  A:\n    Type: Acme::S3::Bucket::MODULE\n  B:\n    Type: Acme::S3::Bucket::MODULE\n",
        "Resources:\n"
        + "".join(
            f"  {name}:\n    Type: AWS::CloudFormation::Stack\n    Properties:\n"
            "      TemplateURL: https://acme.s3.amazonaws.com/t.yaml\n"
            for name in "AB"
        ),
    ],
)
def test_templates_call_what_is_elsewhere_too(tmp_path: Path, template: str) -> None:
    folder(tmp_path, {"t.yaml": template})
    (found,) = told(tmp_path)
    assert (found["code"], found["incomplete"], len(found["also"])) == ("S3L902", False, 1)
    assert s3lint(tmp_path, *CALM).returncode == 0
    assert s3lint(tmp_path, *CALM, "--unread-modules", "fail").returncode == 3


VPC = "terraform-aws-modules/vpc/aws"
LAMBDA = "terraform-aws-modules/lambda/aws"
ENDPOINTS = f"{VPC}//modules/vpc-endpoints"


@pytest.mark.parametrize(
    ("source", "arguments"),
    [
        (VPC, '  name = "main"\n  cidr = var.cidr'),
        (VPC, "  flow_log_s3_bucket = null"),
        (LAMBDA, "  store_on_s3 = false"),
        (LAMBDA, '  attach_policy_json = true\n  policy_json = jsonencode({ Action = "sqs:*", Resource = "*" })'),
        (ENDPOINTS, '  endpoints = { sts = { service = "sts" } }'),
        ("terraform-aws-modules/eks/aws//modules/karpenter", '  cluster_name = "ms3d-2"'),
        ("github.com/terraform-aws-modules/terraform-aws-kms?ref=fe1beca2118c0cb528526e022a53381535bb93cd", ""),
        ("cloudposse/label/null", '  name = "x"'),
        ("terraform-aws-modules/kms/aws", "  key_statements = var.cidr"),
        (
            "terraform-aws-modules/kms/aws",
            '  aliases = ["s3/data"]\n  description = "S3 data"\n  tags = { Name = "bucket" }',
        ),
    ],
)
def test_a_known_module_that_is_handed_nothing_of_s3_is_not_mentioned(
    tmp_path: Path, source: str, arguments: str
) -> None:
    folder(tmp_path, {"main.tf": 'variable "cidr" {}\n' + BUCKET + call("m", source, arguments)})
    assert told(tmp_path) == []
    assert json.loads(s3lint(tmp_path, *CALM, "--output-format", "json").stdout)["summary"]["complete"]


@pytest.mark.parametrize(
    ("source", "arguments"),
    [
        (VPC, "  flow_log_destination_arn = aws_s3_bucket.data.arn"),
        (VPC, "  flow_log_destination_arn = module.logs.bucket_arn"),
        (VPC, '  flow_log_destination_type = "s3"'),
        (VPC, "  enable_s3_endpoint = true"),
        (VPC, '  version = "99.0.0"'),
        (LAMBDA, "  store_on_s3 = true"),
        (LAMBDA, '  policies = ["arn:aws:iam::aws:policy/AmazonS3FullAccess"]'),
        (LAMBDA, '  policies = ["arn:aws:iam::aws:policy/AdministratorAccess"]'),
        (LAMBDA, '  policy_json = jsonencode({ Action = "s3:GetObject", Resource = "*" })'),
        (LAMBDA, '  policy_json = jsonencode({ Statement = [{ Action = "*", Resource = "*" }] })'),
        (LAMBDA, '  policy_statements = { all = { actions = ["*"], resources = ["*"] } }'),
        (LAMBDA, "  policy_json = var.cidr"),
        (ENDPOINTS, '  endpoints = { s3 = { service = "s3" } }'),
        (ENDPOINTS, "  endpoints = var.cidr"),
        ("acme/vpc/aws", ""),
    ],
)
def test_all_others_are(tmp_path: Path, source: str, arguments: str) -> None:
    text = 'variable "cidr" {}\n' + BUCKET + call("logs", "acme/logs/aws") + call("m", source, arguments)
    folder(tmp_path, {"main.tf": text})
    assert [d["code"] for d in told(tmp_path) if f"module {source} " in d["message"]] == ["S3L902"]


def test_a_known_module_leaves_the_controls_of_a_bucket_alone(tmp_path: Path) -> None:
    words = ("check", "--select", "S3L501", "--no-cache", "--output-format", "json")
    handed = "  flow_log_destination_arn = aws_s3_bucket.data.arn"
    verdicts = []
    for source in (VPC, "acme/vpc/aws"):
        folder(tmp_path, {"main.tf": BUCKET + call("m", source, handed)})
        verdicts += [f["verdict"] for f in json.loads(s3lint(tmp_path, *words).stdout)["findings"]]
    assert verdicts == ["fail", "unknown"]


def test_a_fork_is_judged_by_the_summary_and_said_to_be(tmp_path: Path) -> None:
    source = "github.com/acme/terraform-aws-s3-bucket?ref=v4.1.0"
    folder(tmp_path, {"main.tf": call("m", source, "  attach_deny_insecure_transport_policy = true")})
    (found,) = told(tmp_path)
    assert found["message"] == (
        "module github.com/acme/terraform-aws-s3-bucket is not on disk, and judged as "
        "terraform-aws-modules/s3-bucket/aws: it has its name, release and inputs"
    )
    assert json.loads(s3lint(tmp_path, *CALM, "--output-format", "json").stdout)["summary"]["complete"]
    assert s3lint(tmp_path, *CALM).returncode == 0
    assert s3lint(tmp_path, *CALM, "--unread-modules", "fail").returncode == 3

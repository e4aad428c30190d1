"""Suppressions and baselines in whole runs: modules, for_each, CDK output, moves, and what a run writes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.support.command import s3lint

Check = Callable[..., Any]


@pytest.fixture
def check(tmp_path: Path) -> Check:
    """Runs `s3lint check` in a folder of its own, for versioning alone, and gives the JSON report."""

    def run(*arguments: str, report: bool = True) -> Any:
        words = ["check", ".", "--select", "S3L501", *arguments]
        words += ["--output-format", "json"] if report else []
        done = s3lint(tmp_path, *words)
        assert done.returncode in (0, 1), done.stderr
        return json.loads(done.stdout) if report else done

    return run


def counted(data: Any) -> dict[str, bool]:
    """Resource -> whether its finding counts."""
    return {f["resource"]: f["suppressed"] is None for f in data["findings"]}


MODULE = """\
variable "name" {}
resource "aws_s3_bucket" "this" {
  for_each = toset(["a", "b"])
  bucket   = "${var.name}-${each.key}"
}
"""
CALLS = """\
# s3lint: ignore[S3L501] short-lived
module "eu" {
  source = "./m"
  name   = "acme-eu"
}
module "us" {
  source = "./m"
  name   = "acme-us"
}
"""


def test_a_module_called_twice_with_for_each(check: Check, tmp_path: Path) -> None:
    (tmp_path / "m").mkdir()
    (tmp_path / "m/main.tf").write_text(MODULE)
    (tmp_path / "main.tf").write_text(CALLS)
    data = check()
    assert counted(data) == {
        'module.eu.aws_s3_bucket.this["a"]': False,
        'module.eu.aws_s3_bucket.this["b"]': False,
        'module.us.aws_s3_bucket.this["a"]': True,
        'module.us.aws_s3_bucket.this["b"]': True,
    }
    assert data["diagnostics"] == [] and data["summary"]["suppressed"] == 2
    # --no-ignores sees through
    assert all(counted(check("--no-ignores")).values())
    # in the module it holds for each instance
    (tmp_path / "main.tf").write_text(CALLS.split("\n", 1)[1])
    (tmp_path / "m/main.tf").write_text(MODULE.replace('"this" {', '"this" { # s3lint: ignore[S3L501] short-lived'))
    assert not any(counted(check()).values())


def test_metadata_in_cdk_output_and_comments_in_yaml(check: Check, tmp_path: Path) -> None:
    bucket = {"Type": "AWS::S3::Bucket"}
    metadata = {"s3lint": {"ignore": [{"rule": "S3L501", "reason": "short-lived", "until": "2999-01-31"}]}}
    stack = {"Resources": {"A": {**bucket, "Metadata": metadata}, "B": bucket}}
    (tmp_path / "stack.template.json").write_text(json.dumps(stack))
    text = "Resources:\n  C:\n    # s3lint: ignore[S3L501] short-lived\n    Type: AWS::S3::Bucket\n"
    (tmp_path / "t.yaml").write_text(text + "  D:\n    Type: AWS::S3::Bucket\n")
    assert counted(check()) == {"A": False, "B": True, "C": False, "D": True}


@pytest.mark.parametrize(
    "metadata",
    [
        {"s3lint": {"ignore": [{"rule": "S3L501", "reason": "short-lived"}]}},
        {"checkov": {"skip": [{"id": "CKV_AWS_21", "comment": "short-lived"}]}},
        {"bridgecrew": {"skip": [{"id": "CKV_AWS_21", "comment": "short-lived"}]}},
        {"guard": {"SuppressedRules": ["S3_BUCKET_VERSIONING_ENABLED"]}},
        {
            "cdk_nag": {
                "rules_to_suppress": [{"id": "NIST.800.53.R4-S3BucketVersioningEnabled", "reason": "short-lived"}]
            }
        },
    ],
)
def test_metadata_of_a_template_is_about_all_of_it(check: Check, tmp_path: Path, metadata: object) -> None:
    bucket = {"Type": "AWS::S3::Bucket"}
    (tmp_path / "t.json").write_text(json.dumps({"Metadata": metadata, "Resources": {"A": bucket, "B": bucket}}))
    (tmp_path / "other.json").write_text(json.dumps({"Resources": {"C": bucket}}))
    assert counted(check()) == {"A": False, "B": False, "C": True}


def test_metadata_of_a_nested_template_is_about_the_nested_one(check: Check, tmp_path: Path) -> None:
    inner = "Metadata:\n  checkov:\n    skip: [{id: CKV_AWS_21}]\nResources:\n  A:\n    Type: AWS::S3::Bucket\n"
    (tmp_path / "inner.yaml").write_text(inner)
    nested = "  Inner:\n    Type: AWS::CloudFormation::Stack\n    Properties:\n      TemplateURL: inner.yaml\n"
    (tmp_path / "outer.yaml").write_text(f"Resources:\n{nested}  B:\n    Type: AWS::S3::Bucket\n")
    assert counted(check()) == {"B": True, "Inner/A": False}


def test_the_ids_of_cfn_lint_are_taken_by_their_beginning(tmp_path: Path) -> None:
    def run(word: str) -> Any:
        metadata = {"cfn-lint": {"config": {"ignore_checks": [word]}}}
        bucket = {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": "Acme_Data"}}
        (tmp_path / "t.json").write_text(json.dumps({"Metadata": metadata, "Resources": {"A": bucket}}))
        return counted(json.loads(s3lint(tmp_path, "check", "--select", "S3L601", "--output-format", "json").stdout))

    assert [run(word) for word in ("E1161", "E11", "E3045")] == [{"A": False}, {"A": False}, {"A": True}]


def test_a_rule_of_cdk_nag_that_is_narrowed_to_findings_is_not_the_rule(tmp_path: Path) -> None:
    def run(entry: dict[str, object]) -> Any:
        policy = {"Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}
        entry = {"id": "AwsSolutions-IAM5", "reason": "dXNlcnMg4oCTIHRoZXJlIGFyZSBub25l", **entry}
        role = {
            "Type": "AWS::IAM::ManagedPolicy",
            "Properties": {"PolicyDocument": policy},
            "Metadata": {"cdk_nag": {"rules_to_suppress": [entry]}},
        }
        (tmp_path / "t.json").write_text(json.dumps({"Resources": {"P": role}}))
        done = s3lint(tmp_path, "check", "--select", "S3L701", "--output-format", "json")
        return json.loads(done.stdout)["findings"][0]["suppressed"]

    assert run({"applies_to": ["Action::s3:GetObject*"]}) is None
    assert run({})["reason"].startswith("dXNl")
    assert run({"is_reason_encoded": True})["reason"] == "users – there are none"


def test_ids_that_silence_nothing_are_said_with_verbose(tmp_path: Path) -> None:
    text = (
        'resource "aws_s3_bucket" "b" {\n  # checkov:skip=CKV_AWS_21,CKV_AWS_999,CKV2_AWS_64:reasons\n'
        '  bucket = "acme-data"\n}\nresource "aws_s3_bucket_versioning" "b" {\n  bucket = aws_s3_bucket.b.id\n'
        '  versioning_configuration {\n    status = "Enabled"\n  }\n}\n'
    )
    (tmp_path / "main.tf").write_text(text)
    said = s3lint(tmp_path, "check", "-v", "--select", "S3L501").stderr
    assert "main.tf:2: CKV_AWS_21 matches no finding" in said
    assert "main.tf:2: no check asks what CKV_AWS_999 asks\n" in said
    assert "main.tf:2: no check asks what CKV2_AWS_64 asks: A key without" in said
    assert "CKV_AWS" not in s3lint(tmp_path, "check", "--select", "S3L501").stderr


def test_terraform_json(check: Check, tmp_path: Path) -> None:
    buckets = {"a": {"//": "s3lint: ignore[S3L501] short-lived", "bucket": "acme-a"}, "b": {"bucket": "acme-b"}}
    (tmp_path / "main.tf.json").write_text(json.dumps({"resource": {"aws_s3_bucket": buckets}}))
    assert counted(check()) == {"aws_s3_bucket.a": False, "aws_s3_bucket.b": True}


def test_a_baseline_outlives_a_move_and_lets_the_new_one_through(check: Check, tmp_path: Path) -> None:
    for n in range(5):
        folder = tmp_path / f"s{n}"
        folder.mkdir()
        blocks = [f'resource "aws_s3_bucket" "b{i}" {{\n  bucket = "acme-{n}-{i}"\n}}\n' for i in range(40)]
        (folder / "main.tf").write_text("".join(blocks))
    check("--write-baseline", "base.json", report=False)
    summary = check("--baseline", "base.json")["summary"]
    assert (summary["fail"], summary["suppressed"]) == (0, 200)
    (tmp_path / "live").mkdir()
    for n in range(5):
        text = (tmp_path / f"s{n}/main.tf").read_text()
        (tmp_path / f"s{n}/main.tf").unlink()
        (tmp_path / f"s{n}").rename(tmp_path / f"live/s{n}")
        (tmp_path / f"live/s{n}/buckets.tf").write_text("\n\n" + text.replace("  bucket = ", "\n    bucket    =    "))
    with (tmp_path / "live/s3/buckets.tf").open("a") as file:
        file.write('resource "aws_s3_bucket" "added" {\n  bucket = "acme-added"\n}\n')
    data = check("--baseline", "base.json")
    assert [name for name, counts in counted(data).items() if counts] == ["aws_s3_bucket.added"]
    assert data["summary"]["suppressed"] == 200 and data["diagnostics"] == []


def test_add_ignore_leaves_nothing_that_counts(check: Check, tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text('resource "aws_s3_bucket" "a" {\n  bucket = "acme-a"\n}\n')
    (tmp_path / "t.yaml").write_text("Resources:\n  A:\n    Type: AWS::S3::Bucket\n")
    check("--add-ignore", "accepted for now", report=False)
    data = check()
    assert counted(data) == {"aws_s3_bucket.a": False, "A": False} and data["diagnostics"] == []
    assert (tmp_path / "main.tf").read_text().startswith("# s3lint: ignore[S3L501] accepted for now\n")

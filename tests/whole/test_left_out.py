"""What of S3 a run leaves out is said, and nothing else is: in the words, in JSON and by the exit status."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from s3lint.report import FORMATS
from tests.support.command import Done, s3lint

BUCKET = 'resource "aws_s3_bucket" "data" {\n  bucket = "acme-data"\n}\n'
TEMPLATE = "Resources:\n  Data:\n    Type: AWS::S3::Bucket\n    Properties:\n      BucketName: acme-data\n"
TOPIC = 'resource "aws_sns_topic" "t" {\n  name = "t"\n}\n'
ABAC = 'resource "aws_s3_bucket_abac" "data" {\n  count  = 2\n  bucket = "acme-data"\n}\n'
ALLOW = (
    '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "*"}]}'
)
POLICY = f'resource "aws_s3_bucket_policy" "lost" {{\n  policy = jsonencode({ALLOW.replace(":", " =")})\n}}\n'
PLAN = {
    "format_version": "1.2",
    "planned_values": {},
    "resource_changes": [
        {
            "address": "aws_s3_bucket.data",
            "mode": "managed",
            "type": "aws_s3_bucket",
            "name": "data",
            "change": {"actions": ["create"], "after": {"bucket": "acme-data"}},
        }
    ],
}
# one check that passes here, so that nothing but what is left out decides
CALM = ("--select", "S3L601", "--no-cache")
SECURE = "no insecure settings"


def folder(tmp_path: Path, files: Mapping[str, str]) -> Path:
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def summary(tmp_path: Path, *words: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(s3lint(tmp_path, "check", *CALM, "--output-format", "json", *words).stdout)
    return found["summary"]


def is_whole(tmp_path: Path, done: Done, *words: str) -> bool:
    """Whether a run says in every way that it left nothing out."""
    told = summary(tmp_path, *words)
    return done.returncode == 0 and "not judged" not in done.stdout and told["complete"] and not told["not_judged"]


# what leaves nothing out


@pytest.mark.parametrize(
    "files",
    [
        {"main.tf": BUCKET},
        {"main.tofu": BUCKET},
        {"a.yaml": TEMPLATE},
        {"plan.json": json.dumps(PLAN | {"complete": True, "errored": False, "deferred_changes": []})},
        {"main.tf": BUCKET + 'resource "aws_s3_bucket_accelerate_configuration" "a" {\n  bucket = "acme-data"\n}\n'},
        {"main.tf": BUCKET + ABAC.replace("= 2", "= 0")},
        {"main.tf": BUCKET + 'resource "aws_kms_grant" "a" {\n  name = "a"\n}\n'},
        {"main.tf": BUCKET + 'resource "acme_s3_thing" "a" {\n}\n'},
        {"main.tf": BUCKET, "values.yaml": "{{ helm }}: [", "package.json": "{}", "notes.md": "aws_s3_bucket_abac"},
        {"a.yaml": TEMPLATE + "  Api:\n    Type: AWS::ApiGateway::RestApi\n    Properties:\n      Body:\n"
         "        Fn::Transform: {Name: AWS::Include, Parameters: {Location: 's3://acme/api.yaml'}}\n"},
    ],
)  # fmt: skip
def test_nothing_is_left_out(tmp_path: Path, files: dict[str, str]) -> None:
    folder(tmp_path, files)
    done = s3lint(tmp_path, "check", *CALM)
    assert is_whole(tmp_path, done) and f"{SECURE} found" in done.stdout, done.stdout


@pytest.mark.parametrize("name", ["values.yaml", "package.json", "README.md", "topic.tf", "prod.tfvars"])
def test_a_named_file_without_s3_changes_nothing_but_what_v_says(tmp_path: Path, name: str) -> None:
    texts = {"values.yaml": "a: 1\n", "package.json": "{}", "README.md": "# S3", "topic.tf": TOPIC, "prod.tfvars": ""}
    folder(tmp_path, {name: texts[name], "b/main.tf": BUCKET})
    done = s3lint(tmp_path, "check", *CALM, name, "b/main.tf")
    assert is_whole(tmp_path, done, name, "b/main.tf") and done.stderr == "", done.stdout + done.stderr
    assert name in s3lint(tmp_path, "check", *CALM, "-v", name, "b/main.tf").stderr
    assert "b/main.tf" not in s3lint(tmp_path, "check", *CALM, "-v", name, "b/main.tf").stderr


@pytest.mark.parametrize(
    ("name", "text"), [("main.tf", TOPIC), ("a.yaml", "Resources: {T: {Type: AWS::SNS::Topic}}\n")]
)
def test_input_without_buckets_is_clean_and_says_so(tmp_path: Path, name: str, text: str) -> None:
    folder(tmp_path, {name: text})
    done = s3lint(tmp_path, "check", "--no-cache")
    assert done.returncode == 0 and "o S3 buckets found" in done.stdout and SECURE not in done.stdout


@pytest.mark.parametrize(
    ("words", "status"),
    [((".",), 3), (("README.md",), 3), (("--force-exclude", "README.md"), 0), (("--force-exclude", "a.json"), 0)],
)
def test_no_input_of_any_known_language(tmp_path: Path, words: tuple[str, ...], status: int) -> None:
    folder(tmp_path, {"README.md": "", "a.json": "{}"})
    assert s3lint(tmp_path, "check", "--no-cache", *words).returncode == status


# what is left out without being lost


@pytest.mark.parametrize(
    ("files", "words", "said", "place"),
    [
        ({"main.tf": BUCKET + ABAC}, (), "1 S3 resource was not judged", ("main.tf", 4)),
        ({"main.tf": BUCKET + POLICY}, (), "1 bucket policy was not judged", ("main.tf", 4)),
        (
            {"main.tf": BUCKET + 'resource "aws_s3_vortex" "new" {\n}\n'},
            (),
            "1 S3 resource was not judged",
            ("main.tf", 4),
        ),
        (
            {"a.yaml": TEMPLATE + "  Point:\n    Type: AWS::S3Files::AccessPoint\n"},
            (),
            "1 S3 resource was not judged",
            ("a.yaml", 6),
        ),
        (
            {"plan.json": json.dumps(PLAN).replace("aws_s3_bucket.data", "aws_s3_bucket_abac.data").replace(
                '"aws_s3_bucket"', '"aws_s3_bucket_abac"')},
            (),
            "1 S3 resource was not judged",
            ("plan.json", 1),
        ),
        ({"main.tf": BUCKET, "b/more.tofu": BUCKET}, ("--engine", "terraform"), "1 .tofu file was not judged",
         ("b/more.tofu", 1)),
        ({"main.tf": BUCKET, "main.tofu": BUCKET}, (), "1 .tf file was not judged", ("main.tf", 1)),
        (
            {"a.yaml": TEMPLATE + "  Rest:\n    Type: AWS::CloudFormation::Stack\n    Properties:\n"
             "      TemplateURL: https://acme.s3.amazonaws.com/rest.yaml\n"},
            (),
            "1 nested stack was not judged",
            ("a.yaml", 6),
        ),
        ({"a.yaml": f"Transform: Acme\n{TEMPLATE}"}, (), "1 macro was not judged", ("a.yaml", 1)),
        (
            {"main.tf": BUCKET + 'module "m" {\n  source = "acme/m/aws"\n}\n'},
            (),
            "1 module with 1 call was not on disk",
            ("main.tf", 5),
        ),
        (
            {"a.yaml": TEMPLATE + "  Rest:\n    Type: Acme::S3::Bucket::MODULE\n"},
            (),
            "1 module with 1 call was not on disk",
            ("a.yaml", 6),
        ),
    ],
)  # fmt: skip
def test_what_is_left_out_is_said(
    tmp_path: Path, files: dict[str, str], words: tuple[str, ...], said: str, place: tuple[str, int]
) -> None:
    folder(tmp_path, files)
    done = s3lint(tmp_path, "check", *CALM, *words)
    assert done.returncode == 0 and said in done.stdout and SECURE not in done.stdout, done.stdout
    told = summary(tmp_path, *words)
    assert told["complete"] is False
    assert [(gap["path"], gap["line"]) for gap in told["not_judged"]] == [place]
    assert all(gap["reason"] and gap["what"] in said for gap in told["not_judged"])


def test_what_is_left_out_is_counted_by_kind(tmp_path: Path) -> None:
    folder(tmp_path, {"main.tf": BUCKET + POLICY + POLICY.replace("lost", "found"), "b/more.tofu": BUCKET})
    done = s3lint(tmp_path, "check", *CALM, "--engine", "terraform")
    assert "2 bucket policies and 1 .tofu file were not judged" in done.stdout


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_no_format_calls_secure_what_was_not_judged(tmp_path: Path, name: str) -> None:
    folder(tmp_path, {"main.tf": BUCKET + ABAC})
    assert SECURE not in s3lint(tmp_path, "check", *CALM, "--output-format", name).stdout


def test_an_answer_that_was_kept_says_it_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "home"
    home.mkdir()
    folder(tmp_path / "code", {"main.tf": BUCKET + ABAC})
    words = ("check", "--select", "S3L601", "--output-format", "json")
    first = s3lint(tmp_path / "code", *words, env={"XDG_CACHE_HOME": str(home)})
    assert json.loads(first.stdout)["summary"]["not_judged"]
    assert s3lint(tmp_path / "code", *words, env={"XDG_CACHE_HOME": str(home)}).stdout == first.stdout


# what is lost


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"main.tofu": BUCKET}, ("--engine", "terraform", "main.tofu")),
        ({"main.tf": BUCKET, "main.tofu": BUCKET}, ("main.tf",)),
        ({"plan.json": json.dumps(PLAN | {"complete": False})}, ()),
        ({"plan.json": json.dumps(PLAN | {"errored": True})}, ()),
        (
            {"plan.json": json.dumps(PLAN | {"deferred_changes": [{"reason": "instance_count_unknown"}]})},
            ("plan.json",),
        ),
        ({"plan.json": '{"format_version": "1.2", "planned_values": {'}, ("plan.json",)),
        ({"tfplan": "PK\x03\x04" + "\0" * 26 + "tfplan"}, ("tfplan",)),
        ({"a.yaml": TEMPLATE + "  Other: [\n"}, ("a.yaml",)),
        ({"main.tf": BUCKET + 'module "m" {\n  source = "acme/m/aws"\n}\n'}, ("--unread-modules", "fail")),
        ({"main.tf": BUCKET + 'module "m" {\n  source = "./nowhere"\n}\n'}, ()),
    ],
)
def test_input_that_is_lost_is_three(tmp_path: Path, files: dict[str, str], words: tuple[str, ...]) -> None:
    folder(tmp_path, files)
    done = s3lint(tmp_path, "check", *CALM, *words)
    assert done.returncode == 3 and "so this run is incomplete" in done.stdout and SECURE not in done.stdout
    told = summary(tmp_path, *words)
    assert told["complete"] is False and told["not_judged"]
    assert s3lint(tmp_path, "check", *CALM, "--allow-unreadable", *words).returncode == 0


@pytest.mark.parametrize("name", ["manifest.json", "rest.tmpl", "plan.txt"])
def test_a_named_file_is_read_by_any_name(tmp_path: Path, name: str) -> None:
    folder(tmp_path, {name: json.dumps(PLAN) if name == "plan.txt" else TEMPLATE})
    assert summary(tmp_path, name)["buckets"] == 1

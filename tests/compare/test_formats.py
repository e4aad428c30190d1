"""`s3lint diff` on the command line: its formats, and its exit status."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from s3lint.report import Options, render_comparison
from tests.compare.test_states import compare, write
from tests.engine.test_widened import ACCOUNT_OWNS, ACCOUNT_READS, ARN, terraform
from tests.support.command import Done, s3lint
from tests.support.places import ROOT

SCHEMA = json.loads((ROOT / "tests" / "data" / "sarif-schema-2.1.0.json").read_text())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path / "old", main__tf=terraform(ACCOUNT_READS))
    write(tmp_path / "new", main__tf=terraform({**ACCOUNT_READS, "Resource": f"{ARN}/<b>/*"}))
    write(tmp_path / "wider", main__tf=terraform(ACCOUNT_OWNS))
    return tmp_path


def diff(folder: Path, name: str, *words: str, new: str = "wider") -> Done:
    return s3lint(folder, "diff", "--before", "old", new, "--output-format", name, *words)


def test_annotations_stand_at_the_statement(folder: Path) -> None:
    first, *_ = diff(folder, "github").stdout.splitlines()
    assert first.startswith("::error file=wider/main.tf,line=") and "title=aws_s3_bucket.b gained" in first
    assert "Account 222233334444 gained access" in first


def test_sarif_holds_its_schema(folder: Path) -> None:
    log = json.loads(diff(folder, "sarif").stdout)
    jsonschema.Draft4Validator(SCHEMA, format_checker=jsonschema.FormatChecker()).validate(log)
    (result,) = log["runs"][0]["results"]
    assert result["ruleId"] == "access-gained" and "222233334444 gained access" in result["message"]["text"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "wider/main.tf"
    same = json.loads(diff(folder, "sarif", new="old").stdout)
    assert same["runs"][0]["results"] == []


def test_the_page_loads_nothing_and_escapes(folder: Path) -> None:
    page = diff(folder, "html", new="new").stdout
    assert "default-src 'none'" in page and "gained access" in page
    assert "acme-b/&lt;b&gt;/" in page and "<b>/" not in page


@pytest.mark.parametrize(
    ("words", "status"),
    [([], 1), (["--fail-when", "never"], 0), (["--fail-when", "access"], 1)],
)
def test_the_status(folder: Path, words: list[str], status: int) -> None:
    assert diff(folder, "text", *words).returncode == status
    assert diff(folder, "text", *words, new="old").returncode == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--before", "old", "--deployed"], "exclude each other"),
        (["--before", "nowhere", "new"], "nowhere does not exist"),
        (["--deployed", "new"], "none was found"),
    ],
)
def test_wrong_usage(folder: Path, words: list[str], said: str) -> None:
    done = s3lint(folder, "diff", *words)
    assert done.returncode == 2 and said in done.stderr


STORE = """
variable "status" {
  default = "Enabled"
}
resource "aws_s3_bucket" "this" {}
resource "aws_s3_bucket_versioning" "this" {
  bucket = aws_s3_bucket.this.id
  versioning_configuration {
    status = var.status
  }
}
"""


CALL = 'module "NAME" {\n  source = "./store"\n}\n'
MISSING = 'module "m" {\n  source = "git::https://example.com/s3-policies.git"\n}\n'


def test_what_is_the_same_of_several_buckets_is_said_once(tmp_path: Path) -> None:
    for name, status in (("old", "Enabled"), ("new", "Suspended")):
        write(tmp_path / name, main__tf="".join(CALL.replace("NAME", module) for module in "ab"))
        write(tmp_path / name / "store", main__tf=STORE.replace("Enabled", status))
    found = compare(tmp_path, "new", "old")
    text, comment = (render_comparison(name, found, Options()) for name in ("text", "markdown"))
    assert text.count("versioning is weakened") == comment.count("versioning is weakened") == 1
    for module in "ab":
        assert f"module.{module}.aws_s3_bucket.this" in text and f"`module.{module}.aws_s3_bucket.this`" in comment


def test_principals_that_gain_the_same_are_told_together(tmp_path: Path) -> None:
    role = 'resource "aws_iam_role" "r" {\n  for_each = toset(["a", "b", "c", "d", "e"])\n  name = each.key\n}\n'
    policy = (
        'resource "aws_iam_role_policy" "r" {\n  for_each = aws_iam_role.r\n  role = each.value.id\n'
        '  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:PutObject", Resource = "*" }] })\n}\n'
    )
    write(tmp_path / "old", main__tf=terraform() + role)
    write(tmp_path / "new", main__tf=terraform() + role + policy)
    found = compare(tmp_path, "new", "old")
    said = render_comparison("text", found, Options())
    assert said.count("gained access") == 1 and "and 2 more gained access: each can call s3:PutObject" in said
    assert len(json.loads(render_comparison("json", found))["buckets"][0]["gained"]) == 5


def test_what_could_not_be_read_is_said_with_the_changes(tmp_path: Path) -> None:
    write(tmp_path / "old", main__tf=terraform())
    write(tmp_path / "new", main__tf=terraform() + MISSING)
    found = compare(tmp_path, "new", "old")
    for name in ("text", "markdown", "html"):
        assert "this comparison is incomplete" in render_comparison(name, found, Options())
    assert "s3-policies.git is not on disk" in render_comparison("markdown", found, Options()).replace("\\", "")


def test_the_deny_that_refused_it_is_shown(tmp_path: Path) -> None:
    deny = {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": [ARN, f"{ARN}/*"]}
    deny |= {"Condition": {"Bool": {"aws:SecureTransport": "false"}}}
    write(tmp_path / "old", main__tf=terraform(deny))
    write(tmp_path / "new", main__tf=terraform())
    found = compare(tmp_path, "new", "old")
    (gain,) = json.loads(render_comparison("json", found))["buckets"][0]["gained"]
    assert gain["refused_by"]["path"] == "old/main.tf" and gain["location"] is None
    assert "before" in render_comparison("text", found).split("weakened")[0]
    (loss,) = json.loads(render_comparison("json", compare(tmp_path, "old", "new")))["buckets"][0]["lost"]
    assert loss["refused_by"]["path"] == "old/main.tf"

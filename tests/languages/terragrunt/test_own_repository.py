"""Units whose modules are in the repository itself, by its git address: as they are now, or as they were at a ref."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from s3lint.values import Inputs
from tests.languages.terragrunt.live import configurations, problems
from tests.source.test_revision import commit
from tests.support.command import s3lint
from tests.support.git import git

OWN = "git::https://github.com/acme/infra.git"
MODULE = """
variable "name" {}
resource "aws_s3_bucket" "this" { bucket = var.name }
resource "aws_s3_bucket_versioning" "this" {
  bucket = aws_s3_bucket.this.id
  versioning_configuration { status = "%s" }
}
"""


def live(source: str) -> str:
    return f'terraform {{ source = "{source}" }}\ninputs = {{ name = "acme-a" }}\n'


def test_the_module_in_the_tree() -> None:
    files = {"modules/bucket/main.tf": MODULE % "Enabled", "live/terragrunt.hcl": live(f"{OWN}//modules/bucket")}
    assert "S3L902" in problems(files)[0]
    found = configurations(files, Inputs(repository="github.com/acme/infra"))
    assert [r.address for r in found["live"].resources] == ["aws_s3_bucket.this", "aws_s3_bucket_versioning.this"]
    assert not found["live"].diagnostics


def test_the_unit_of_a_stack_in_the_tree() -> None:
    files = {
        "catalog/bucket/terragrunt.hcl": 'terraform { source = "." }\ninputs = { name = values.name }\n',
        "catalog/bucket/main.tf": MODULE % "Enabled",
        "live/terragrunt.stack.hcl": f'unit "a" {{\nsource = "{OWN}//catalog/bucket"\npath = "a"\n'
        'values = { name = "acme-a" }\n}\n',
    }
    found = configurations(files, Inputs(repository="github.com/acme/infra"))
    assert [r.address for r in found["live/.terragrunt-stack/a"].resources][:1] == ["aws_s3_bucket.this"]


@pytest.mark.parametrize(
    ("inputs", "codes"),
    [
        ("{}", []),
        ("{ logs = dependency.logs.outputs.s3_bucket_arn }", ["S3L902"]),
    ],
)
def test_a_module_that_is_known_to_make_no_bucket(inputs: str, codes: list[str]) -> None:
    files = {
        "logs/terragrunt.hcl": live("tfr:///terraform-aws-modules/s3-bucket/aws?version=4.1.0"),
        "live/terragrunt.hcl": 'dependency "logs" { config_path = "../logs" }\n'
        'terraform { source = "tfr:///terraform-aws-modules/vpc/aws?version=5.1.0" }\n'
        f"inputs = {inputs}\n",
    }
    assert [d.code for d in configurations(files)["live"].diagnostics] == codes


@pytest.mark.parametrize(
    "source",
    [
        f"{OWN}//live/../modules/bucket",
        "git::../..//modules/bucket",
        "git::${get_repo_root()}//modules/bucket",
        "git::file://${get_repo_root()}//modules/./bucket",
    ],
)
def test_ways_to_the_repository_itself(source: str) -> None:
    files = {"modules/bucket/main.tf": MODULE % "Enabled", "live/a/terragrunt.hcl": live(source)}
    found = configurations(files, Inputs(repository="github.com/acme/infra"))
    assert [r.address for r in found["live/a"].resources][:1] == ["aws_s3_bucket.this"] and list(found) == ["live/a"]


@pytest.mark.parametrize(
    ("source", "why"),
    [
        (f"{OWN}//modules/none", "contains no configuration (modules/none)"),
        (f"{OWN}//../other/bucket", "is not on disk"),
        ("git::../modules//bucket", "is not on disk"),
    ],
)
def test_what_the_repository_does_not_hold_is_said(source: str, why: str) -> None:
    files = {"modules/bucket/main.tf": MODULE % "Enabled", "live/a/terragrunt.hcl": live(source)}
    (said,) = configurations(files, Inputs(repository="github.com/acme/infra"))["live/a"].diagnostics
    assert said.code == "S3L902" and why in said.message


# -- at a ref


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository whose module enables versioning at v1, and suspends it since."""
    folder = tmp_path / "repository"
    (folder / "modules/bucket").mkdir(parents=True)
    git(folder, "init", "-q")
    git(folder, "remote", "add", "origin", "https://github.com/acme/infra.git")
    (folder / "modules/bucket/main.tf").write_text(MODULE % "Enabled")
    commit(folder)
    git(folder, "tag", "v1")
    (folder / "modules/bucket/main.tf").write_text(MODULE % "Suspended")
    commit(folder)
    return folder


def found(folder: Path, source: str) -> dict[str, Any]:
    (folder / "live").mkdir(exist_ok=True)
    (folder / "live/terragrunt.hcl").write_text(live(source))
    words = ("--select", "S3L501", "--output-format", "json", "--show", "fail,unknown,pass", "--no-cache")
    done = s3lint(folder, "check", ".", *words)
    answer: dict[str, Any] = json.loads(done.stdout)
    assert "\\u0000" not in done.stdout
    return answer


@pytest.mark.process
@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_a_module_at_a_ref(repository: Path) -> None:
    answer = found(repository, f"{OWN}//modules/bucket?ref=v1")
    assert not answer["diagnostics"]
    (one,) = [finding for finding in answer["findings"] if finding["root"] == "live"]
    assert (one["verdict"], one["path"], one["line"]) == ("pass", "live/terragrunt.hcl", 1)
    (told,) = found(repository, f"{OWN}//modules/bucket?ref=v9")["diagnostics"]
    assert "is in this repository at v9" in told["message"] and not told["incomplete"]


UNIT = 'terraform { source = "." }\ninputs = { name = values.name }\n'


@pytest.mark.process
@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_a_unit_of_a_stack_at_a_ref(repository: Path) -> None:
    (repository / "modules/bucket/terragrunt.hcl").write_text(UNIT)
    commit(repository)
    git(repository, "tag", "v2")
    (repository / "modules/bucket/main.tf").unlink()
    (repository / "live").mkdir()
    stack = 'unit "a" {\n  source = "%s//modules/bucket?ref=%s"\n  path = "a"\n  values = { name = "acme-a" }\n}\n'
    words = ("--select", "S3L501", "--output-format", "json", "--show", "fail,unknown,pass", "--no-cache")
    (repository / "live/terragrunt.stack.hcl").write_text(stack % (OWN, "v2"))
    answer = json.loads(s3lint(repository, "check", "live", *words).stdout)
    assert [(f["root"], f["verdict"]) for f in answer["findings"]] == [("live/.terragrunt-stack/a", "fail")]
    (repository / "live/terragrunt.stack.hcl").write_text(stack % (OWN, "v9"))
    (told,) = json.loads(s3lint(repository, "check", "live", *words).stdout)["diagnostics"]
    assert "which is in this repository at v9" in told["message"]

"""action.yml: its steps, run as the runner does, in a scratch repository with a pull request."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from s3lint.report.compare.markdown import MARK
from tests.support.composite import Action, plain_environment
from tests.support.places import ROOT

pytestmark = [
    pytest.mark.process,
    pytest.mark.slow,
    pytest.mark.skipif(not (shutil.which("bash") and shutil.which("git")), reason="bash or git is not installed"),
]

SHIPPED = ("s3lint", "requirements", "pyproject.toml", "README.md", "LICENSE", "MANIFEST.in", "action.yml")
OPEN = """resource "aws_s3_bucket_policy" "a" {
  bucket = aws_s3_bucket.a.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "${aws_s3_bucket.a.arn}/*" }]
  })
}
"""
BUCKET = """resource "aws_s3_bucket" "a" {
  bucket = "acme-exports"
}
resource "aws_s3_bucket_public_access_block" "a" {
  bucket                  = aws_s3_bucket.a.id
  block_public_acls       = false
  block_public_policy     = false
  ignore_public_acls      = false
  restrict_public_buckets = false
}
"""
# GitHub's command line, with the comments of a pull request in a file
GH = """#!{python}
import json, pathlib, sys
words, kept = sys.argv[1:], pathlib.Path({kept!r})
comments = json.loads(kept.read_text())
if "--input" not in words:
    print("\\n".join(str(one["id"]) for one in comments if one["type"] == "Bot" and one["body"].startswith({mark!r})))
else:
    body = json.loads(pathlib.Path(words[words.index("--input") + 1]).read_text())["body"]
    if "PATCH" in words:
        number = int(words[words.index("PATCH") + 1].rsplit("/", 1)[1])
        next(one for one in comments if one["id"] == number)["body"] = body
    else:
        comments.append({{"id": len(comments) + 1, "type": "Bot", "body": body}})
    kept.write_text(json.dumps(comments))
"""


def git(folder: Path, *words: str) -> None:
    name = ("-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "init.defaultBranch=main")
    environment = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    subprocess.run(["git", *name, *words], cwd=folder, env=environment, capture_output=True, check=True)


@pytest.fixture(scope="module")
def action(tmp_path_factory: pytest.TempPathFactory) -> Action:
    """The action as a job has it, after its installation from a folder of hostile modules."""
    folder = tmp_path_factory.mktemp("action")
    for name in SHIPPED:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, folder / name)
    workspace, temp, bin_folder = (tmp_path_factory.mktemp(name) for name in ("workspace", "temp", "bin"))
    given = {"steps.python.outputs.python-path": sys.executable}
    made = Action(folder, workspace, temp, plain_environment(bin_folder), given)
    done = made.run(only="install")
    if done.status and "Retrying" in done.log:
        pytest.skip("no package index can be reached")
    assert done.status == 0, done.log
    return replace(made, given={**given, **done.outputs})


@pytest.fixture
def job(action: Action, tmp_path: Path) -> Iterator[Action]:
    """A pull request against `main` of a repository with a bucket, whose policy it opens."""
    origin, workspace, temp, bin_folder = (tmp_path / name for name in ("origin", "work", "temp", "bin"))
    for one in (origin, temp, bin_folder):
        one.mkdir()
    (origin / "main.tf").write_text(BUCKET)
    git(origin, "init", "--quiet")
    git(origin, "add", "--all")
    git(origin, "commit", "--quiet", "--message", "base")
    git(tmp_path, "clone", "--quiet", str(origin), str(workspace))
    (workspace / "policy.tf").write_text(OPEN)
    git(workspace, "checkout", "--quiet", "-b", "change")
    git(workspace, "add", "--all")
    git(workspace, "commit", "--quiet", "--message", "change")
    kept = tmp_path / "comments.json"
    kept.write_text(json.dumps([{"id": 1, "type": "User", "body": f"{MARK}\n\nmine"}]))
    command = bin_folder / "gh"
    command.write_text(GH.format(python=sys.executable, kept=str(kept), mark=MARK))
    command.chmod(0o755)
    environment = plain_environment(bin_folder, GITHUB_BASE_REF="main", GITHUB_REPOSITORY="acme/buckets")
    github = {"github.base_ref": "main", "github.event.pull_request.number": "7"}
    yield replace(action, workspace=workspace, temp=temp, environment=environment, given={**action.given, **github})


def run(job: Action, **inputs: str):  # type: ignore[no-untyped-def]
    """All steps but the installation, which was done once."""
    data = yaml.safe_load((job.folder / "action.yml").read_text("utf-8"))
    data["runs"]["steps"] = [step for step in data["runs"]["steps"] if step.get("id") not in ("install", "python")]
    (job.temp / "rest").mkdir(exist_ok=True)
    (job.temp / "rest" / "action.yml").write_text(yaml.safe_dump(data))
    return replace(job, folder=job.temp / "rest").run(**inputs)


def comments(job: Action) -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads((job.workspace.parent / "comments.json").read_text())
    return found


def test_a_pull_request_that_opens_a_bucket(job: Action) -> None:
    done = run(job, upload_sarif="true", comment="true")
    assert done.status == 1, done.log
    assert done.outputs["exit-status"] == "1"
    assert int(done.outputs["findings"]) > 0
    assert re.search(r"^::error .*file=policy\.tf,.*S3L101", done.log, re.MULTILINE), done.log
    assert "### s3lint:" in done.summary
    assert MARK in done.summary
    assert done.used["github/codeql-action/upload-sarif"]["sarif_file"] == done.outputs["sarif-file"]
    sarif = json.loads(Path(done.outputs["sarif-file"]).read_text())
    assert "S3L101" in {result["ruleId"] for result in sarif["runs"][0]["results"]}
    other, own = comments(job)
    assert other["body"].endswith("mine")
    assert "acme-exports" in own["body"]
    assert own["body"].startswith(MARK)


def test_the_comment_is_written_anew(job: Action) -> None:
    run(job, comment="true")
    (job.workspace / "policy.tf").unlink()
    done = run(job, comment="true")
    assert done.status == 0, done.log
    other, own = comments(job)
    assert "gained" not in own["body"]
    assert other["body"].endswith("mine")


def test_what_was_there_before_fails_no_pull_request(job: Action) -> None:
    (job.workspace / "policy.tf").unlink()
    done = run(job, comment="true", upload_sarif="false")
    assert done.status == 0, done.log
    assert done.outputs["findings"] == "0"
    assert done.used == {}
    assert len(comments(job)) == 1
    assert run(job, new_only="false").outputs["exit-status"] == "1"


def test_options_paths_and_no_annotations(job: Action) -> None:
    (job.workspace / "live").mkdir()
    (job.workspace / "live" / "main.tf").write_text('resource "aws_s3_bucket" "b" {}\n')
    done = run(job, paths="live\n", args="--select=S3L102\n--unknown=fail\n", annotations="false", summary="false")
    assert done.status == 1, done.log
    assert done.outputs["findings"] == "1"
    assert "::error" not in done.log
    assert done.summary == ""
    assert run(job, paths="live", fail_on="critical").status == 0
    assert run(job, working_directory="live", profile="strict").status == 1


def test_a_base_that_is_not_there_is_said(job: Action) -> None:
    git(job.workspace, "update-ref", "-d", "refs/remotes/origin/main")
    done = run(job, comment="true")
    assert done.status == 2
    assert "origin/main" in done.log
    assert "::warning title=s3lint::there is no comparison" in done.log
    assert done.outputs["sarif-file"] == ""


def test_nothing_of_the_checkout_runs(job: Action) -> None:
    for name in ("json.py", "pip.py", "venv.py", "click.py", "s3lint/__init__.py", "sitecustomize.py"):
        path = job.workspace / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"import pathlib; pathlib.Path({str(job.temp / 'ran')!r}).touch()\n")
    (job.workspace / "s3lint.toml").write_text('fail-on = "critical"\n')
    (job.workspace / "a; touch ran;.tf").write_text(BUCKET.replace('"a"', '"b; touch ran"'))
    run(job, comment="true", args="$(touch ran)\n")
    run(job, comment="true")
    assert not list(job.temp.rglob("ran")) + list(job.workspace.rglob("ran"))


def test_pages_name_each_input_and_output() -> None:
    data = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
    page = (ROOT / "docs" / "ci.md").read_text("utf-8")
    rows = set(re.findall(r"^\| `([\w-]+)` \|", page, re.MULTILINE))
    assert set(data["inputs"]) | set(data["outputs"]) <= rows

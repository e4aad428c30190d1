"""`s3lint init` in repositories of several kinds: what it writes is right for each, and nothing is overwritten."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from s3lint.cli.starting import CHECKOUT
from tests.support.command import Done, s3lint
from tests.support.places import ROOT

pytestmark = [pytest.mark.process, pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")]

BUCKET = 'resource "aws_s3_bucket" "a" {\n  bucket = "acme-a"\n}\n'
MODULE = 'module "b" {\n  source = "acme/thing/aws"\n  bucket = aws_s3_bucket.a.id\n}\n'
TEMPLATE = "Resources:\n  A:\n    Type: AWS::S3::Bucket\n"
HOOKS = (
    "repos:\n  - repo: https://github.com/pre-commit/pre-commit-hooks\n    rev: v6.0.0\n    hooks: [{id: check-yaml}]\n"
)


def repository(folder: Path, files: dict[str, str], remote: str = "", branch: str = "main") -> Path:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    commands = [["init", "--quiet", "-b", branch], *([["remote", "add", "origin", remote]] if remote else [])]
    for words in commands:
        subprocess.run(["git", *words], cwd=folder, env=environment, check=True, capture_output=True)
    return folder


def init(folder: Path, *words: str) -> Done:
    return s3lint(folder, "init", *words)


def data(path: Path) -> Any:
    found = yaml.safe_load(path.read_text("utf-8"))
    # YAML 1.1 reads the key `on` as true
    return {("on" if key is True else key): value for key, value in found.items()}


def files_of(folder: Path) -> dict[str, str]:
    found = (path for path in folder.rglob("*") if path.is_file() and ".git" not in path.relative_to(folder).parts)
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in found}


def test_terraform_on_github(tmp_path: Path) -> None:
    files = {"infra/main.tf": BUCKET + MODULE, "infra/examples/all/main.tf": BUCKET}
    folder = repository(tmp_path, files, "git@github.com:acme/x.git", "trunk")
    done = init(folder / "infra")
    assert done.returncode == 0, done.stderr
    assert set(files_of(folder)) - set(files) == {
        "s3lint.toml",
        ".pre-commit-config.yaml",
        ".github/workflows/s3lint.yml",
    }
    text = (folder / "s3lint.toml").read_text()
    assert tomllib.loads(text)["fail-on"] == "medium"
    assert "acme/thing/aws" in text
    assert '# exclude = ["infra/examples/"]' in text
    assert s3lint(folder, "config").returncode == 0
    assert "1 module not on disk" in done.stdout
    workflow = data(folder / ".github/workflows/s3lint.yml")
    assert workflow["on"]["push"]["branches"] == ["trunk"]
    checkout, action = workflow["jobs"]["s3lint"]["steps"]
    assert checkout["with"] == {"fetch-depth": 0, "persist-credentials": False}
    assert action["uses"].startswith("s3lint/s3lint@v")
    assert "terraform init" in (folder / ".github/workflows/s3lint.yml").read_text()


def test_templates_on_gitlab_beside_other_hooks(tmp_path: Path) -> None:
    files = {"stack.yaml": TEMPLATE, ".pre-commit-config.yaml": HOOKS}
    folder = repository(tmp_path, files, "https://gitlab.com/acme/x.git")
    done = init(folder)
    assert (folder / ".pre-commit-config.yaml").read_text() == HOOKS
    assert "kept    .pre-commit-config.yaml: add this" in done.stdout
    assert "- id: s3lint" in done.stdout
    job = data(folder / ".gitlab-ci.yml")["s3lint"]
    assert job["artifacts"]["reports"]["codequality"] in job["script"][0]
    assert not (folder / ".github").exists()
    text = (folder / "s3lint.toml").read_text()
    assert "unread-modules" not in text
    assert "exclude" not in text


def test_a_repository_that_has_all_of_it_stays_as_it_is(tmp_path: Path) -> None:
    files = {
        "main.tf": BUCKET,
        "pyproject.toml": '[tool.s3lint]\nprofile = "strict"\n',
        ".pre-commit-config.yaml": HOOKS.replace("pre-commit/pre-commit-hooks", "s3lint/s3lint"),
        ".github/workflows/lint.yml": "jobs: {x: {steps: [{run: s3lint check}]}}\n",
    }
    folder = repository(tmp_path, files)
    done = init(folder)
    assert files_of(folder) == files
    assert done.stdout.count("already") == 3
    assert "written" not in done.stdout


def test_another_run_changes_nothing(tmp_path: Path) -> None:
    folder = repository(tmp_path, {"main.tf": BUCKET, ".gitlab-ci.yml": "stages: [test]\n"})
    init(folder)
    before = files_of(folder)
    done = init(folder)
    assert files_of(folder) == before
    assert before[".gitlab-ci.yml"] == "stages: [test]\n"
    assert "kept    .gitlab-ci.yml: add this job" in done.stdout


def test_nothing_is_written_where_nothing_is_there_or_asked(tmp_path: Path) -> None:
    empty = repository(tmp_path / "empty", {"README.md": "hello\n"})
    done = init(empty)
    assert (done.returncode, set(files_of(empty))) == (3, {"README.md"})
    assert "found no Terraform files" in done.stderr
    folder = repository(tmp_path / "full", {"main.tf": BUCKET})
    done = init(folder, "--dry-run", "--ci", "github")
    assert set(files_of(folder)) == {"main.tf"}
    assert "would write .github/workflows/s3lint.yml" in done.stdout


def test_no_ci_is_guessed(tmp_path: Path) -> None:
    folder = repository(tmp_path, {"main.tf": BUCKET, ".gitlab-ci.yml": "a: {}\n", ".github/x": ""})
    done = init(folder)
    assert "s3lint init --ci github" in done.stdout
    assert not (folder / ".github/workflows").exists()


def test_no_file_is_written_through_a_link(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    folder = repository(tmp_path / "tree", {"main.tf": BUCKET})
    (folder / ".github").symlink_to(elsewhere, target_is_directory=True)
    done = init(folder, "--ci", "github")
    assert done.returncode == 2
    assert "is a link to elsewhere" in done.stderr
    assert list(elsewhere.iterdir()) == []
    (folder / "s3lint.toml").unlink()
    (folder / "s3lint.toml").symlink_to(elsewhere / "new.toml")
    assert init(folder, "--ci", "none").returncode == 2
    assert list(elsewhere.iterdir()) == []


def test_names_of_the_repository_end_no_comment(tmp_path: Path) -> None:
    source = "acme/thing\\nfail-on = 1/aws"
    folder = repository(tmp_path, {"main.tf": BUCKET + MODULE.replace("acme/thing/aws", source)}, branch='a"b')
    init(folder, "--ci", "github")
    assert tomllib.loads((folder / "s3lint.toml").read_text())["fail-on"] == "medium"
    assert data(folder / ".github/workflows/s3lint.yml")["on"]["push"]["branches"] == ["main"]


def test_what_is_written_is_accepted_by_others(tmp_path: Path) -> None:
    folder = repository(tmp_path, {"main.tf": BUCKET}, "https://github.com/acme/x")
    init(folder)
    bin_folder = Path(sys.executable).parent
    program = shutil.which("pre-commit", path=f"{bin_folder}{os.pathsep}{os.environ['PATH']}")
    if program:
        done = subprocess.run([program, "validate-config"], cwd=folder, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout
    own = "".join(path.read_text("utf-8") for path in (ROOT / ".github" / "workflows").glob("*.yml"))
    assert CHECKOUT in own

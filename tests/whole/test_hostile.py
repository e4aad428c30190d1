"""Hostile inputs, each in a process with limits: it ends, says what was lost, and judges what lies beside."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.forked import Prepared
from tests.support.places import FIXTURES
from tests.whole import hostile_work  # noqa: F401 (enters its cases)
from tests.whole.hostile_inputs import CASES

pytestmark = pytest.mark.process

GOOD_TERRAFORM = """resource "aws_s3_bucket" "good" {
  bucket = "good-bucket-name"
}
resource "aws_s3_bucket_public_access_block" "good" {
  bucket            = aws_s3_bucket.good.id
  block_public_acls = false
}
"""
GOOD_TEMPLATE = """Resources:
  Good:
    Type: AWS::S3::Bucket
    Properties:
      PublicAccessBlockConfiguration: {BlockPublicAcls: false}
"""

# scenario of fixtures/hostile -> exit status, a diagnostic that is due
KEPT: dict[str, tuple[int, str]] = {
    "alias-bomb": (3, "S3L905"),
    "alias-to-itself": (3, "S3L901"),
    "backtracking": (1, ""),
    "circles": (3, "S3L902"),
    "code-in-yaml": (3, "S3L907"),
    "duplicate-keys": (3, "S3L901"),
    "escaped-labels": (1, ""),
    "exponential-locals": (3, "S3L905"),
    "files-outside": (3, "S3L902"),
    "harmful-text": (1, ""),
    "huge-numbers": (3, "S3L905"),
    "loops-that-explode": (3, "S3L905"),
    "million-by-count": (3, "S3L905"),
    "not-a-template": (3, "S3L901"),
    "not-terraform": (3, "S3L901"),
    "plan-that-lies": (1, ""),
    "respelled-templates": (1, ""),
    "shapes-that-lie": (3, "S3L907"),
    "template-circles": (3, "S3L902"),
}
# of them: each file makes a bucket that hides from a hasty reader
HIDING = ["escaped-labels", "respelled-templates"]

# what comes nearest to the limits, or takes long to make; and the few of them that every run tries
LARGE = {name for name in CASES if name.startswith(("large", "long", "many", "deep", "modules", "stacks", "ignore"))}
SAMPLE = {"deep-parentheses", "deep-yaml-flow", "many-wildcards"}

Check = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.fixture(scope="module")
def check() -> Iterator[Check]:
    """`s3lint check` on a folder, in a process with limits."""
    prepared = Prepared()

    def run(folder: Path, *options: str) -> subprocess.CompletedProcess[bytes]:
        done = prepared.run(folder, "check", ".", *options)
        assert b"Traceback" not in done.stderr + done.stdout, done.stderr[-2000:]
        return done

    yield run
    prepared.end()


def report_on(check: Check, folder: Path, status: int) -> dict[str, Any]:
    """The report on a folder to which good files were added."""
    (folder / "good.tf").write_text(GOOD_TERRAFORM)
    (folder / "good.yaml").write_text(GOOD_TEMPLATE)
    done = check(folder, "--output-format", "json")
    assert done.returncode == status, done.stderr[-2000:] + done.stdout[-2000:]
    if status == 2:
        assert done.stderr.startswith(b"error: ")
        return {}
    report: dict[str, Any] = json.loads(done.stdout)
    found = {(finding["path"], finding["code"]) for finding in report["findings"]}
    assert {("good.tf", "S3L102"), ("good.yaml", "S3L102")} <= found
    return report


def codes(report: dict[str, Any]) -> set[str]:
    return {diagnostic["code"] for diagnostic in report["diagnostics"]}


@pytest.mark.parametrize("name", sorted(KEPT))
def test_kept_inputs(name: str, tmp_path: Path, check: Check) -> None:
    status, code = KEPT[name]
    folder = tmp_path / "tree"
    shutil.copytree(FIXTURES / "hostile" / name, folder)
    assert ({code} if code else set()) <= codes(report_on(check, folder, status))


@pytest.mark.parametrize("name", HIDING)
def test_no_file_hides_its_bucket(name: str, tmp_path: Path, check: Check) -> None:
    folder = tmp_path / "tree"
    shutil.copytree(FIXTURES / "hostile" / name, folder)
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    report = report_on(check, folder, KEPT[name][0])
    found = {finding["path"] for finding in report["findings"] if finding["code"] == "S3L102"}
    assert found == files | {"good.tf", "good.yaml"}


def test_each_kept_input_is_tried() -> None:
    assert {path.name for path in (FIXTURES / "hostile").iterdir()} == set(KEPT)


@pytest.mark.parametrize("name", [pytest.param(n, marks=pytest.mark.slow if n in LARGE else ()) for n in sorted(CASES)])
def test_made_inputs(name: str, tmp_path: Path, check: Check, whole: bool) -> None:
    if name in LARGE - SAMPLE and not whole:
        pytest.skip("seconds each: pytest --whole")
    made = CASES[name]
    folder = tmp_path / "tree"
    folder.mkdir()
    made.build(folder)
    report = report_on(check, folder, made.status)
    if made.status != 2:
        assert made.codes <= codes(report)
        assert "SECRET-OUTSIDE" not in json.dumps(report)
    assert not Path("/tmp/s3lint-was-here").exists()


@pytest.mark.parametrize("form", ["full", "github", "markdown", "junit"])
def test_no_output_carries_harmful_text(form: str, tmp_path: Path, check: Check) -> None:
    folder = tmp_path / "tree"
    shutil.copytree(FIXTURES / "hostile" / "harmful-text", folder)
    text = check(folder, "--output-format", form, "--color", "never").stdout.decode()
    assert not any(c in text for c in "\x1b\x07\x85\u202e\u2066\0")
    if form != "github":
        assert not any(line.startswith("::") for line in text.splitlines())
    else:
        assert all(
            line.startswith(("::error ", "::warning ", "::notice ")) for line in text.splitlines() if "::" in line[:2]
        )


@pytest.mark.parametrize("revision", ["--output=/tmp/s3lint-was-here", "-x", "HEAD --help", "$(touch x)", "a\nb", ""])
def test_revisions_are_no_options(revision: str, tmp_path: Path, check: Check) -> None:
    (tmp_path / "good.tf").write_text(GOOD_TERRAFORM)
    done = check(tmp_path, f"--new-since={revision}")
    assert done.returncode in ((1, 2) if revision == "" else (2,))
    assert not Path("/tmp/s3lint-was-here").exists() and not (tmp_path / "x").exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is unreadable to root")
def test_a_folder_that_cannot_be_listed_is_reported(tmp_path: Path, check: Check) -> None:
    (tmp_path / "closed").mkdir(mode=0)
    assert "S3L901" in codes(report_on(check, tmp_path, 3))


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_no_ignore_file_hides_what_was_committed(tmp_path: Path, check: Check) -> None:
    def git(*words: str) -> None:
        subprocess.run(["git", "-C", str(tmp_path), *words], check=True, capture_output=True)

    for folder in ("plain", "below/deep", "separators", "linked", "node_modules", "good"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "main.tf").write_text(GOOD_TERRAFORM)
    git("init", "-q")
    git("add", "-A")
    (tmp_path / ".gitignore").write_text("plain/\nbelow\nnode_modules/\n[[:alpha:]x\n" + "*a" * 10_000 + "\n")
    (tmp_path / "separators" / ".gitignore").write_text("#\u2028main.tf\x0cmain.tf\x85main.tf\rmain.tf\n")
    (tmp_path / "linked" / "patterns").write_text("*.tf\n")
    (tmp_path / "linked" / ".gitignore").symlink_to("patterns")
    done = check(tmp_path, "--output-format", "json", "--select", "S3L102")
    assert done.returncode == 1, done.stderr
    report = json.loads(done.stdout)
    judged = {finding["root"] for finding in report["findings"]}
    assert judged == {"plain", "below/deep", "separators", "linked", "good"}
    assert {(d["code"], d["path"]) for d in report["diagnostics"]} == {("S3L907", "node_modules")}

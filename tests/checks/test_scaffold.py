"""The scaffold of a new check: its file is imported and listed, and fails until it is written."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from s3lint.checks.scaffold import Refused, refuse, with_check
from tests.support.places import ROOT

JUDGED = """
from s3lint import graph
from s3lint.checks import by_code
from s3lint.checks.pages import page, parse_examples
from s3lint.checks.run import run
from s3lint.languages import terraform
from s3lint.source import MemoryTree
from s3lint.values import Inputs

check = by_code()["S3L116"]
assert [example.kind for example in parse_examples(check.doc)] == ["bad", "good", "unknown"] * 2
assert all("TODO" in text for text in (check.summary, check.fix, check.terraform, check.cloudformation, page(check)))
tree = MemoryTree({"main.tf": 'resource "aws_s3_bucket" "a" {}'})
findings, failures = run(graph.build(terraform.load(tree, ".", Inputs())), [check], ".")
assert findings == []
print(failures[0].message)
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of what the scaffold reads and writes."""
    shutil.copytree(ROOT / "s3lint", tmp_path / "s3lint", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def python(checkout: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *words], cwd=checkout, capture_output=True, text=True, timeout=60)


@pytest.mark.process
def test_a_new_check_is_listed_and_fails_until_it_is_written(checkout: Path) -> None:
    done = python(checkout, "-m", "s3lint.checks.scaffold", "S3L116", "bucket-listed")
    assert done.returncode == 0, done.stderr
    assert "s3lint/checks/exposure/s3l116_bucket_listed.py" in done.stdout.replace("\\", "/")
    judged = python(checkout, "-c", JUDGED)
    assert judged.stdout == (
        "internal error in S3L116 on aws_s3_bucket.a: NotImplementedError: TODO: judge aws_s3_bucket.a\n"
    ), judged.stderr
    again = python(checkout, "-m", "s3lint.checks.scaffold", "S3L116", "another-name")
    assert (again.returncode, again.stderr) == (
        2,
        "S3L116 is bucket-listed: the next free code of its area is S3L117\n",
    )


@pytest.mark.process
def test_nothing_is_written_outside_of_a_checkout(checkout: Path) -> None:
    (checkout / "pyproject.toml").unlink()
    done = python(checkout, "-m", "s3lint.checks.scaffold", "S3L116", "bucket-listed")
    assert done.returncode == 2
    assert not list(checkout.rglob("s3l116*"))


@pytest.mark.parametrize(
    ("code", "name", "why"),
    [
        ("S3L102", "new-name", "S3L102 is block-public-access: the next free code of its area is S3L116"),
        ("S3L116", "acl-public", "S3L104 has this name"),
        ("S3L116", "New_Name", "New_Name is not a name"),
        ("S3L914", "new-name", "S3L914 is not a code"),
        ("114", "new-name", "114 is not a code"),
    ],
)
def test_a_code_or_name_that_cannot_be_is_refused(code: str, name: str, why: str) -> None:
    with pytest.raises(Refused, match=why):
        refuse(code, name)


def test_the_catalogue_stays_in_order() -> None:
    catalogue = (ROOT / "s3lint" / "checks" / "catalogue.py").read_text(encoding="utf-8")
    lines = with_check(catalogue, "names", "s3l607_x").splitlines()
    assert lines[lines.index("    s3l607_x,") - 1].startswith("    s3l606_")
    assert lines[lines.index("    s3l607_x.CHECK,") + 1].startswith("    s3l701_")
    assert len(lines) == len(catalogue.splitlines()) + 2

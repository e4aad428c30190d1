"""`--standard`: what a run says about the requirements of a standard."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.support.command import Done, s3lint

BUCKET = 'resource "aws_s3_bucket" "a" {\n  bucket = "acme-a"\n}\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "main.tf").write_text(BUCKET)
    return tmp_path


def check(folder: Path, *words: str) -> Done:
    return s3lint(folder, "check", "--isolated", *words)


def requirements(done: Done) -> dict[str, dict[str, Any]]:
    (one,) = json.loads(done.stdout)["standards"]
    return {requirement["number"]: requirement for requirement in one["requirements"]}


def test_each_requirement_has_its_state(folder: Path) -> None:
    found = requirements(check(folder, "--select", "cis", "--standard", "cis", "--output-format", "json"))
    assert {number: found[number]["state"] for number in ("3.1.1", "4.2", "4.8")} == {
        "3.1.1": "fail",  # no policy denies plain HTTP
        "4.2": "nothing-judged",  # there is no trail, which is no pass
        "4.8": "fail",
    }
    assert found["2.21"]["state"] == "pass"
    assert "outside" not in found["3.1.1"]["beyond"]


def test_checks_that_did_not_run_are_named(folder: Path) -> None:
    found = requirements(check(folder, "--standard", "cis-5", "--output-format", "json"))
    assert (found["3.8"]["state"], found["3.8"]["not_run"]) == ("not-run", ["S3L403"])
    text = check(folder, "--standard", "cis-5", "--output-format", "markdown").stdout
    assert "#### CIS AWS Foundations v5.0.0" in text
    assert "not run: S3L403" in text


def test_what_is_not_listed_counts_all_the_same(folder: Path) -> None:
    words = ("--select", "cis", "--standard", "cis", "--output-format", "json")
    for more in (("--show", "pass"), ("--unknown", "hide")):
        found = requirements(check(folder, *words, *more))
        assert found["3.1.1"]["state"] == "fail", more


def test_a_least_severity_hides_no_requirement(folder: Path) -> None:
    (folder / "s3lint.toml").write_text('min-severity = "critical"\n')
    done = s3lint(folder, "check", "--standard", "fsbp", "--output-format", "json", "--profile", "strict")
    assert requirements(done)["S3.5"]["state"] == "fail"
    assert done.returncode == 1


def test_suppressed_findings_are_counted_apart(folder: Path) -> None:
    (folder / "main.tf").write_text(f"# s3lint: ignore[S3L201] legacy clients\n{BUCKET}")
    one = requirements(check(folder, "--select", "cis", "--standard", "cis", "--output-format", "json"))["3.1.1"]
    assert (one["fail"], one["suppressed"], one["state"]) == (0, 1, "nothing-judged")


def test_an_answer_that_was_kept_says_the_same(folder: Path, tmp_path: Path) -> None:
    words = ("check", "--isolated", "--standard", "nist", "--output-format", "markdown")
    env = {"S3LINT_NO_CACHE": "", "XDG_CACHE_HOME": str(tmp_path / "cache")}
    first, second = (s3lint(folder, *words, env=env).stdout for _ in range(2))
    assert first == second


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--standard", "cis-4"), "no standard is called 'cis-4'"),
        (("--standard", "cis", "--new-since", "HEAD"), "use one of them"),
        (("--standard", "cis", "--min-severity", "high"), "leave out --min-severity"),
    ],
)
def test_what_makes_no_sense_is_refused(folder: Path, words: tuple[str, ...], said: str) -> None:
    done = check(folder, *words)
    assert done.returncode == 2
    assert said in done.stderr

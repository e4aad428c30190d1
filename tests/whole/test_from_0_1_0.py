"""What users of 0.1.0 bring along: its configuration is read, and what no longer matches is named with what to do."""

from __future__ import annotations

import json
import re
import shutil
import tomllib
from pathlib import Path

import pytest

from s3lint.checks import ALL
from s3lint.config import codes_of
from tests.support.command import s3lint
from tests.support.places import DATA, ROOT

MADE = DATA / "made-by-0.1.0"
CHECKS = [line.split() for line in (MADE / "checks.txt").read_text().splitlines()]
BUCKET = 'resource "aws_s3_bucket" "a" {\n  bucket = "acme-a"\n}\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copy(MADE / "configuration.toml", tmp_path / "s3lint.toml")
    (tmp_path / "main.tf").write_text(BUCKET)
    (tmp_path / "prod.tfvars").write_text("")
    (tmp_path / "prod.json").write_text("[]")
    (tmp_path / "baseline.json").write_text('{"version": 1, "findings": []}\n')
    return tmp_path


def test_every_setting_of_0_1_0_is_read(folder: Path) -> None:
    done = s3lint(folder, "config")
    assert done.returncode == 0, done.stderr
    for key in tomllib.loads((folder / "s3lint.toml").read_text()):
        assert key in done.stdout, key
    assert s3lint(folder, "check").returncode == 1


@pytest.mark.parametrize("code, name", [row[:2] for row in CHECKS], ids=lambda word: word)
def test_every_check_of_0_1_0_is_known(code: str, name: str) -> None:
    assert codes_of(code, ALL) == codes_of(name, ALL) == {code}


def test_what_0_1_0_reported_by_default_is_reported_with_two_lines(folder: Path) -> None:
    """The migration note's lines bring back the severities and the status of 0.1.0."""
    by_code = {check.code: check for check in ALL}
    moved = {code for code, _, severity, _ in CHECKS if by_code[code].severity.word != severity}
    note = (ROOT / "CHANGELOG.md").read_text("utf-8")
    (lines,) = re.findall(r"```toml\n(fail-on.*?)```", note, re.DOTALL)
    settings = tomllib.loads(lines)
    assert settings["severity"] == dict.fromkeys(moved, "medium")
    (folder / "s3lint.toml").write_text(lines)
    (folder / "main.tf").write_text(BUCKET)
    found = json.loads(s3lint(folder, "check", "--select", "S3L302", "--output-format", "json").stdout)["findings"]
    assert [finding["severity"] for finding in found] == ["medium"]
    assert s3lint(folder, "check", "--select", "S3L302").returncode == 1


def test_no_check_left_a_profile() -> None:
    by_code = {check.code: check for check in ALL}
    assert [code for code, _, _, profile in CHECKS if by_code[code].profile.word != profile] == []


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('select = ["cis:2.1.4"]', "'cis:2.1.4' does not say which edition it is of: cis-7:2.1.4, cis-6:2.1.4"),
        ('select = ["cis:4"]', "cis-5:4"),
        ('required-version = "0.1.0"', "requires s3lint 0.1.0, but this is"),
        ('required-version = ">=0.1,<0.2"', "requires s3lint >=0.1,<0.2, but this is"),
    ],
)  # fmt: skip
def test_a_setting_that_means_something_else_now_is_named(folder: Path, line: str, said: str) -> None:
    (folder / "s3lint.toml").write_text(f"{line}\n")
    done = s3lint(folder, "check")
    assert done.returncode == 2
    assert said in done.stderr
    assert "s3lint.toml:1" in done.stderr


def test_an_entry_of_a_baseline_that_matches_nothing_is_named(folder: Path) -> None:
    kept = {"code": "S3L501", "root": ".", "resource": "aws_s3_bucket.gone", "what": "", "verdict": "fail"}
    (folder / "baseline.json").write_text(json.dumps({"version": 1, "findings": [kept]}, indent=1))
    (folder / "s3lint.toml").write_text('baseline = "baseline.json"\n')
    done = s3lint(folder, "check", "--output-format", "concise")
    assert "S3L904" in done.stdout
    assert "aws_s3_bucket.gone" in done.stdout

"""`s3lint diff` on the command line: its formats, and its exit status."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from tests.compare.test_states import write
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

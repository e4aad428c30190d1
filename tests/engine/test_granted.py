"""A baseline records what it accepts access to: a wider grant counts, and what is only written otherwise does not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.compare.test_states import DELEGATES, POINT
from tests.engine.test_widened import ACCOUNT_OWNS, ACCOUNT_READS, EVERYBODY, EVERYBODY_LISTS, template, terraform
from tests.support.command import s3lint

SELECT = ["--select", "S3L101,S3L103,S3L202"]
OPEN = "  public_access_block_configuration {\n    restrict_public_buckets = false\n  }\n"
PUBLIC_POINT = POINT.replace('{ AWS = "222233334444" }', '"*"').replace("  policy", OPEN + "  policy", 1)
READ_TWICE = [{**ACCOUNT_READS, "Sid": "A"}, {**ACCOUNT_READS, "Action": ["s3:GetObject"]}]


def check(folder: Path, *words: str) -> tuple[set[str], str]:
    done = s3lint(folder, "check", *SELECT, "--output-format", "json", *words)
    data = json.loads(done.stdout)
    return {f["code"] for f in data["findings"] if not f["suppressed"]}, " ".join(
        d["message"] for d in data["diagnostics"]
    )


def accept(folder: Path, name: str, text: str) -> Path:
    (folder / name).write_text(text)
    (folder / "s3lint.toml").write_text("account-id = '111122223333'\n")
    assert s3lint(folder, "check", *SELECT, "--write-baseline", "base.json").returncode == 0
    return folder


@pytest.mark.parametrize(("name", "make"), [("main.tf", terraform), ("a.json", template)])
@pytest.mark.parametrize(
    ("old", "new", "codes"),
    [
        ([ACCOUNT_READS], [ACCOUNT_READS], set()),
        ([ACCOUNT_READS], READ_TWICE, set()),
        ([ACCOUNT_OWNS], [ACCOUNT_READS], set()),
        ([EVERYBODY], [EVERYBODY_LISTS], set()),
        ([ACCOUNT_READS], [ACCOUNT_OWNS], {"S3L202"}),
        ([EVERYBODY_LISTS], [EVERYBODY], {"S3L101", "S3L103"}),
        ([ACCOUNT_READS, EVERYBODY_LISTS], [ACCOUNT_OWNS, EVERYBODY_LISTS], {"S3L202"}),
    ],
)
def test_a_wider_grant_counts(tmp_path: Path, name: str, make: Any, old: Any, new: Any, codes: set[str]) -> None:
    accept(tmp_path, name, make(*old))
    (tmp_path / name).write_text(make(*new))
    assert check(tmp_path, "--baseline", "base.json")[0] == codes


def test_another_bucket_under_the_same_address_counts(tmp_path: Path) -> None:
    accept(tmp_path, "main.tf", terraform(ACCOUNT_READS))
    (tmp_path / "main.tf").write_text(terraform(ACCOUNT_READS, name="acme-c").replace("acme-b", "acme-c"))
    assert check(tmp_path, "--baseline", "base.json")[0] == {"S3L202"}


def test_version_1_is_read_and_says_what_it_does_not_see(tmp_path: Path) -> None:
    accept(tmp_path, "main.tf", terraform(ACCOUNT_READS))
    data = json.loads((tmp_path / "base.json").read_text())
    (tmp_path / "base.json").write_text(json.dumps({"version": 1, "findings": data["findings"]}))
    (tmp_path / "main.tf").write_text(terraform(ACCOUNT_OWNS))
    codes, said = check(tmp_path, "--baseline", "base.json")
    assert codes == set() and "so a wider grant goes unnoticed" in said


def test_no_secret_is_recorded(tmp_path: Path) -> None:
    secret = 'variable "who" {\n  sensitive = true\n  default   = "999988887777"\n}\n'
    text = secret + terraform(ACCOUNT_OWNS).replace("222233334444", "${var.who}")
    accept(tmp_path, "main.tf", text)
    assert "999988887777" not in (tmp_path / "base.json").read_text()


def test_what_is_no_record_accepts_nothing_more(tmp_path: Path) -> None:
    accept(tmp_path, "main.tf", terraform(ACCOUNT_READS))
    data = json.loads((tmp_path / "base.json").read_text())
    data["access"] = [1, {"root": ".", "resource": "aws_s3_bucket.b", "granted": {"statements": 5}}]
    (tmp_path / "base.json").write_text(json.dumps(data))
    assert check(tmp_path, "--baseline", "base.json")[0] == set()


def test_what_an_access_point_lets_in_is_recorded(tmp_path: Path) -> None:
    reads, writes = (
        terraform(DELEGATES) + PUBLIC_POINT.replace("ACTION", f"s3:{verb}Object") for verb in ("Get", "Put")
    )
    accept(tmp_path, "main.tf", reads)
    assert check(tmp_path, "--baseline", "base.json")[0] == set()
    (tmp_path / "main.tf").write_text(writes)
    assert "S3L101" in check(tmp_path, "--baseline", "base.json")[0]
    data = json.loads((tmp_path / "base.json").read_text())
    for row in data["access"]:
        del row["granted"]["access_points"]  # as it was before these were recorded
    (tmp_path / "base.json").write_text(json.dumps(data))
    assert check(tmp_path, "--baseline", "base.json")[0] == set()

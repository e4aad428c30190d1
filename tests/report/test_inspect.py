"""`s3lint inspect`: what is believed of each bucket, from which lines, and who can reach it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from s3lint.cli import main
from s3lint.report import Options, render_buckets
from s3lint.report.untrusted import harmful
from tests.report.sample_report import CLEAN, REPORT, hostile
from tests.support.places import FIXTURES

TERRAFORM = """
data "aws_caller_identity" "me" {}

variable "versioned" {
  type = string
}

resource "aws_s3_bucket" "data" {
  bucket = "acme-data"
}

resource "aws_s3_bucket_public_access_block" "data" {
  bucket            = aws_s3_bucket.data.id
  block_public_acls = true
}

resource "aws_s3_bucket_versioning" "data" {
  bucket = aws_s3_bucket.data.id
  versioning_configuration {
    status = var.versioned
  }
}

resource "aws_s3_bucket_policy" "data" {
  bucket = aws_s3_bucket.data.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Allow"
        Principal = { AWS = "arn:aws:iam::444455556666:root" }
        Action    = ["s3:GetObject", "s3:PutBucketPolicy"]
        Resource  = [aws_s3_bucket.data.arn, "${aws_s3_bucket.data.arn}/*"]
      },
      {
        Effect    = "Allow"
        Principal = { Service = "logging.s3.amazonaws.com" }
        Action    = "s3:PutObject"
        Resource  = "${aws_s3_bucket.data.arn}/*"
      },
      {
        Effect    = "Allow"
        Principal = "*"
        Action    = "s3:GetObject"
        Resource  = "${aws_s3_bucket.data.arn}/*"
        Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-a1b2c3d4e5" } }
      },
    ]
  })
}

resource "aws_s3_bucket" "open" {
  bucket = "acme-open"
}

resource "aws_s3_bucket_public_access_block" "open" {
  bucket = aws_s3_bucket.open.id
}

resource "aws_s3_bucket_policy" "open" {
  bucket = aws_s3_bucket.open.id
  policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Principal = "*"
      Action    = "s3:GetObject"
      Resource  = "${aws_s3_bucket.open.arn}/*"
    }]
  })
}
"""


@pytest.fixture
def code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "main.tf").write_text(TERRAFORM)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(capfd: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    status = main(["inspect", *words])
    out, err = capfd.readouterr()
    return status, out, err


def inspected(capfd: pytest.CaptureFixture[str], *words: str) -> Any:
    status, out, _ = run(capfd, "--output-format", "json", *words)
    assert status == 0
    return json.loads(out)


def by_name(data: Any, name: str) -> tuple[dict[str, Any], dict[str, list[Any]]]:
    """A bucket's beliefs by what they are about, and its requesters by class."""
    (bucket,) = (b for b in data["buckets"] if b["name"] == name)
    requesters: dict[str, list[Any]] = {}
    for requester in bucket["requesters"]:
        requesters.setdefault(requester["who"], []).append(requester)
    return {belief["about"]: belief for belief in bucket["beliefs"]}, requesters


def line(place: Any) -> str:
    return TERRAFORM.splitlines()[place["line"] - 1].strip()


# what is believed


def test_beliefs_say_from_which_line_they_are(code: Path, capfd: pytest.CaptureFixture[str]) -> None:
    beliefs, _ = by_name(inspected(capfd), "acme-data")
    assert beliefs["block public acls"]["state"] == "yes"
    assert line(beliefs["block public acls"]["location"]) == "block_public_acls = true"
    assert beliefs["ignore public acls"]["state"] == "no"
    assert "not set" in beliefs["ignore public acls"]["text"]
    assert beliefs["encryption"]["state"] == "yes" and "SSE-S3" in beliefs["encryption"]["text"]
    assert beliefs["plain HTTP denied"]["state"] == "no"
    assert beliefs["policy not public"]["state"] == "yes"


def test_an_unknown_is_shown_as_such_and_a_value_settles_it(code: Path, capfd: pytest.CaptureFixture[str]) -> None:
    beliefs, _ = by_name(inspected(capfd), "acme-data")
    assert beliefs["versioning"]["state"] == "unknown" and "var.versioned" in beliefs["versioning"]["text"]
    beliefs, _ = by_name(inspected(capfd, "--var", "versioned=Enabled"), "acme-data")
    assert beliefs["versioning"]["state"] == "yes"


def test_what_was_joined_is_named(code: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (bucket,) = (b for b in inspected(capfd)["buckets"] if b["name"] == "acme-data")
    assert set(bucket["joined"]) == {
        "aws_s3_bucket_public_access_block.data",
        "aws_s3_bucket_versioning.data",
        "aws_s3_bucket_policy.data",
    }


# who can reach it


def test_each_class_of_requester_has_its_line(code: Path, capfd: pytest.CaptureFixture[str]) -> None:
    _, requesters = by_name(inspected(capfd), "acme-data")
    assert list(requesters) == ["anyone", "other accounts", "organizations", "AWS services", "own account"]
    (anyone,) = requesters["anyone"]
    assert anyone["reaches"] == "no"
    (organization,) = requesters["organizations"]
    assert organization["name"] == "o-a1b2c3d4e5" and organization["reaches"] == "yes"
    (service,) = requesters["AWS services"]
    assert service["name"] == "logging.s3.amazonaws.com" and "on behalf of any account" in service["note"]
    (own,) = requesters["own account"]
    assert own["reaches"] == "yes"


def test_an_account_that_may_be_ones_own_is_unknown(code: Path, capfd: pytest.CaptureFixture[str]) -> None:
    _, requesters = by_name(inspected(capfd), "acme-data")
    (account,) = requesters["other accounts"]
    assert account["name"] == "444455556666" and account["reaches"] == "unknown"
    assert "account" in account["decides"] and "changes permissions" in account["note"]
    (code / "s3lint.toml").write_text('account-id = "111122223333"\n')
    _, requesters = by_name(inspected(capfd), "acme-data")
    (account,) = requesters["other accounts"]
    assert account["reaches"] == "yes" and account["decides"] == ""
    assert "444455556666" in line(account["location"])


def test_a_public_bucket_has_a_request_that_shows_it(code: Path, capfd: pytest.CaptureFixture[str]) -> None:
    beliefs, requesters = by_name(inspected(capfd), "acme-open")
    (anyone,) = requesters["anyone"]
    assert anyone["reaches"] == "yes"
    assert anyone["text"].startswith("anyone can call s3:GetObject on arn:aws:s3:::acme-open/")
    assert 'Principal = "*"' in line(anyone["location"])
    assert beliefs["policy not public"]["state"] == "no"


def test_block_public_access_is_named_where_it_holds_back(code: Path, capfd: pytest.CaptureFixture[str]) -> None:
    block = 'resource "aws_s3_bucket_public_access_block" "open" {\n'
    (code / "main.tf").write_text(TERRAFORM.replace(block, f"{block}  restrict_public_buckets = true\n"))
    _, requesters = by_name(inspected(capfd), "acme-open")
    assert requesters["anyone"][0]["reaches"] == "no"
    assert "Block Public Access (RestrictPublicBuckets) limits" in requesters["anyone"][0]["text"]


def test_an_account_that_is_locked_out_does_not_get_in(code: Path, capfd: pytest.CaptureFixture[str]) -> None:
    head, tail = TERRAFORM.rsplit("Statement = [{", 1)
    tail = tail.replace('"Allow"', '"Deny"').replace('"s3:GetObject"', '"s3:*"')
    tail = tail.replace('"${aws_s3_bucket.open.arn}/*"', '[aws_s3_bucket.open.arn, "${aws_s3_bucket.open.arn}/*"]')
    (code / "main.tf").write_text(f"{head}Statement = [{{{tail}")
    _, requesters = by_name(inspected(capfd), "acme-open")
    assert requesters["own account"][0]["reaches"] == "no"
    assert requesters["anyone"][0]["reaches"] == "no"


def test_cloudformation_is_shown_in_its_own_words(capfd: pytest.CaptureFixture[str]) -> None:
    data = inspected(capfd, str(FIXTURES / "stages"))
    (bucket,) = (bucket for bucket in data["buckets"] if bucket["address"] == "Data")
    beliefs = {belief["about"]: belief for belief in bucket["beliefs"]}
    assert beliefs["versioning"]["state"] == "no" and "when Stage is dev or test" in beliefs["versioning"]["text"]
    assert beliefs["block public acls"]["text"] == "BlockPublicAcls is true"


# the command


def test_text_reads_at_80_columns(code: Path, capfd: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capfd)
    assert status == 0 and err == ""
    assert max(map(len, out.splitlines())) <= 80
    assert re.search(r'^aws_s3_bucket\.data +"acme-data" +main\.tf:8$', out, re.MULTILINE)
    assert re.search(
        r"^  restrict public buckets  no       not set \(default: false\) +main\.tf:\d+$", out, re.MULTILINE
    )
    assert "depends on: the owner's account is not known" in out


@pytest.mark.parametrize(
    ("pattern", "names"),
    [
        ("aws_s3_bucket.open", ["acme-open"]),
        ("aws_s3_bucket.*", ["acme-data", "acme-open"]),
        ("acme-d*", ["acme-data"]),
    ],
)
def test_one_bucket_of_many(pattern: str, names: list[str], code: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert [bucket["name"] for bucket in inspected(capfd, "--bucket", pattern)["buckets"]] == names


def test_an_index_in_an_address_is_no_pattern(capfd: pytest.CaptureFixture[str]) -> None:
    buckets = inspected(capfd, str(FIXTURES / "team-buckets"))["buckets"]
    address = next(bucket["address"] for bucket in buckets if "[" in bucket["address"])
    assert [b["address"] for b in inspected(capfd, str(FIXTURES / "team-buckets"), "--bucket", address)["buckets"]] == [
        address
    ]


def test_a_bucket_that_is_not_there_is_bad_usage(code: Path, capfd: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capfd, "--bucket", "aws_s3_bucket.opn")
    assert (status, out) == (2, "")
    assert "Did you mean 'aws_s3_bucket.open'?" in err


def test_lost_input_is_said_on_stderr_and_is_three(capfd: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capfd, str(FIXTURES / "broken-file"))
    assert status == 3 and "S3L901" in err and "aws_s3_bucket." in out and "S3L901" not in out


def test_nothing_to_read(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capfd, str(tmp_path))
    assert (status, out) == (3, "") and "found no Terraform files" in err


# how it is written


@pytest.mark.parametrize(("name", "file"), [("text", "inspect.txt"), ("json", "inspect.json")])
def test_golden(name: str, file: str, golden: Callable[[str, str], None]) -> None:
    golden(file, render_buckets(name, REPORT))


@pytest.mark.parametrize("width", [0, 60, 80, 200])
def test_text_keeps_to_its_width(width: int) -> None:
    for report in (REPORT, CLEAN):
        for text in render_buckets("text", report, Options(width=width)).splitlines():
            assert len(text) <= (width or 80)


@pytest.mark.parametrize("width", [60, 80, 97, 200])
def test_no_workflow_command_gets_through(width: int) -> None:
    for text in render_buckets("text", hostile(), Options(width=width)).splitlines():
        assert not re.match(r"\s*::\w", text) and not re.search(r"##\w*\[", text)


@pytest.mark.parametrize("name", ["text", "json"])
def test_no_harmful_character_gets_through(name: str) -> None:
    assert not {char for char in render_buckets(name, hostile()) if harmful(char)} - {"\n"}

"""`s3lint can`: who can do what, on the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.support.command import Done, s3lint

PUBLIC, PARTNER = "arn:aws:s3:::acme-data/public/*", "222233334444"
TERRAFORM = f"""
provider "aws" {{
  allowed_account_ids = ["111122223333"]
}}
resource "aws_s3_bucket" "data" {{
  bucket = "acme-data"
}}
resource "aws_s3_bucket_public_access_block" "data" {{
  bucket                  = aws_s3_bucket.data.id
  restrict_public_buckets = false
}}
resource "aws_s3_bucket_policy" "data" {{
  bucket = aws_s3_bucket.data.id
  policy = jsonencode({{
    Version = "2012-10-17"
    Statement = [
      {{ Sid = "Read", Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "{PUBLIC}" }},
      {{ Sid = "Partner", Effect = "Allow", Principal = {{ AWS = "{PARTNER}" }}, Action = "s3:GetObject",
        Resource = "${{aws_s3_bucket.data.arn}}/*",
        Condition = {{ StringEquals = {{ "aws:SourceVpce" = "vpce-1" }} }} }},
      {{ Sid = "Tls", Effect = "Deny", Principal = "*", Action = "s3:*", Resource = "${{aws_s3_bucket.data.arn}}/*",
        Condition = {{ Bool = {{ "aws:SecureTransport" = "false" }} }} }},
    ]
  }})
}}
resource "aws_iam_role" "reader" {{
  name               = "reader"
  assume_role_policy = "{{}}"
}}
resource "aws_iam_role_policy" "reader" {{
  role = aws_iam_role.reader.id
  policy = jsonencode({{
    Statement = [{{ Effect = "Allow", Action = "s3:GetObject", Resource = "${{aws_s3_bucket.data.arn}}/*" }}]
  }})
}}
"""
ALLOW = {"Sid": "Read", "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": PUBLIC}
TEMPLATE = json.dumps(
    {
        "Resources": {
            "Data": {
                "Type": "AWS::S3::Bucket",
                "Properties": {
                    "BucketName": "acme-data",
                    "PublicAccessBlockConfiguration": {"RestrictPublicBuckets": False},
                },
            },
            "Policy": {
                "Type": "AWS::S3::BucketPolicy",
                "Properties": {"Bucket": {"Ref": "Data"}, "PolicyDocument": {"Statement": [ALLOW]}},
            },
        }
    }
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "main.tf").write_text(TERRAFORM)
    return tmp_path


def answers(done: Done) -> list[dict[str, Any]]:
    assert done.stderr == ""
    data = json.loads(done.stdout)
    return [answer for bucket in data["buckets"] for answer in bucket["answers"]]


def ask(folder: Path, *words: str) -> list[dict[str, Any]]:
    return answers(s3lint(folder, "can", *words, "--output-format", "json"))


def states(folder: Path, *words: str) -> list[str]:
    return [answer["state"] for answer in ask(folder, *words)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["anyone", "s3:PutObject", "acme-data"], "denied"),
        (["anyone", "GetObject", "acme-data/private"], "denied"),
        (["anyone", "s3:GetObject", "acme-data/public/x", "--context", "aws:SecureTransport=false"], "denied"),
        ([f"account:{PARTNER}", "s3:GetObject", "acme-data/x", "--context", "aws:SourceVpce"], "denied"),
        ([f"account:{PARTNER}", "s3:GetObject", "acme-data/x", "--context", "aws:SourceVpce=vpce-2"], "denied"),
        (["role/reader", "s3:PutObject", "acme-data"], "denied"),
        (["logging.s3.amazonaws.com", "s3:PutObject", "acme-data"], "denied"),
        (["organization:o-a1b2c3d4e5", "s3:GetObject", "acme-data/private"], "denied"),
        (["role/other", "s3:PutObject", "acme-data"], "undecided"),
        (["anonymous", "s3:GetObject", "acme-data"], "allowed"),
        ([f"account:{PARTNER}", "s3:GetObject", "aws_s3_bucket.data/x"], "allowed"),
        ([f"account:{PARTNER}", "s3:GetObject", "acme-data/x", "--context", "aws:SourceVpce=vpce-1"], "allowed"),
        (["aws_iam_role.reader", "s3:GetObject", "arn:aws:s3:::acme-data/private"], "allowed"),
        (["arn:aws:iam::111122223333:role/reader", "s3:GetObject", "acme-*/private"], "allowed"),
    ],
)
def test_a_request(folder: Path, words: list[str], expected: str) -> None:
    assert states(folder, *words) == [expected]


def test_what_decides_stands_in_order(folder: Path) -> None:
    (answer,) = ask(folder, "anyone", "s3:GetObject", "acme-data")
    assert [(step["effect"], step["location"]["path"]) for step in answer["steps"]] == [
        ("passes", "main.tf"),
        ("passes", "main.tf"),
        ("allows", "main.tf"),
    ]
    assert "statement 'Read' allows it" in answer["steps"][-1]["text"]


def test_the_values_that_a_request_needs_are_named(folder: Path) -> None:
    (answer,) = ask(folder, f"account:{PARTNER}", "s3:GetObject", "acme-data/x")
    assert answer["context"] == {"aws:SourceVpce": "vpce-1"}


def test_all_that_anyone_can_do(folder: Path) -> None:
    assert [(answer["who"], answer["actions"]) for answer in ask(folder, "anyone")] == [("anyone", ["s3:GetObject"])]


def test_who_can(folder: Path) -> None:
    found = {(answer["who"], answer["state"]) for answer in ask(folder, "*", "s3:GetObject", "acme-data/x")}
    assert found == {
        (f"account {PARTNER}", "allowed"),
        ("aws_iam_role.reader", "allowed"),
        ("account 111122223333", "undecided"),
    }
    allowed = {answer["who"] for answer in ask(folder, "*", "s3:PutBucketPolicy") if answer["state"] == "allowed"}
    assert allowed == set()


def test_a_template(tmp_path: Path) -> None:
    (tmp_path / "template.json").write_text(TEMPLATE)
    assert states(tmp_path, "anyone", "s3:GetObject", "acme-data") == ["allowed"]
    assert states(tmp_path, "anyone", "s3:PutObject", "Data") == ["denied"]


def test_what_is_not_in_the_code_is_undecided(tmp_path: Path) -> None:
    text = 'data "aws_s3_bucket" "d" {\n  bucket = "acme-data"\n}\n'
    text += 'resource "aws_s3_bucket_public_access_block" "d" {\n  bucket = data.aws_s3_bucket.d.id\n}\n'
    (tmp_path / "main.tf").write_text(text)
    assert states(tmp_path, "anyone", "s3:GetObject", "acme-data") == ["undecided"]


def test_for_people(folder: Path) -> None:
    done = s3lint(folder, "can", "anyone", "s3:PutObject", "acme-data")
    assert "denied     anyone cannot call s3:PutObject on acme-data" in done.stdout
    assert "no statement or ACL grant allows it" in done.stdout
    done = s3lint(folder, "can", "anyone", "s3:Put*", "acme-data")
    assert "anyone cannot do any of this" in done.stdout


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (["anyone", "s3:GetObject"], 0),
        (["anyone", "s3:GetObject", "--fail-when", "allowed"], 1),
        (["anyone", "s3:PutObject", "--fail-when", "allowed"], 0),
        (["anyone", "s3:PutObject", "--fail-when", "denied"], 1),
        (["role/other", "s3:PutObject", "--fail-when", "allowed"], 1),
    ],
)
def test_the_status(folder: Path, words: list[str], status: int) -> None:
    assert s3lint(folder, "can", *words).returncode == status


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["anyone", "s3:GetObjec"], "Did you mean s3:GetObject?"),
        (["anyone", "s3:CreateJob"], "is not about a bucket or its objects"),
        (["anyone", "s3:ListBucket", "acme-data/x"], "name the bucket alone"),
        (["anyone", "s3:GetObject", "acme-date"], "Did you mean 'acme-data'?"),
        (["somebody"], "names nobody"),
        (["account:12"], "twelve digits"),
        (["anyone", "--context", "vpce-1"], "KEY=VALUE"),
        (["anyone", "--context", "aws:PrincipalArn=x"], "follows from who makes the request"),
        (["anyone", "--context", "aws:SourceVpcee=x"], "is not a condition key"),
    ],
)
def test_wrong_usage(folder: Path, words: list[str], said: str) -> None:
    done = s3lint(folder, "can", *words)
    assert done.returncode == 2 and said in done.stderr and done.stdout == ""

"""A plan beside its source: what both find is reported once, and comments of the source act on both."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from s3lint.cli.main import main

SOURCE = """# s3lint: ignore[S3L501] scratch data
resource "aws_s3_bucket" "quiet" { bucket = "acme-quiet" }
resource "aws_s3_bucket" "loud" { bucket = "acme-loud" }
"""


def plan(*names: str) -> str:
    changes = [
        {
            "address": f"aws_s3_bucket.{name}",
            "mode": "managed",
            "type": "aws_s3_bucket",
            "name": name,
            "provider_name": "registry.terraform.io/hashicorp/aws",
            "change": {
                "actions": ["create"],
                "before": None,
                "after": {"bucket": f"acme-{name}"},
                "after_unknown": {"id": True, "arn": True},
            },
        }
        for name in names
    ]
    return json.dumps(
        {"format_version": "1.2", "terraform_version": "1.9.0", "resource_changes": changes, "configuration": {}}
    )


def found(capfd: pytest.CaptureFixture[str], *arguments: str) -> list[tuple[str, str, bool]]:
    main(["check", "--select", "S3L501", "--output-format", "json", *arguments])
    findings = json.loads(capfd.readouterr().out)["findings"]
    return sorted((f["resource"], f["path"], f["suppressed"] is not None) for f in findings)


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_what_both_find_is_reported_once(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "main.tf").write_text(SOURCE)
    (tmp_path / "plan.json").write_text(plan("quiet", "loud"))
    once = [("aws_s3_bucket.loud", "main.tf", False), ("aws_s3_bucket.quiet", "main.tf", True)]
    assert found(capfd) == once
    assert found(capfd, "plan.json") == once


def test_what_the_plan_alone_shows_is_kept(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "main.tf").write_text(SOURCE)
    (tmp_path / "plan.json").write_text(plan("loud", "gone"))
    assert {resource for resource, _, _ in found(capfd)} == {f"aws_s3_bucket.{n}" for n in ("quiet", "loud", "gone")}


def test_without_the_source_configuration_suppresses(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "plan.json").write_text(plan("quiet"))
    assert found(capfd) == [("aws_s3_bucket.quiet", "plan.json", False)]
    (tmp_path / "s3lint.toml").write_text(
        '[[per-path]]\npaths = ["plan.json"]\nignore = ["S3L501"]\nreason = "scratch"\n'
    )
    assert [suppressed for _, _, suppressed in found(capfd)] in ([True], [])


WRITTEN = """resource "aws_s3_bucket" "b" { bucket = "acme-b" }
variable "who" {}
resource "aws_s3_bucket_policy" "b" {
  bucket = aws_s3_bucket.b.id
  policy = %s
}
"""
TEXTS = {
    "heredoc": """<<EOF
{
  "Statement": [{
    "Effect": "Allow", "Action": "s3:GetObject",
    "Principal": "${var.who}",
    "Resource": "${aws_s3_bucket.b.arn}/*"
  }]
}
EOF""",
    "jsonencode": """jsonencode({
    Statement = [{
      Effect    = "Allow"
      Action    = "s3:GetObject"
      Principal = var.who
      Resource  = "${aws_s3_bucket.b.arn}/*"
    }]
  })""",
}


@pytest.mark.parametrize("way", TEXTS)
def test_a_policy_that_the_provider_writes_anew_is_placed_in_the_source(
    way: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    allow = {"Action": "s3:GetObject", "Effect": "Allow", "Principal": "*", "Resource": "arn:aws:s3:::acme-b/*"}
    planned = json.loads(plan("b"))
    policy = dict(planned["resource_changes"][0], address="aws_s3_bucket_policy.b", type="aws_s3_bucket_policy")
    after = {"bucket": "acme-b", "policy": json.dumps({"Statement": [allow]}, separators=(",", ":"))}
    policy["change"] = {"actions": ["create"], "before": None, "after": after, "after_unknown": {"id": True}}
    planned["resource_changes"].append(policy)
    text = WRITTEN % TEXTS[way]
    (tmp_path / "main.tf").write_text(text)
    (tmp_path / "plan.json").write_text(json.dumps(planned))
    main(["check", "--select", "S3L103", "--output-format", "json", "plan.json"])
    (finding,) = json.loads(capfd.readouterr().out)["findings"]
    line = text.splitlines()[finding["line"] - 1]
    assert finding["verdict"] == "fail" and finding["path"] == "main.tf"
    assert "Principal" in line and line[finding["column"] - 1 :].rstrip(",") in ('"${var.who}"', "var.who")

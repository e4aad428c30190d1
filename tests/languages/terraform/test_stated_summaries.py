"""`[[module]]`: what a repository itself says of modules that are not on disk."""

from __future__ import annotations

from pathlib import Path

import pytest

from s3lint.languages.terraform.registry.stated import stated_summary
from s3lint.values.inputs import GivenSummary
from tests.support.command import s3lint

SOURCE = "app.terraform.io/acme/bucket/aws"
SUMMARY = """variable "name" {}
variable "private" {
  default = true
}
resource "aws_s3_bucket" "this" {
  bucket = var.name
}
resource "aws_s3_bucket_public_access_block" "this" {
  bucket                  = aws_s3_bucket.this.id
  block_public_acls       = var.private
  block_public_policy     = var.private
  ignore_public_acls      = var.private
  restrict_public_buckets = var.private
}
output "id" {
  value = aws_s3_bucket.this.id
}
"""
CONFIGURATION = f'[[module]]\nsource = "{SOURCE}"\nversions = [2]\nsummary = "security/bucket.tf"\n'


def call(arguments: str = "", source: str = SOURCE, version: str = "~> 2.1") -> str:
    return f'module "b" {{\n  source  = "{source}"\n  version = "{version}"\n  name    = "acme-b"\n{arguments}}}\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "security").mkdir()
    (tmp_path / "live").mkdir()
    (tmp_path / "security" / "bucket.tf").write_text(SUMMARY)
    (tmp_path / "s3lint.toml").write_text(CONFIGURATION)
    (tmp_path / "live" / "main.tf").write_text(call())
    return tmp_path


def said(folder: Path, *words: str) -> str:
    return s3lint(folder, "check", "live", "--output-format", "concise", "--select", "S3L102", *words).stdout


def test_a_call_is_judged_by_the_summary_and_found_at_the_call(folder: Path) -> None:
    assert "no insecure settings found" in said(folder)
    (folder / "live" / "main.tf").write_text(call("  private = false\n"))
    text = said(folder)
    assert "live/main.tf:5:13: S3L102" in text
    assert "module.b.aws_s3_bucket.this" in text
    assert "S3L902" not in text


def test_what_is_made_of_its_outputs_meets_its_bucket(folder: Path) -> None:
    more = 'resource "aws_s3_bucket_policy" "p" {\n  bucket = module.b.id\n  policy = "{}"\n}\n'
    (folder / "live" / "main.tf").write_text(call() + more)
    done = s3lint(folder, "inspect", "live")
    assert "module.b.aws_s3_bucket.this" in done.stdout
    assert "aws_s3_bucket_policy.p" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "source", "version"),
    [("", SOURCE, "~> 3.0"), ("", "app.terraform.io/acme/other/aws", "~> 2.1"), ("", "acme/bucket/aws", "2.0.0")],
)
def test_other_versions_and_modules_stay_unread(folder: Path, arguments: str, source: str, version: str) -> None:
    (folder / "live" / "main.tf").write_text(call(arguments, source, version))
    assert "S3L902" in said(folder)


def test_an_input_that_it_does_not_describe_leaves_the_bucket_undecided(folder: Path) -> None:
    (folder / "live" / "main.tf").write_text(call("  public_website = true\n"))
    text = s3lint(folder, "check", "live", "--select", "S3L103", "--output-format", "concise").stdout
    assert "cannot decide whether the bucket policy is public" in text
    assert "has a summary that does not describe its input public_website" in text


def test_a_summary_that_is_not_there_is_said(folder: Path) -> None:
    (folder / "security" / "bucket.tf").unlink()
    done = s3lint(folder, "check", "live")
    assert done.returncode == 3
    assert "is described by security/bucket.tf, which is not a file of this repository" in done.stdout


def test_a_broken_summary_is_said(folder: Path) -> None:
    (folder / "security" / "bucket.tf").write_text(SUMMARY + 'resource "aws_s3_bucket_policy" "p" {\n')
    done = s3lint(folder, "check", "live")
    assert done.returncode == 3
    assert "security/bucket.tf" in done.stdout


def test_it_reads_nothing_outside_of_the_tree(folder: Path) -> None:
    (folder / "s3lint.toml").write_text(CONFIGURATION.replace("security/bucket.tf", "../bucket.tf"))
    done = s3lint(folder, "check", "live")
    assert done.returncode == 2
    assert "outside the scanned tree" in done.stderr


GIT = "git::https://git.acme.example/tf"


@pytest.mark.parametrize(
    ("called", "stated", "majors", "fits"),
    [
        (f"{GIT}/bucket.git?ref=v2.3.0", f"{GIT}/bucket", (2,), True),
        ("git@git.acme.example:tf/bucket.git?ref=v2.3.0", f"{GIT}/bucket", (), True),
        (f"{GIT}/bucket.git?ref=v3.0.0", f"{GIT}/bucket", (2,), False),
        (f"{GIT}/bucket.git?ref=main", f"{GIT}/bucket", (2,), True),  # the newest
        (f"{GIT}/bucket.git?ref=topic", f"{GIT}/bucket", (2,), False),
        (f"{GIT}/bucket.git?ref=topic", f"{GIT}/bucket", (), True),
        (f"{GIT}/all.git//bucket?ref=v1", f"{GIT}/all.git//bucket", (1,), True),
        (f"{GIT}/all.git//other?ref=v1", f"{GIT}/all.git//bucket", (1,), False),
        ("acme/bucket/aws", "registry.terraform.io/acme/bucket/aws", (2,), True),
        ("s3::https://s3.amazonaws.com/b/m.zip", "s3::https://s3.amazonaws.com/b/m.zip", (), True),
    ],
)
def test_which_calls_a_source_names(called: str, stated: str, majors: tuple[int, ...], fits: bool) -> None:
    assert (stated_summary(called, None, [GivenSummary(stated, "x.tf", majors)]) is not None) is fits

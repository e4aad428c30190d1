"""Controls before and after a change: there or not, and how strong."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.compare.test_states import compare, write

BUCKET = 'resource "aws_s3_bucket" "b" {\n  bucket = "acme-b"\n}\n'
LOCKABLE = BUCKET.replace("}", "  object_lock_enabled = true\n}")
UNKNOWN = 'variable "x" {}\n'
CUSTOMER = '"arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"'


def encrypted(algorithm: str, key: str = "null") -> str:
    return (
        'resource "aws_s3_bucket_server_side_encryption_configuration" "b" {\n  bucket = aws_s3_bucket.b.id\n'
        f'  rule {{\n    apply_server_side_encryption_by_default {{\n      sse_algorithm = "{algorithm}"\n'
        f"      kms_master_key_id = {key}\n    }}\n  }}\n}}\n"
    )


def locked(mode: str, length: str) -> str:
    return (
        'resource "aws_s3_bucket_object_lock_configuration" "b" {\n  bucket = aws_s3_bucket.b.id\n'
        f'  rule {{\n    default_retention {{\n      mode = "{mode}"\n      {length}\n    }}\n  }}\n}}\n'
    )


def versioned(status: str) -> str:
    return (
        'resource "aws_s3_bucket_versioning" "b" {\n  bucket = aws_s3_bucket.b.id\n'
        f"  versioning_configuration {{\n    status = {status}\n  }}\n}}\n"
    )


KMS, OWN_KEY = encrypted("aws:kms"), encrypted("aws:kms", CUSTOMER)
MONTH, YEAR = locked("COMPLIANCE", "days = 30"), locked("COMPLIANCE", "years = 1")


@pytest.mark.parametrize(
    ("label", "weak", "strong"),
    [
        ("encryption", "", OWN_KEY),
        ("encryption", encrypted("AES256"), KMS),
        ("encryption", KMS, OWN_KEY),
        ("encryption", OWN_KEY, encrypted("aws:kms:dsse", CUSTOMER)),
        ("object lock", locked("GOVERNANCE", "days = 30"), MONTH),
        ("object lock", MONTH, YEAR),
        ("object lock", "", MONTH),
        ("versioning", versioned('"Suspended"'), versioned('"Enabled"')),
    ],
)
def test_what_is_weaker_and_stronger(tmp_path: Path, label: str, weak: str, strong: str) -> None:
    assert directions(tmp_path, strong, weak) == {(label, "weakened")}
    assert directions(tmp_path, weak, strong) == {(label, "strengthened")}
    assert directions(tmp_path, weak, weak) == set()


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (locked("GOVERNANCE", "years = 1"), MONTH, {("object lock", "other")}),
        (YEAR, locked("COMPLIANCE", "days = 365"), set()),
        (OWN_KEY, encrypted("aws:kms", "var.x"), {("encryption", "other")}),
        (encrypted("AES256"), "", set()),
        (versioned('"Enabled"'), versioned("var.x"), {("versioning", "weakened")}),
        (versioned("var.x"), versioned('"Suspended"'), {("versioning", "other")}),
        (versioned("var.x"), versioned('"Enabled"'), {("versioning", "other")}),
    ],
)
def test_what_is_not_certain_is_neither(tmp_path: Path, old: str, new: str, expected: set[tuple[str, str]]) -> None:
    assert directions(tmp_path, old, new) == expected


def directions(folder: Path, old: str, new: str) -> set[tuple[str, str]]:
    bucket = LOCKABLE if "object_lock" in old + new else BUCKET
    write(folder / "old", main__tf=UNKNOWN + bucket + old)
    write(folder / "new", main__tf=UNKNOWN + bucket + new)
    return {(one.label, one.direction) for change in compare(folder, "new", "old").buckets for one in change.controls}

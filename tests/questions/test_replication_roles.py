"""What the policies of a replication role come to."""

from __future__ import annotations

import pytest

from tests.support.verdicts import findings

BUCKETS = """
variable "any" {}
resource "aws_s3_bucket" "data" { bucket = "acme-data" }
resource "aws_s3_bucket" "copy" { bucket = "acme-copy" }
resource "aws_s3_bucket_versioning" "data" {
  bucket = aws_s3_bucket.data.id
  versioning_configuration { status = "Enabled" }
}
resource "aws_s3_bucket_versioning" "copy" {
  bucket = aws_s3_bucket.copy.id
  versioning_configuration { status = "Enabled" }
}
resource "aws_iam_role" "r" {
  name               = "r"
  assume_role_policy = "{}"
}
resource "aws_s3_bucket_replication_configuration" "data" {
  bucket = aws_s3_bucket.data.id
  role   = aws_iam_role.r.arn
  rule {
    status = "Enabled"
    destination { bucket = DESTINATION }
  }
}
"""
CONFIGURATION = ("s3:GetReplicationConfiguration", "aws_s3_bucket.data.arn")
READ = ("s3:GetObjectVersionForReplication", '"${aws_s3_bucket.data.arn}/*"')
WRITE = ("s3:ReplicateObject", '"${aws_s3_bucket.copy.arn}/*"')


def _policy(*statements: tuple[str, str]) -> str:
    inner = ", ".join(f'{{ Effect = "Allow", Action = "{a}", Resource = {r} }}' for a, r in statements)
    return f'jsonencode({{ Version = "2012-10-17", Statement = [{inner}] }})'


def _inline(*statements: tuple[str, str], role: str = "aws_iam_role.r.id") -> str:
    return f'resource "aws_iam_role_policy" "p" {{\n  role = {role}\n  policy = {_policy(*statements)}\n}}\n'


def _attached(arn: str) -> str:
    return f'resource "aws_iam_role_policy_attachment" "a" {{\n  role = aws_iam_role.r.name\n  policy_arn = {arn}\n}}\n'


def _own(*statements: tuple[str, str]) -> str:
    return f'resource "aws_iam_policy" "own" {{\n  policy = {_policy(*statements)}\n}}\n'


@pytest.mark.parametrize(
    ("policies", "says"),
    [
        (_inline(CONFIGURATION, READ, WRITE), "pass"),
        (_inline(("s3:*", '"*"')), "pass"),
        (_inline(CONFIGURATION, ("s3:GetObjectVersion", READ[1]), WRITE), "pass"),
        (_inline(CONFIGURATION, READ, (WRITE[0], '"${aws_s3_bucket.copy.arn}/part/*"')), "pass"),
        (_inline(CONFIGURATION, READ, WRITE, role='"r"'), "pass"),
        (_inline(CONFIGURATION, READ), "fail"),
        (_inline(CONFIGURATION, READ, (WRITE[0], "aws_s3_bucket.copy.arn")), "fail"),
        (_inline(CONFIGURATION, (READ[0], "aws_s3_bucket.data.arn"), WRITE), "fail"),
        (_inline((CONFIGURATION[0], READ[1]), READ, WRITE), "fail"),
        (_inline(CONFIGURATION, READ, ("s3:ReplicationTags", WRITE[1])), "fail"),
        (_inline(CONFIGURATION, READ, ("${var.any}", WRITE[1])), "unknown"),
        (_inline(CONFIGURATION, READ, (WRITE[0], "var.any")), "unknown"),
        (_inline(CONFIGURATION, READ) + _attached("var.any"), "unknown"),
        (_inline(CONFIGURATION, READ) + _attached('"arn:aws:iam::111122223333:policy/write"'), "unknown"),
        (_inline(CONFIGURATION, READ) + _attached('"arn:aws:iam::aws:policy/AmazonSQSFullAccess"'), "fail"),
        (_own(CONFIGURATION, READ, WRITE) + _attached("aws_iam_policy.own.arn"), "pass"),
        (_own(CONFIGURATION, READ) + _attached("aws_iam_policy.own.arn"), "fail"),
        (_inline(CONFIGURATION, READ, role="var.any"), "pass"),  # the role's policies are not in this code
        ("", "pass"),
    ],
)
def test_a_role_has_to_read_and_to_write(policies: str, says: str) -> None:
    files = {"main.tf": BUCKETS.replace("DESTINATION", "aws_s3_bucket.copy.arn") + policies}
    found = [f.verdict.value for f in findings(files, "S3L509") if f.resource == "aws_s3_bucket.data"]
    assert found == [says]


def test_the_policy_of_a_destination_elsewhere_may_let_the_role_in() -> None:
    files = {"main.tf": BUCKETS.replace("DESTINATION", '"arn:aws:s3:::elsewhere"') + _inline(CONFIGURATION, READ)}
    found = [f.verdict.value for f in findings(files, "S3L509") if f.resource == "aws_s3_bucket.data"]
    assert found == ["unknown"]

"""`lifecycle { enabled = … }` of OpenTofu: one instance, or none."""

from __future__ import annotations

import pytest

from s3lint.languages import terraform
from s3lint.source import MemoryTree
from s3lint.values import Configuration, Inputs, Resource, Scalar, text_of

CODE = """
variable "on" { type = bool }
variable "off" { default = false }
module "m" {
  source = "./m"
  %s
}
resource "aws_s3_bucket" "a" {
  %s
}
resource "aws_s3_bucket_versioning" "a" { bucket = one(%s) }
"""
CONDITIONS = ["true", "false", "var.on", "!var.on", "var.off", 'var.on ? "true" : "false"', "var.off || var.on"]


def load(code: str, **inputs: str) -> Configuration:
    files = {"main.tf": code, "m/main.tf": 'resource "aws_s3_bucket" "b" {}'}
    return terraform.load(MemoryTree(files), ".", Inputs(variables=inputs))


def existence(configuration: Configuration) -> dict[str, tuple[str, str]]:
    return {
        resource.address.replace("[0]", ""): (resource.exists.truth.name, bucket_of(resource))
        for resource in configuration.resources
    }


def bucket_of(resource: Resource) -> str:
    value = resource.body.entries.get("bucket", Scalar(None))
    identity = getattr(value, "identity", None)
    return identity.address.replace("[0]", "") if identity else type(value).__name__


@pytest.mark.parametrize("condition", CONDITIONS)
@pytest.mark.parametrize("given", [{}, {"on": "true"}, {"on": "false"}], ids=str)
def test_it_is_a_count_of_one_or_none(condition: str, given: dict[str, str]) -> None:
    """The law: `enabled = X` is `count = X ? 1 : 0`, but for the index."""
    count = f"count = ({condition}) ? 1 : 0"
    enabled = f"lifecycle {{ enabled = {condition} }}"
    counted = load(CODE % (count, count, "aws_s3_bucket.a[*].id"), **given)
    switched = load(CODE % (enabled, enabled, "aws_s3_bucket.a[*].id"), **given)
    assert existence(switched) == existence(counted)
    assert switched.diagnostics == []


def test_a_disabled_block_is_null() -> None:
    code = """
resource "aws_s3_bucket" "a" {
  bucket = "a"
  lifecycle { enabled = %s }
}
resource "aws_s3_bucket" "b" { bucket = aws_s3_bucket.a == null ? "none" : aws_s3_bucket.a.bucket }
resource "aws_s3_bucket" "c" { bucket = try(aws_s3_bucket.a.bucket, "none") }
resource "aws_s3_bucket" "d" { bucket = join("-", [for one in aws_s3_bucket.a[*] : one.bucket]) }
"""
    for answer, expected in (("true", ["a", "a", "a"]), ("false", ["none", "none", ""])):
        found = {r.name: text_of(r.body.entries["bucket"]) for r in load(code % answer).resources}
        assert [found[name] for name in "bcd"] == expected


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("lifecycle { enabled = null }", "enabled is null"),
        ('lifecycle { enabled = "yes" }', "enabled must be of type bool"),
        ("lifecycle { enabled = [] }", "enabled must be of type bool"),
        ("count = 1\n  lifecycle { enabled = true }", "count stands beside enabled"),
        ('for_each = toset(["x"])\n  lifecycle { enabled = true }', "for_each stands beside enabled"),
    ],
)
def test_what_opentofu_refuses(arguments: str, said: str) -> None:
    found = load(f'resource "aws_s3_bucket" "a" {{\n  {arguments}\n}}')
    assert [r.address.partition("[")[0] for r in found.resources] == ["aws_s3_bucket.a"]
    (diagnostic,) = found.diagnostics
    assert diagnostic.code == "S3L901" and diagnostic.incomplete and said in diagnostic.message


def test_overrides_change_lifecycle_by_argument() -> None:
    files = {
        "main.tf": 'resource "aws_s3_bucket" "a" {\n  lifecycle {\n    enabled = false\n  }\n}',
        "x_override.tf": 'resource "aws_s3_bucket" "a" {\n  lifecycle {\n    prevent_destroy = true\n  }\n}',
    }
    assert terraform.load(MemoryTree(files), ".").resources == []


def test_json_syntax() -> None:
    files = {"main.tofu.json": '{"resource": {"aws_s3_bucket": {"a": {"lifecycle": {"enabled": false}}, "b": {}}}}'}
    assert [r.address for r in terraform.load(MemoryTree(files), ".").resources] == ["aws_s3_bucket.b"]

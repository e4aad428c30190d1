"""Inputs that nobody gives: one question everywhere; what hangs on them stays joined."""

from __future__ import annotations

import pytest

from s3lint.languages import terraform
from s3lint.source import MemoryTree
from s3lint.values import Configuration, OneOf, Unknown, Value
from tests.support.verdicts import verdicts

ACCESS = """
variable "bucket" {}
variable "create" { type = bool }
resource "aws_s3_bucket_public_access_block" "this" {
  count                   = COUNT
  bucket                  = var.bucket
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}
"""
ROOT = """
variable "create" { type = bool }
variable "env" { type = string }
variable "settings" { type = object({ create = bool }) }
locals { create = CONDITION }
resource "aws_s3_bucket" "a" { count = local.create ? 1 : 0 }
module "access" {
  source = "./access"
  bucket = try(aws_s3_bucket.a[0].id, "")
  create = INPUT
}
"""


def said(files: dict[str, str], code: str) -> dict[str, str]:
    """What a check says of each resource."""
    return {resource: verdict for (_, resource), verdict in verdicts(files, code).items()}


def load(files: dict[str, str]) -> Configuration:
    return terraform.load(MemoryTree(dict(files)), ".")


@pytest.mark.parametrize(
    ("condition", "given", "count"),
    [
        ("var.create", "var.create", "var.create ? 1 : 0"),
        ("var.create", "local.create", "var.create == true ? 1 : 0"),
        ("!var.create", "!var.create", "var.create ? 1 : 0"),
        ("!var.create", "var.create", "!var.create ? 1 : 0"),
        ("var.create && true", "var.create", "var.create ? 1 : 0"),
        ('var.env == "prod"', 'var.env == "prod"', "var.create ? 1 : 0"),
        ('var.env != "prod"', '"prod" == var.env', "var.create ? 0 : 1"),
        ("var.settings.create", 'var.settings["create"]', "var.create ? 1 : 0"),
    ],
)
def test_one_question_in_root_and_child(condition: str, given: str, count: str) -> None:
    root = ROOT.replace("CONDITION", condition).replace("INPUT", given)
    files = {"main.tf": root, "access/main.tf": ACCESS.replace("COUNT", count)}
    assert said(files, "S3L102") == {"aws_s3_bucket.a[0]": "pass"}


def test_other_questions_stay_apart() -> None:
    root = ROOT.replace("CONDITION", "var.create").replace("INPUT", 'var.env == "prod"')
    files = {"main.tf": root, "access/main.tf": ACCESS.replace("COUNT", "var.create ? 1 : 0")}
    assert said(files, "S3L102") == {"aws_s3_bucket.a[0]": "unknown"}


@pytest.mark.parametrize("attribute", ["bucket", "id", "arn", "name"])
def test_variables_are_names_but_no_resources(attribute: str) -> None:
    files = {
        "main.tf": f"""
variable "x" {{ type = object({{ {attribute} = string, other = string }}) }}
resource "aws_s3_bucket" "a" {{ bucket = var.x.{attribute} }}
resource "aws_s3_bucket" "b" {{ bucket = var.x.other }}
resource "aws_s3_bucket_versioning" "a" {{
  bucket = var.x.{attribute}
  versioning_configuration {{ status = "Enabled" }}
}}
"""
    }
    found = said(files, "S3L501")
    assert found == {"aws_s3_bucket.a": "pass", "aws_s3_bucket.b": "fail"}


COUNTED = """
variable "number" { type = number }
resource "aws_s3_bucket" "a" { count = var.number }
resource "aws_s3_bucket_versioning" "a" {
  count  = var.number
  bucket = REFERENCE
  versioning_configuration { status = "Enabled" }
}
"""
REFERENCES = [
    "aws_s3_bucket.a[0].id",
    "aws_s3_bucket.a[count.index].id",
    "one(aws_s3_bucket.a[*].id)",
    'join("", aws_s3_bucket.a[*].id)',
    'join("", aws_s3_bucket.a.*.id)',
    "try(aws_s3_bucket.a[0].id, null)",
    'try(one(aws_s3_bucket.a[*].id), "")',
    "(aws_s3_bucket.a[*].id)[0]",
]


@pytest.mark.parametrize("reference", REFERENCES)
def test_the_only_instance_of_an_unknown_number(reference: str) -> None:
    files = {"main.tf": COUNTED.replace("REFERENCE", reference)}
    assert said(files, "S3L501") == {"aws_s3_bucket.a[*]": "pass"}


def _identities(value: Value) -> set[str]:
    found = [option.value for option in value.choices] if isinstance(value, OneOf) else [value]
    return {v.identity.address for v in found if isinstance(v, Unknown) and v.identity is not None}


@pytest.mark.parametrize("reference", [r for r in REFERENCES if "count.index" not in r])
def test_no_instance_is_possible_too(reference: str) -> None:
    code = COUNTED.replace("REFERENCE", '"x"') + f'resource "aws_s3_bucket_acl" "b" {{ bucket = {reference} }}'
    (acl,) = [r for r in load({"main.tf": code}).resources if r.type == "aws_s3_bucket_acl"]
    assert _identities(acl.body.entries["bucket"]) == {"aws_s3_bucket.a[*]"}


def test_whether_there_is_one_is_not_known() -> None:
    code = COUNTED.replace("REFERENCE", '"x"') + (
        'resource "aws_s3_bucket_acl" "b" { bucket = one(aws_s3_bucket.a[*].id) == null ? "none" : "some" }'
    )
    (acl,) = [r for r in load({"main.tf": code}).resources if r.type == "aws_s3_bucket_acl"]
    value = acl.body.entries["bucket"]
    assert isinstance(value, OneOf)
    assert {next(iter(option.guard)) for option in value.choices} == {
        ("var.number", "empty"),
        ("var.number", "not empty"),
    }


ARN_OF = """
variable "name" { type = string }
resource "aws_s3_bucket" "a" { NAME }
resource "aws_s3_bucket" "other" { bucket = "another" }
locals { arn = aws_s3_bucket.a.arn }
module "versioned" {
  source = "./versioned"
  arn    = local.arn
}
"""
VERSIONED = """
variable "arn" {}
locals { name = FOUND }
resource "aws_s3_bucket_versioning" "a" {
  bucket = local.name
  versioning_configuration { status = "Enabled" }
}
"""
APART = [
    'split(":::", var.arn)[1]',
    'element(split(":", var.arn), 5)',
    'reverse(split(":", var.arn))[0]',
    'trimprefix(var.arn, "arn:aws:s3:::")',
    'replace(var.arn, "arn:aws:s3:::", "")',
    'replace(var.arn, "/^arn:aws:s3:::/", "")',
    'replace(var.arn, "/.*:/", "")',
    'regex("arn:aws:s3:::(.*)", var.arn)[0]',
    'regex("[^:]+$", var.arn)',
    'regex("^arn:[^:]*:s3:::(?P<name>.+)$", var.arn).name',
    'regexall("[^:]+", var.arn)[3]',
    "substr(var.arn, 13, -1)",
    'substr(var.arn, length("arn:aws:s3:::"), -1)',
    'startswith(var.arn, "arn:aws:s3:::") ? trimprefix(var.arn, "arn:aws:s3:::") : var.arn',
    'startswith(var.arn, "arn:") ? split(":::", var.arn)[1] : "x"',
    'strcontains(var.arn, ":s3:::") ? var.arn : "x"',
    'length(regexall("^arn:aws", var.arn)) > 0 ? split(":::", var.arn)[1] : "x"',
    'endswith(var.arn, "/") ? "x" : var.arn',
]


@pytest.mark.parametrize("found", APART)
@pytest.mark.parametrize("name", ["", 'bucket = "acme-data"', "bucket = var.name", 'bucket_prefix = "acme-"'])
def test_an_arn_taken_apart_names_its_bucket(name: str, found: str) -> None:
    files = {"main.tf": ARN_OF.replace("NAME", name), "versioned/main.tf": VERSIONED.replace("FOUND", found)}
    assert said(files, "S3L501") == {"aws_s3_bucket.a": "pass", "aws_s3_bucket.other": "fail"}


@pytest.mark.parametrize(
    "found",
    [
        "substr(var.arn, 13, 4)",
        'regex("[a-z]+$", var.arn)',
        'strcontains(var.arn, "prod") ? "prod" : "test"',
        'endswith(var.arn, "-prod") ? "prod" : "test"',
        'length(regexall("prod", var.arn)) > 0 ? "prod" : "test"',
        'startswith(var.arn, "arn:aws:s3:::prod") ? "prod" : "test"',
        'regex("arn:aws:s3:::prod-(.*)", var.arn)[0]',
        'trimprefix(var.arn, "arn:aws:s3:::prod-")',
        'replace(var.arn, "prod", "test")',
        'replace(var.arn, "a", "b")',
        'replace(var.arn, "/a|s3/", "b")',
    ],
)
def test_what_hangs_on_a_name_that_is_not_known_is_not_known(found: str) -> None:
    root = ARN_OF.replace("NAME", "")
    files = {"main.tf": root, "versioned/main.tf": VERSIONED.replace("FOUND", found)}
    (resource,) = [r for r in load(files).resources if r.type == "aws_s3_bucket_versioning"]
    value = resource.body.entries["bucket"]
    assert isinstance(value, Unknown | OneOf) and not _identities(value)


@pytest.mark.parametrize(
    ("bucket", "verdict"),
    [
        ("sha1(terraform_data.x.output)", "unknown"),
        ('"acme-${sha1(terraform_data.x.output)}"', "unknown"),
        ('"x-${sha1(terraform_data.x.output)}"', "fail"),
        ('"${var.prefix}-logs"', "fail"),
    ],
)
def test_a_control_over_what_nothing_names_may_be_over_any_bucket(bucket: str, verdict: str) -> None:
    code = f"""
variable "prefix" {{}}
resource "terraform_data" "x" {{}}
resource "aws_s3_bucket" "a" {{ bucket = "acme-data" }}
resource "aws_s3_bucket_versioning" "a" {{
  bucket = {bucket}
  versioning_configuration {{ status = "Enabled" }}
}}
"""
    assert said({"main.tf": code}, "S3L501")["aws_s3_bucket.a"] == verdict


@pytest.mark.parametrize(("key", "verdict"), [("alias/${var.env}-key", "pass"), ("alias/${var.env}", "unknown")])
def test_the_alias_of_a_key_that_is_known_in_part(key: str, verdict: str) -> None:
    code = f"""
variable "env" {{}}
resource "aws_s3_bucket" "a" {{ bucket = "acme-data" }}
resource "aws_s3_bucket_server_side_encryption_configuration" "a" {{
  bucket = aws_s3_bucket.a.id
  rule {{
    apply_server_side_encryption_by_default {{
      sse_algorithm     = "aws:kms"
      kms_master_key_id = "{key}"
    }}
  }}
}}
"""
    assert said({"main.tf": code}, "S3L302") == {"aws_s3_bucket.a": verdict}

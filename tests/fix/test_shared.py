"""A value that something else reads, too, is left: changing it would change more than what a finding is about."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fix.mending import mended, reasons

BUCKET = 'resource "aws_s3_bucket" "b" {\n  bucket = "acme-b"\n}\n'
VERSIONS = (
    'resource "aws_s3_bucket_versioning" "b" {\n  bucket = aws_s3_bucket.b.id\n'
    "  versioning_configuration {\n    status = STATUS\n  }\n}\n"
)
VARIABLE = 'variable "s" {\n  default = "Suspended"\n}\n'
PARAMETER = 'resource "aws_ssm_parameter" "p" {\n  name = "s"\n  type = "String"\n  value = VALUE\n}\n'
TEMPLATE = (
    "Resources:\n  B:\n    Type: AWS::S3::Bucket\n    Properties:\n      VersioningConfiguration: {Status: VALUE}\n"
)
STORED = "  P:\n    Type: AWS::SSM::Parameter\n    Properties: {Type: String, Value: VALUE}\n"


def versioned(status: str) -> str:
    return BUCKET + VERSIONS.replace("STATUS", status)


def stored(value: str) -> str:
    return PARAMETER.replace("VALUE", value)


def stack(value: str, *before: str, other: str = "") -> str:
    return "".join(before) + TEMPLATE.replace("VALUE", value) + (STORED.replace("VALUE", other) if other else "")


OBJECTS = (
    'locals {\n  all = {\n    a = { v = "Suspended" }\n    b = { v = "Enabled" }\n  }\n}\n'
    'resource "aws_s3_bucket" "b" {\n  for_each = local.all\n  bucket   = "acme-${each.key}"\n}\n'
    'resource "aws_s3_bucket_versioning" "b" {\n  for_each = local.all\n  bucket = aws_s3_bucket.b[each.key].id\n'
    "  versioning_configuration {\n    status = each.value.v\n  }\n}\n"
)
CALL = 'module "m" {\n  source = "./m"\n  s      = "Suspended"\n}\n'
TERRAGRUNT = 'terraform {\n  source = "../m"\n}\ninputs = {\n  s = "Suspended"\n}\n'
SERVICE = "Parameters:\n  S:\n    Type: String\n    Default: Suspended\n"
TABLE = "Mappings:\n  M:\n    prod: {v: Suspended}\n"
LOOKED_UP = "!FindInMap [M, prod, v]"
PARENT = (
    "Resources:\n  N:\n    Type: AWS::CloudFormation::Stack\n    Properties:\n      TemplateURL: ./n.yaml\n"
    "      Parameters: {S: Suspended}\n"
)

ALONE = {
    "a variable": {"main.tf": VARIABLE + versioned("var.s")},
    "a variable through a local": {"main.tf": VARIABLE + "locals {\n  s = var.s\n}\n" + versioned("local.s")},
    "a variable that a comment names": {"main.tf": VARIABLE + "# var.s is old\n" + versioned("var.s")},
    "an object's value": {"main.tf": OBJECTS},
    "an argument": {"main.tf": CALL, "m/main.tf": 'variable "s" {}\n' + versioned("var.s")},
    "a variable file": {"main.tf": 'variable "s" {}\n' + versioned("var.s"), "terraform.tfvars": 's = "Suspended"\n'},
    "an input": {"live/terragrunt.hcl": TERRAGRUNT, "m/main.tf": 'variable "s" {}\n' + versioned("var.s")},
    "a parameter": {"t.yaml": stack("!Ref S", SERVICE)},
    "an entry of a mapping": {"t.yaml": stack(LOOKED_UP, TABLE)},
    "what a stack gives": {"t.yaml": PARENT, "n.yaml": stack("!Ref S", "Parameters:\n  S: {Type: String}\n")},
    "an anchor without alias": {
        "t.yaml": stack("&s Suspended").replace("{Status: &s Suspended}", "&s {Status: Suspended}")
    },
}
SHARED = {
    "a variable": ({"main.tf": VARIABLE + versioned("var.s") + stored("var.s")}, "var.s decides about something else"),
    "a switch": (
        {"main.tf": VARIABLE + versioned("var.s") + stored('"x"').replace("{\n", '{\n  count = var.s == "" ? 0 : 1\n')},
        "var.s decides about something else",
    ),
    "a local": (
        {"main.tf": 'locals {\n  s = "Suspended"\n}\n' + versioned("local.s") + stored('"is ${local.s}"')},
        "local.s decides about something else",
    ),
    "an object's value": ({"main.tf": OBJECTS + stored("local.all.a.v")}, "local.all decides about something else"),
    "an argument": (
        {"main.tf": CALL, "m/main.tf": 'variable "s" {}\n' + versioned("var.s") + stored("var.s")},
        "var.s decides about something else",
    ),
    "an argument two modules down": (
        {
            "main.tf": CALL,
            "m/main.tf": 'variable "s" {}\nmodule "n" {\n  source = "./n"\n  t      = var.s\n}\n',
            "m/n/main.tf": 'variable "t" {}\n' + versioned("var.t") + stored("var.t"),
        },
        "var.t decides about something else",
    ),
    "a variable file": (
        {
            "main.tf": 'variable "s" {}\n' + versioned("var.s") + stored("var.s"),
            "terraform.tfvars": 's = "Suspended"\n',
        },
        "var.s decides about something else",
    ),
    "an input": (
        {"live/terragrunt.hcl": TERRAGRUNT, "m/main.tf": 'variable "s" {}\n' + versioned("var.s") + stored("var.s")},
        "var.s decides about something else",
    ),
    "a rule": (
        {
            "main.tf": VARIABLE.replace(
                "\n}", '\n  validation {\n    condition = var.s != "Enabled"\n    error_message = "no"\n  }\n}'
            )
            + versioned("var.s")
        },
        "var.s has a validation block",
    ),
    "a parameter": ({"t.yaml": stack("!Ref S", SERVICE, other="!Ref S")}, "S decides about something else"),
    "a parameter in a text": (
        {"t.yaml": stack("!Ref S", SERVICE, other="!Sub 'x-${S}'")},
        "S decides about something else",
    ),
    "a parameter's values": (
        {"t.yaml": stack("!Ref S", SERVICE + "    AllowedValues: [Suspended]\n")},
        "the parameter S does not allow Enabled",
    ),
    "an entry of a mapping": ({"t.yaml": stack(LOOKED_UP, TABLE, other=LOOKED_UP)}, "v decides about something else"),
    "what a stack gives": (
        {"t.yaml": PARENT, "n.yaml": stack("!Ref S", "Parameters:\n  S: {Type: String}\n", other="!Ref S")},
        "S decides about something else",
    ),
    "an anchored mapping": (
        {
            "t.yaml": stack("Suspended").replace("{Status", "&v {Status") + "  C:\n    Type: AWS::S3::Bucket\n"
            "    Properties: {VersioningConfiguration: *v}\n"
        },
        "an anchor shares it with other resources",
    ),
}


@pytest.mark.parametrize("files", ALONE.values(), ids=ALONE.keys())
def test_a_value_that_nothing_else_reads_is_changed_where_it_stands(files: dict[str, str], tmp_path: Path) -> None:
    done = mended(tmp_path, files, "S3L501")
    assert not reasons(done) and len(done.files) == 1
    assert not any("Suspended" in (tmp_path / name).read_text() for name in files)


@pytest.mark.parametrize(("files", "why"), SHARED.values(), ids=SHARED.keys())
def test_a_value_that_something_else_reads_is_left(files: dict[str, str], why: str, tmp_path: Path) -> None:
    done = mended(tmp_path, files, "S3L501")
    assert not done.files
    assert all(said.startswith(why) for said in reasons(done).values()) and reasons(done)


def test_what_all_readers_want_is_changed_once(tmp_path: Path) -> None:
    other = versioned("var.s").replace('"b"', '"c"').replace("bucket.b", "bucket.c").replace("acme-b", "acme-c")
    done = mended(tmp_path, {"main.tf": VARIABLE + versioned("var.s") + other}, "S3L501")
    assert (tmp_path / "main.tf").read_text() == VARIABLE.replace("Suspended", "Enabled") + versioned("var.s") + other
    (one,) = done.made
    assert len(one.findings) == 2

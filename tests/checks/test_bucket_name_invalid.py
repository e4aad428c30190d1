"""Names that are not those of the deployed bucket: made with an empty default, or with a placeholder."""

from __future__ import annotations

import pytest

from tests.support.verdicts import verdicts

BUCKET = "aws_s3_bucket.b"


def of_name(name: str, variables: str = "") -> str | None:
    files = {"main.tf": f'{variables}\nresource "aws_s3_bucket" "b" {{\n  bucket = {name}\n}}\n'}
    return verdicts(files, "S3L601").get(("S3L601", BUCKET))


@pytest.mark.parametrize(
    ("name", "verdict"),
    [
        ('"${var.prefix}-data"', None),
        ('"data-${var.prefix}"', None),
        ('"data.${var.prefix}.x"', None),
        ('lower(join("-", [var.prefix, "data"]))', None),
        ('"${local.prefix}-data"', None),
        ('"${var.names.data}-data"', None),
        ('"${var.prefix}-Data"', "fail"),  # whatever the prefix is
        ('"${var.prefix}-%s"' % ("x" * 70), "fail"),
        ('"${var.prefix}acme-data"', "pass"),
        ('"${var.wrong}-data"', "fail"),
    ],
)
def test_an_empty_default_is_not_what_is_deployed(name: str, verdict: str | None) -> None:
    variables = (
        'variable "prefix" {\n  default = ""\n}\nvariable "names" {\n  default = { data = "" }\n}\n'
        'variable "wrong" {\n  default = "Acme_"\n}\nlocals {\n  prefix = var.prefix\n}\n'
    )
    assert of_name(name, variables) == verdict


def test_an_empty_value_that_is_given_is_what_is_deployed() -> None:
    text = 'variable "prefix" {}\nresource "aws_s3_bucket" "b" {\n  bucket = "${var.prefix}-data"\n}\n'
    files = {"main.tf": text, "terraform.tfvars": 'prefix = ""\n'}
    assert verdicts(files, "S3L601")["S3L601", BUCKET] == "fail"


@pytest.mark.parametrize(
    ("name", "verdict"),
    [
        ("!Join ['', [!Join ['-', !Split ['.', !Ref Domain]], -logs]]", None),
        ("!Sub ['${Name}-logs', {Name: !Select [0, !Split ['.', !Ref Domain]]}]", None),
        ("!Join ['', [!Join ['-', !Split ['.', !Ref Domain]], -Logs]]", "fail"),  # whatever the domain is
        ("!Join ['', [!Join ['-', !Split ['.', !Ref Wrong]], -logs]]", "fail"),
    ],
)
def test_what_is_split_of_an_empty_default_is_not_deployed_either(name: str, verdict: str | None) -> None:
    text = "Parameters: {Domain: {Type: String, Default: ''}, Wrong: {Type: String, Default: .acme}}\n"
    text += f"Resources:\n  B:\n    Type: AWS::S3::Bucket\n    Properties:\n      BucketName: {name}\n"
    assert verdicts({"t.yaml": text}, "S3L601").get(("S3L601", "B")) == verdict


@pytest.mark.parametrize("text", ["%%NAME%%", "<bucket-name>", "{{ bucket }}", "CHANGEME", "CHANGE_ME"])
def test_a_placeholder_may_be_any_text(text: str) -> None:
    assert of_name(f'"{text}"') is None
    assert of_name(f'"acme-{text}"') is None
    assert of_name(f'"Acme-{text}"') == "fail"
    assert of_name("var.name", f'variable "name" {{\n  default = "{text}"\n}}') is None


@pytest.mark.parametrize(
    ("default", "name", "verdict"),
    [
        ('""', '!Sub "${Part}-data"', None),
        ('""', '!Join ["-", [!Ref Part, data]]', None),
        ('""', '!Join ["-", [!Ref Part, Data]]', "fail"),
        ('"%%NAME%%"', '!Sub "${Part}-data"', None),
        ('"%%NAME%%"', '!Sub "${Part}-Data"', "fail"),
    ],
)
def test_parameters(default: str, name: str, verdict: str | None) -> None:
    text = (
        f"Parameters:\n  Part:\n    Type: String\n    Default: {default}\nResources:\n  B:\n"
        f"    Type: AWS::S3::Bucket\n    Properties:\n      BucketName: {name}\n"
    )
    found = verdicts({"t.yaml": text}, "S3L601")
    assert found.get(("S3L601", "B")) == verdict

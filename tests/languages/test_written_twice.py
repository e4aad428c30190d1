"""What is written twice: never dropped without a word."""

from __future__ import annotations

import json

import pytest

from s3lint.languages import cloudformation, terraform
from s3lint.source import Diagnostic, MemoryTree
from s3lint.values import Configuration, Inputs, text_of


def hcl(text: str, **files: str) -> Configuration:
    tree = MemoryTree({"main.tf": text, **{name.replace("__", "."): found for name, found in files.items()}})
    return terraform.load(tree, ".", Inputs())


def template(text: str, path: str = "t.yaml") -> Configuration:
    (found,) = cloudformation.load(MemoryTree({path: text}), path, Inputs())
    return found


def said(configuration: Configuration) -> list[Diagnostic]:
    for resource in configuration.resources:
        _ = resource.body
    assert {d.code for d in configuration.diagnostics} <= {"S3L901"}
    return sorted(configuration.diagnostics, key=lambda d: d.location.line)


def test_an_argument_of_a_block() -> None:
    found = hcl('resource "aws_s3_bucket" "a" {\n  bucket = "one"\n  bucket = "two"\n}\n')
    (diagnostic,) = said(found)
    assert diagnostic.incomplete and diagnostic.location.line == 3
    assert "bucket is set twice" in diagnostic.message
    (bucket,) = found.resources
    assert text_of(bucket.body.entries["bucket"]) == "two"
    assert bucket.body.open is None  # the rest of the block was read


def test_an_argument_of_a_nested_block() -> None:
    text = 'resource "aws_s3_bucket" "a" {\n  versioning {\n    enabled = true\n    enabled = false\n  }\n}\n'
    (diagnostic,) = said(hcl(text))
    assert diagnostic.location.line == 4


def test_an_argument_in_json_syntax() -> None:
    text = '{"resource": {"aws_s3_bucket": {"a": {"bucket": "one", "bucket": "two"}}}}'
    found = terraform.load(MemoryTree({"main.tf.json": text}), ".", Inputs())
    (diagnostic,) = said(found)
    assert diagnostic.incomplete


@pytest.mark.parametrize(
    ("path", "text"), [("terraform.tfvars", 'a = "x"\na = "y"\n'), ("terraform.tfvars.json", '{"a": "x", "a": "y"}')]
)
def test_a_value_in_a_variable_file(path: str, text: str) -> None:
    main = 'variable "a" {}\nresource "aws_s3_bucket" "a" {\n  bucket = var.a\n}\n'
    found = terraform.load(MemoryTree({"main.tf": main, path: text}), ".", Inputs())
    (diagnostic,) = said(found)
    assert diagnostic.location.path == path and diagnostic.incomplete
    assert text_of(found.resources[0].body.entries["bucket"]) == "y"


@pytest.mark.parametrize(
    "block",
    [
        'resource "aws_s3_bucket" "a" {}',
        'data "aws_s3_bucket" "a" {}',
        'variable "a" {}',
        'output "a" {\n  value = 1\n}',
        "locals {\n  a = 1\n}",
    ],
)
def test_a_declaration(block: str) -> None:
    (diagnostic,) = said(hcl(f"{block}\n", other__tf=f"# again\n{block}\n"))
    assert diagnostic.incomplete and diagnostic.location.path == "other.tf"
    assert "twice" in diagnostic.message and "main.tf:1" in diagnostic.message


def test_overrides_are_no_second_declaration() -> None:
    text = 'locals {\n  a = 1\n}\nresource "aws_s3_bucket" "a" {}\n'
    assert said(hcl(text, override__tf=text)) == []


TWICE = """
Resources:
  Data:
    Type: AWS::S3::Bucket
  Both:
    Type: AWS::S3::Bucket
    Properties: {BucketName: one}
Resources:
  Both:
    Type: AWS::S3::Bucket
    Properties: {BucketName: two}
"""


def test_sections_of_a_template_are_read_as_one() -> None:
    found = template(TWICE)
    assert sorted(r.address for r in found.resources) == ["Both", "Data"]
    assert [d.message.split(":")[0] for d in said(found)] == ["Both is set twice", "Resources is set twice"]
    both = next(r for r in found.resources if r.address == "Both")
    name = both.body.entries["BucketName"]
    assert text_of(name) == "two"


def test_sections_of_a_json_template() -> None:
    bucket = json.dumps({"Type": "AWS::S3::Bucket"})
    text = f'{{"Resources": {{"A": {bucket}}}, "Resources": {{"B": {bucket}}}, "Resources": {{"C": {bucket}}}}}'
    found = template(text, "t.json")
    assert sorted(r.address for r in found.resources) == ["A", "B", "C"]
    assert said(found)


def test_an_empty_section_does_not_hide_the_one_before() -> None:
    found = template("Resources:\n  A:\n    Type: AWS::S3::Bucket\nResources:\n")
    assert [r.address for r in found.resources] == ["A"]
    assert said(found)

"""Templates that stand in others as text: what they make, and where."""

from __future__ import annotations

import json

import pytest

from s3lint.languages.cloudformation.stacks.load import load
from s3lint.source import MemoryTree
from s3lint.values import Configuration, Inputs, Resource
from tests.languages.cloudformation.stack import show

HEAD = """\
Transform: AWS::LanguageExtensions
Parameters: {Env: {Type: String, Default: dev}, Open: {Type: String}}
Resources:
  Outer: {Type: AWS::S3::Bucket}
  S:
    Type: AWS::CloudFormation::StackSet
    Properties:
      StackSetName: x
      TemplateBody: """

BLOCK = """\
|
        Parameters: {Env: {Type: String, Default: inner}}
        Resources:
          B:
            Type: AWS::S3::Bucket
            Properties: {BucketName: "a-${Env}", Tags: !Sub "${!Env}-${Env}", Other: "${Open}-${AWS::Region}"}
"""


def read(body: str) -> Configuration:
    (found,) = load(MemoryTree({"t.yaml": HEAD + body}), "t.yaml", Inputs())
    return found


def bucket(found: Configuration) -> Resource:
    (one,) = (resource for resource in found.resources if resource.address == "S/B")
    return one


def place(resource: Resource) -> tuple[int, int]:
    assert resource.header is not None
    location = resource.header.location()
    assert location.path == "t.yaml"
    return location.line, location.column


def test_a_body_that_is_put_together_has_the_values_of_the_outer_stack() -> None:
    found = bucket(read("!Sub " + BLOCK))
    assert show(found.body) == {
        "BucketName": "a-dev",
        "Tags": "inner-dev",
        "Other": ("text", "<${Open}>", "-", "<${AWS::Region}>"),
    }
    assert place(found) == (12, 11)
    name = found.body.get("BucketName")
    assert name is not None and name.span is not None and name.span.location().line == 14


def test_a_body_as_it_stands_knows_the_inner_stack_alone() -> None:
    found = bucket(read(BLOCK))
    assert show(found.body)["BucketName"] == "a-${Env}"
    assert place(found) == (12, 11)


INNER = {"Resources": {"B": {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": "abc"}}}}


@pytest.mark.parametrize(
    ("body", "line"),
    [
        (f"'{json.dumps(INNER)}'\n", 9),
        ('"Resources: {B: {Type: \'AWS::S3::Bucket\', Properties: {BucketName: abc}}}"\n', 9),
        ('!Join ["\\n", ["Resources:", "  B:", "    Type: AWS::S3::Bucket", "    Properties: {BucketName: abc}"]]\n',
         9),
        (f"{{Fn::ToJsonString: {json.dumps(INNER)}}}\n", 9),
        ("!Sub\n        - |\n          Resources:\n            B: {Type: AWS::S3::Bucket, Properties: {BucketName: "
         "'${Name}'}}\n        - {Name: abc}\n", 12),
    ],
)  # fmt: skip
def test_a_body_is_read_however_it_is_written(body: str, line: int) -> None:
    found = bucket(read(body))
    assert show(found.body) == {"BucketName": "abc"}
    assert place(found)[0] == line


@pytest.mark.parametrize("body", ["!Ref Open\n", '"{{{"\n', "hello\n"])
def test_a_body_that_is_no_template_is_said(body: str) -> None:
    found = read(body)
    assert [resource.address for resource in found.resources] == ["Outer", "S"]
    assert any(d.code == "S3L902" and d.left_out == "nested stack" for d in found.diagnostics)


def test_what_nobody_knows_is_told_from_the_inner_templates_own_text() -> None:
    found = bucket(read("!Sub |\n        Resources:\n          B: {Type: AWS::S3::Bucket, Properties: "
                        "{BucketName: '${Open}', Tags: '${!Open}'}}\n"))  # fmt: skip
    assert show(found.body) == {"BucketName": "<${Open_}>", "Tags": "${Open}"}


def test_texts_that_grow_are_bounded() -> None:
    long = "Resources: {" + ", ".join(f"B{n}: {{Type: 'AWS::S3::Bucket'}}" for n in range(9000)) + "}"
    text = f'Parameters: {{P: {{Type: String, Default: "{long}"}}}}\nResources:\n'
    for number in range(60):
        text += f"  S{number}: {{Type: AWS::CloudFormation::StackSet, Properties: {{TemplateBody: !Ref P}}}}\n"
    (found,) = load(MemoryTree({"t.yaml": text}), "t.yaml", Inputs())
    assert any(d.code == "S3L902" and d.location.line == 62 for d in found.diagnostics)

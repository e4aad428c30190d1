"""The template of a service: its own resources laid over what the framework makes."""

from __future__ import annotations

import pytest

from tests.languages.cloudformation.stack import show
from tests.languages.serverless.services import configuration, resources
from tests.support.verdicts import findings, report, verdicts

BUCKET = "{Type: AWS::S3::Bucket}"


def said(text: str, more: dict[str, str] | None = None) -> list[tuple[str, str]]:
    """What is reported, with its place."""
    return [(f"{d.location.path}:{d.location.line}", d.message) for d in configuration(text, more).diagnostics]


@pytest.mark.parametrize(
    ("text", "place", "expected"),
    [
        ("resources: ${file(x.js)}\n", "serverless.yml:4", "${file(x.js)} is code, which s3lint does not run"),
        ("resources:\n  - ${file(none.yml)}\n", "serverless.yml:5", "${file(none.yml)} is not in the scanned tree"),
        ("resources:\n  Resources: ${file(none.yml)}\n", "serverless.yml:5", "is not in the scanned tree"),
        ("resources:\n  Resources:\n    A: ${opt:a}\n", "serverless.yml:6", "${opt:a} is given on the command line"),
        ("functions: ${file(x.ts):all}\n", "serverless.yml:4", "is code, which s3lint does not run"),
        ("functions:\n  f: {events: '${file(x.js)}'}\n", "serverless.yml:5", "is code, which s3lint does not run"),
        ("constructs:\n  c: {type: storage}\n", "serverless.yml:5", "construct c makes a bucket by a plugin"),
    ],
)
def test_what_may_hold_more_is_said(text: str, place: str, expected: str) -> None:
    assert any(at == place and expected in message for at, message in said(text)), said(text)


def test_a_construct_without_a_bucket_is_not_mentioned() -> None:
    assert said("constructs:\n  c: {type: queue}\n") == []


def test_resources_may_be_a_list_and_come_from_files() -> None:
    text = """\
resources:
  - Resources:
      A: {Type: AWS::S3::Bucket, Properties: {BucketName: "${self:service}-a"}}
  - ${file(more.yml)}
  - Resources:
      A: {Properties: {Tags: [{Key: a, Value: b}]}}
      C: ${file(c.yml):C}
  - Resources: ${file(rest.json)}
"""
    more = {
        "more.yml": "Resources:\n  B: {Type: AWS::S3::Bucket, Properties: {BucketName: !Sub '${A}-b'}}\n",
        "c.yml": "C:\n  Type: AWS::S3::Bucket\n",
        "rest.json": '{"D": {"Type": "AWS::S3::Bucket"}}',
    }
    found = configuration(text, more)
    assert {r.address: show(r.body) for r in found.resources} == {
        "A": {"BucketName": "acme-a", "Tags": [{"Key": "a", "Value": "b"}]},
        "B": {"BucketName": ("text", "<A.Ref>", "-b")},
        "C": {},
        "D": {},
    }
    places = {r.address: f"{r.header.path}:{r.header.line}" for r in found.resources if r.header}
    assert places == {"A": "serverless.yml:6", "B": "more.yml:2", "C": "c.yml:1", "D": "rest.json:1"}
    assert found.files == {"serverless.yml", *more}


def test_sections_that_are_looked_up_may_come_from_files() -> None:
    text = """\
resources:
  Parameters: ${file(more.yml):Parameters}
  Mappings: {Names: "${file(more.yml):Names}"}
  Conditions: ${file(more.yml):Conditions}
  Resources:
    A:
      Type: AWS::S3::Bucket
      Properties:
        BucketName: !FindInMap [Names, !Ref Env, name]
        VersioningConfiguration: !If [IsProd, {Status: Enabled}, !Ref AWS::NoValue]
"""
    more = {
        "more.yml": """\
Parameters: {Env: {Type: String, Default: prod}}
Names: {prod: {name: acme-prod}}
Conditions: {IsProd: !Equals [!Ref Env, prod]}
"""
    }
    (resource,) = configuration(text, more).resources
    assert show(resource.body) == {"BucketName": "acme-prod", "VersioningConfiguration": {"Status": "Enabled"}}


def test_what_is_not_known_is_a_part_of_a_text() -> None:
    text = """\
resources:
  Resources:
    A:
      Type: AWS::S3::Bucket
      Properties:
        BucketName: "data-${ssm:/name}"
        Plain: "${AWS::Region}"
        Sub: !Sub "${AWS::Region}-${opt:x}-${self:service}-${A.Arn}"
        Deep: "${self:custom.${opt:x}.${opt:y}}"
"""
    (resource,) = configuration(text).resources
    assert show(resource.body) == {
        "BucketName": ("text", "data-", "<${ssm:/name}>"),
        "Plain": "${AWS::Region}",
        "Sub": ("text", "<AWS::Region>", "-", "<${opt:x}>", "-acme-", "<A.Arn>"),
        "Deep": "<${self:custom.${opt:x}.${opt:y}}>",
    }


def test_own_resources_are_laid_over_those_that_are_made() -> None:
    text = """\
functions:
  f: {handler: a.b, events: [{s3: photos}]}
resources:
  Resources:
    S3BucketPhotos:
      Properties:
        PublicAccessBlockConfiguration: &all
          BlockPublicAcls: true
          BlockPublicPolicy: true
          IgnorePublicAcls: true
          RestrictPublicBuckets: true
  extensions:
    S3BucketPhotos:
      DeletionPolicy: Retain
      Properties: {VersioningConfiguration: {Status: Enabled}}
    Nothing: {DeletionPolicy: Retain}
"""
    made = resources(text)["S3BucketPhotos"]
    assert made["DeletionPolicy"] == "Retain" and made["Type"] == "AWS::S3::Bucket"
    assert made["Properties"]["BucketName"] == "photos"
    assert made["Properties"]["VersioningConfiguration"] == {"Status": "Enabled"}
    files = {"serverless.yml": f"service: acme\nprovider: {{name: aws}}\n{text}"}
    found = verdicts(files, "S3L102", "S3L501")
    assert found == {("S3L102", "S3BucketPhotos"): "pass", ("S3L501", "S3BucketPhotos"): "pass"}


def test_extensions_replace_properties() -> None:
    text = """\
resources:
  Resources:
    A:
      Type: AWS::S3::Bucket
      Properties: {LoggingConfiguration: {DestinationBucketName: a, LogFilePrefix: b}}
  extensions:
    A: {Properties: {LoggingConfiguration: {DestinationBucketName: c}}}
"""
    assert resources(text)["A"]["Properties"] == {"LoggingConfiguration": {"DestinationBucketName": "c"}}


def test_findings_name_the_service_and_the_file() -> None:
    files = {
        "app/serverless.yml": "service: acme\nprovider: {name: aws}\nresources:\n  Resources: ${file(buckets.yml)}\n",
        "app/buckets.yml": f"A: {BUCKET}\n",
    }
    (found,) = findings(files, "S3L102")
    assert (found.root, found.location.path, found.location.line) == ("app/serverless.yml", "app/buckets.yml", 1)


def test_a_template_that_a_service_puts_in_is_judged_once() -> None:
    files = {
        "serverless.yml": "service: acme\nprovider: {name: aws}\nresources:\n  - ${file(cfn/${sls:stage}.yml)}\n",
        "cfn/dev.yml": f"Resources:\n  A: {BUCKET}\n",
        "cfn/prod.yml": f"Resources:\n  A: {BUCKET}\n",
        "cfn/alone.yaml": f"Resources:\n  A: {BUCKET}\n",
    }
    assert {finding.root for finding in findings(files, "S3L102")} == {"serverless.yml", "cfn/alone.yaml"}


def test_a_suppression_in_a_file_that_is_put_in() -> None:
    files = {
        "serverless.yml": "service: acme\nprovider: {name: aws}\nresources:\n  Resources:\n    A: ${file(a.yml)}\n",
        "a.yml": "# s3lint: file-ignore[S3L102] another control\nType: AWS::S3::Bucket\n",
    }
    assert [f.suppressed is not None for f in report(files, "S3L102").findings] == [True]


@pytest.mark.parametrize(
    "text",
    ["functions:\n  a: ${file(a.yml):nope}\n", "functions:\n  a:\n    handler: x\n    events: ['${file(ev.yml)}']\n"],
)
def test_parts_of_functions_that_are_not_known_are_told(text: str) -> None:
    (said,) = configuration(text).diagnostics
    assert said.is_gap


def test_a_description_holds_no_resources() -> None:
    text = "resources:\n  - Description: The stack of ${ssm:/name}\n  - Resources: {B: {Type: AWS::S3::Bucket}}\n"
    assert configuration(text).diagnostics == []
    lost = configuration(text + "  - Resources: ${ssm:/more}\n").diagnostics
    assert [(d.code, d.is_gap) for d in lost] == [("S3L907", True)]

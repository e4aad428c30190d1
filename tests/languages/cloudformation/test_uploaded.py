"""Templates that are named by the URL that they are uploaded to, and the files that they are."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest

from s3lint.languages.cloudformation.stacks import uploaded
from tests.support.verdicts import by_resource, findings, report

CHILD = "Resources:\n  B: {Type: AWS::S3::Bucket}\n"
KEY = "0123456789abcdef" * 4


def parent(url: str) -> str:
    return (
        "Parameters: {Base: {Type: String}}\nResources:\n  Child:\n    Type: AWS::CloudFormation::Stack\n"
        f"    Properties: {{TemplateURL: {url}}}\n"
    )


def judged(files: Mapping[str, str]) -> set[str]:
    return {resource for _, resource in by_resource(report(files, "S3L501").findings)}


@pytest.mark.parametrize(
    "url",
    [
        "https://templates.s3.amazonaws.com/v1/child.yaml",
        "https://templates.s3.amazonaws.com/v1/child.yaml?versionId=1",
        '!Sub "https://${AWS::AccountId}-x.s3.amazonaws.com/v1/child.yaml"',
        '!Sub "${Base}/v1/child.yaml"',
        '!Join ["/", [!Ref Base, child.yaml]]',
    ],
)
def test_the_only_file_of_the_name(url: str) -> None:
    files = {"stacks/parent.yaml": parent(url), "templates/child.yaml": CHILD}
    assert judged(files) == {"Child/B"}
    assert findings(files, "S3L501")  # and nothing is said to be missing


@pytest.mark.parametrize("url", ["!Ref Base", '!Sub "https://x.s3.amazonaws.com/${Base}"', "https://x/v1/other.yaml"])
def test_a_name_that_is_not_known_or_not_here(url: str) -> None:
    files = {"stacks/parent.yaml": parent(url), "templates/child.yaml": CHILD}
    assert judged(files) == {"B"}
    assert [d.code for d in report(files, "S3L501").diagnostics] == ["S3L902"]


def test_of_several_the_one_with_more_of_the_path() -> None:
    url = "https://templates.s3.amazonaws.com/data/child.yaml"
    files = {"parent.yaml": parent(url), "data/child.yaml": CHILD, "web/child.yaml": CHILD.replace("B:", "W:")}
    assert judged(files) == {"Child/B", "W"}


def test_of_several_alike_none() -> None:
    url = "https://templates.s3.amazonaws.com/child.yaml"
    files = {"parent.yaml": parent(url), "data/child.yaml": CHILD, "web/child.yaml": CHILD}
    assert judged(files) == {"B"}
    assert [d.code for d in report(files, "S3L501").diagnostics] == ["S3L902"]


def test_a_tree_of_more_folders_than_are_looked_through_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploaded, "MOST_FOLDERS", 2)
    url = "https://templates.s3.amazonaws.com/child.yaml"
    files = {"stacks/parent.yaml": parent(url), "templates/child.yaml": CHILD}
    said = report(files, "S3L501").diagnostics
    assert [(d.code, d.is_gap) for d in said] == [("S3L902", True), ("S3L905", True)]


def test_an_asset_is_told_by_its_hash() -> None:
    url = {"Fn::Sub": f"https://s3.${{AWS::Region}}.${{AWS::URLSuffix}}/cdk-assets/{KEY}.json"}
    stack = {"Resources": {"N": {"Type": "AWS::CloudFormation::Stack", "Properties": {"TemplateURL": url}}}}
    assets = {"files": {KEY: {"source": {"path": "N.nested.template.json"}}}}
    files = {
        "cdk.out/P.template.json": json.dumps(stack),
        "cdk.out/N.nested.template.json": json.dumps({"Resources": {"B": {"Type": "AWS::S3::Bucket"}}}),
    }
    assert judged(files) == {"B"}
    assert judged({**files, "cdk.out/P.assets.json": json.dumps(assets)}) == {"N/B"}


def test_of_assets_that_are_alike_each_stack_has_its_own() -> None:
    url = {"Fn::Sub": f"https://s3.${{AWS::Region}}.${{AWS::URLSuffix}}/cdk-assets/{KEY}.json"}
    stack = {"Resources": {"N": {"Type": "AWS::CloudFormation::Stack", "Properties": {"TemplateURL": url}}}}
    files = {}
    for name in ("Dev", "Live"):
        assets = {"files": {KEY: {"source": {"path": f"{name}N.nested.template.json"}}}}
        files[f"cdk.out/{name}.template.json"] = json.dumps(stack)
        files[f"cdk.out/{name}N.nested.template.json"] = json.dumps({"Resources": {"B": {"Type": "AWS::S3::Bucket"}}})
        files[f"cdk.out/{name}.assets.json"] = json.dumps(assets)
    assert {(f.location.path, f.resource) for f in findings(files, "S3L501")} == {
        ("cdk.out/DevN.nested.template.json", "N/B"),
        ("cdk.out/LiveN.nested.template.json", "N/B"),
    }


@pytest.mark.parametrize("declared", ["Type: String, Default: Suspended", "Type: String"])
def test_what_a_parent_gives_decides_alone(declared: str) -> None:
    child = (
        f"Parameters: {{Status: {{{declared}}}}}\nResources:\n"
        "  B: {Type: AWS::S3::Bucket, Properties: {VersioningConfiguration: {Status: !Ref Status}}}\n"
    )
    url = "https://x.s3.amazonaws.com/child.yaml"
    gives = parent(url).replace("{TemplateURL", "{Parameters: {Status: Enabled}, TemplateURL")
    found = findings({"parent.yaml": gives, "child.yaml": child}, "S3L501")
    assert [(f.resource, f.verdict.value) for f in found] == [("Child/B", "pass")]


def test_what_a_parent_says_of_a_child_is_said_once() -> None:
    child = CHILD + "  M: {Type: X::S3::Bucket::MODULE}\n  L: {Type: AWS::S3::Unheard}\n"
    child += "  P: {Type: AWS::S3::BucketPolicy, Properties: {Bucket: !Ref Given, PolicyDocument: {Statement: []}}}\n"
    url = "https://x.s3.amazonaws.com/child.yaml"
    files = {"child.yaml": f"Parameters: {{Given: {{Type: String}}}}\n{child}"}
    alone = report(files, "S3L5").diagnostics
    assert len(alone) == 2
    gives = parent(url).replace("{TemplateURL", "{Parameters: {Given: !Ref Own}, TemplateURL")
    gives += "  Own: {Type: AWS::S3::Bucket}\n"
    said = report({**files, "parent.yaml": gives}, "S3L5").diagnostics
    assert [(d.code, d.location) for d in said] == [(d.code, d.location) for d in alone]

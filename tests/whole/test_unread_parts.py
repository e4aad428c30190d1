"""Parts of a stack that cannot be read may hold policies of its buckets, whether or not a bucket is handed to them."""

from __future__ import annotations

import pytest

from tests.support.verdicts import Verdicts, report

BUCKET = """\
Type: AWS::S3::Bucket
Properties:
  VersioningConfiguration: {Status: Enabled}
"""
SERVICE = "service: acme\nprovider: {name: aws}\n"
ALLOW = "{Effect: Allow, Principal: '*', Action: 's3:GetObject', Resource: !Sub '${B.Arn}/*'}"
POLICY = f"{{Type: AWS::S3::BucketPolicy, Properties: {{Bucket: !Ref B, PolicyDocument: {{Statement: [{ALLOW}]}}}}}}"


def verdicts(files: dict[str, str], *codes: str) -> Verdicts:
    found = report(files, *codes)
    return {(finding.code, finding.resource): finding.verdict.value for finding in found.findings}


def indented(text: str, by: int) -> str:
    return "".join(" " * by + line for line in text.splitlines(keepends=True))


def template(more: str) -> dict[str, str]:
    return {"t.yaml": "Resources:\n  B:\n" + indented(BUCKET, 4) + more}


def service(more: str) -> dict[str, str]:
    return {"serverless.yml": SERVICE + "resources:\n  - Resources:\n      B:\n" + indented(BUCKET, 8) + more}


INCLUDE = "  Fn::Transform: {Name: AWS::Include, Parameters: {Location: 's3://acme/more.yaml'}}\n"
MACRO = "  Fn::Transform: {Name: Acme}\n"
TOP = "Transform: {Name: AWS::Include, Parameters: {Location: 's3://acme/more.yaml'}}\n"


@pytest.mark.parametrize(
    "files",
    [
        template(INCLUDE),
        template(MACRO),
        template(TOP),
        service("  - ${file(more.js)}\n"),
        service("  - Resources: ${file(more.js)}\n"),
        service("  - Resources:\n      P: ${file(more.js):policy}\n"),
    ],
)
def test_a_policy_may_stand_in_what_is_not_read(files: dict[str, str]) -> None:
    found = verdicts(files, "S3L103", "S3L201", "S3L202", "S3L102", "S3L501")
    for code in ("S3L103", "S3L201", "S3L202"):
        assert found[code, "B"] == "unknown", code
    # all other controls are part of the bucket itself
    assert (found["S3L102", "B"], found["S3L501", "B"]) == ("fail", "pass")


@pytest.mark.parametrize(
    "files",
    [
        template("Outputs:\n" + INCLUDE),
        template(f"  P: {{Type: A::B, Properties: {{{INCLUDE.strip()}}}}}\n"),
        service("functions: {f: {events: '${file(more.js)}'}}\n"),
    ],
)
def test_what_holds_no_resources_changes_nothing(files: dict[str, str]) -> None:
    found = verdicts(files, "S3L103", "S3L201")
    assert (found["S3L103", "B"], found["S3L201", "B"]) == ("pass", "fail")


@pytest.mark.parametrize("files", [template(f"  P: {POLICY}\n{INCLUDE}")])
def test_what_is_read_still_fails(files: dict[str, str]) -> None:
    assert verdicts(files, "S3L103")["S3L103", "B"] == "fail"


def test_a_resource_that_code_holds_is_no_mistake() -> None:
    from tests.languages.serverless.services import configuration

    (said,) = configuration("resources:\n  Resources:\n    P: ${file(more.js):policy}\n").diagnostics
    assert said.is_gap and not said.incomplete

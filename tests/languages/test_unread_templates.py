"""Stacks whose template lies elsewhere, and what Cloud Control makes under a type that is not known: told, and open."""

from __future__ import annotations

import pytest

from tests.support.verdicts import report

BUCKET = 'variable "given" {}\nresource "aws_s3_bucket" "b" {\n  bucket = "acme-b"\n}\n'
STACKS = {
    "elsewhere": ("aws_cloudformation_stack", 'template_url = "https://s3.amazonaws.com/x/y.yaml"'),
    "not given": ("aws_cloudformation_stack", "template_body = var.given"),
    "either": ("awscc_cloudformation_stack", 'template_body = var.given == "a" ? "{}" : jsonencode({})'),
    "of a set": ("aws_cloudformation_stack_set", 'template_url = "https://s3.amazonaws.com/x/y.yaml"'),
    "of a repository": ("aws_serverlessapplicationrepository_cloudformation_stack", 'application_id = "arn:aws:x"'),
}


@pytest.mark.parametrize("kind", STACKS)
def test_what_an_unread_template_is_given_may_be_governed_by_it(kind: str) -> None:
    name, says = STACKS[kind]
    stack = f'resource "{name}" "s" {{\n  {says}\n  parameters = {{ Bucket = aws_s3_bucket.b.id }}\n}}\n'
    found = report({"main.tf": BUCKET + stack})
    assert not found.summary.complete
    assert [one.left_out for one in found.diagnostics] == ["stack"]
    assert ("S3L201", "unknown") in {(f.code, f.verdict.value) for f in found.findings}


@pytest.mark.parametrize(("named", "is_told"), [("var.given", True), ('"AWS::EC2::VPC"', False)])
def test_cloud_control_under_a_type_that_is_not_known(named: str, is_told: bool) -> None:
    made = f'resource "aws_cloudcontrolapi_resource" "r" {{\n  type_name = {named}\n  desired_state = "{{}}"\n}}\n'
    found = report({"main.tf": BUCKET + made})
    assert [one.message for one in found.diagnostics] == [
        "s3lint does not judge aws_cloudcontrolapi_resource.r: its type_name is not known"
    ] * is_told

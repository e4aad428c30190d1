"""Summaries of modules that make identity policies: what a call hands them is judged at the call."""

from __future__ import annotations

import pytest

from s3lint.checks import Finding, Outcome
from tests.support.verdicts import report

MODULES = "terraform-aws-modules/iam/aws//modules"
FULL = "arn:aws:iam::aws:policy/AmazonS3FullAccess"
EVERYTHING = '{ Effect = "Allow", Action = "*", Resource = "*" }'
ALL = '{ actions = ["s3:*"], resources = ["*"] }'
SOME = '{ actions = ["s3:GetObject"], resources = ["arn:aws:s3:::acme-data/*"] }'


def call(module: str, arguments: str) -> str:
    return f'module "m" {{\n  source = "{MODULES}/{module}"\n{arguments}\n}}\n'


def failures(text: str) -> list[Finding]:
    said = report({"main.tf": text}, "S3L701")
    assert said.diagnostics == ()
    return [f for f in said.findings if f.verdict is not Outcome.PASS]


@pytest.mark.parametrize(
    ("module", "arguments", "severity"),
    [
        (
            "iam-policy",
            '  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:*", Resource = "*" }] })',
            "high",
        ),
        ("iam-role", '  name = "r"\n  policies = { all = "arn:aws:iam::aws:policy/AmazonS3FullAccess" }', "high"),
        (
            "iam-role",
            f'  name = "r"\n  create_inline_policy = true\n  inline_policy_permissions = {{ all = {ALL} }}',
            "high",
        ),
        (
            "iam-assumable-role",
            f'  version = "~> 5.0"\n  create_role = true\n  inline_policy_statements = [{ALL}]',
            "high",
        ),
        ("iam-assumable-role", '  version = "~> 5.0"\n  create_role = true\n  attach_admin_policy = true', "info"),
        (
            "iam-assumable-role-with-oidc",
            f'  version = "~> 5.0"\n  create_role = true\n  role_policy_arns = ["{FULL}"]',
            "high",
        ),
    ],
)
def test_what_is_too_wide_fails(module: str, arguments: str, severity: str) -> None:
    (found,) = failures(call(module, arguments))
    assert (found.severity.word, found.location.path) == (severity, "main.tf")
    assert found.resource.startswith("module.m.")


@pytest.mark.parametrize(
    ("module", "arguments"),
    [
        (
            "iam-policy",
            '  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "sqs:*", Resource = "*" }] })',
        ),
        (
            "iam-policy",
            f"  create = false\n  policy = jsonencode({{ Statement = [{EVERYTHING}] }})",
        ),
        ("iam-role", '  name = "r"\n  policies = { all = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess" }'),
        ("iam-role", f'  name = "r"\n  create_inline_policy = true\n  inline_policy_permissions = {{ some = {SOME} }}'),
        ("iam-role", f'  name = "r"\n  inline_policy_permissions = {{ all = {ALL} }}'),
        ("iam-role", '  name = "r"\n  inline_policy_permissions = null'),
        ("iam-assumable-role", f'  version = "~> 5.0"\n  inline_policy_statements = [{ALL}]'),
        (
            "iam-assumable-role-with-oidc",
            f'  version = "~> 5.0"\n  create_role = true\n  inline_policy_statements = [{SOME}]',
        ),
    ],
)
def test_what_is_not_passes(module: str, arguments: str) -> None:
    assert failures(call(module, arguments)) == []


def test_an_output_is_the_policy_that_the_module_makes() -> None:
    policy = '  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:*", Resource = "*" }] })'
    role = call("iam-role", '  name = "r"\n  policies = { a = module.m.arn }').replace('"m"', '"r"')
    (found,) = failures(call("iam-policy", policy) + role)
    assert found.resource == "module.m.aws_iam_policy.policy[0]"


def test_an_input_that_is_not_described_is_said() -> None:
    said = report({"main.tf": call("iam-policy", '  policy = "{}"\n  made_up = 1')}, "S3L701")
    assert [(d.code, d.left_out) for d in said.diagnostics] == [("S3L907", "module")]
    assert not said.summary.complete

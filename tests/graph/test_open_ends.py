"""What is handed to parts that cannot be seen, and what is known of values that are open."""

from __future__ import annotations

import pytest

from s3lint import graph
from s3lint.checks import ALL
from s3lint.checks.model import Finding
from s3lint.checks.run import run
from s3lint.languages import cloudformation, terraform
from s3lint.source import MemoryTree
from s3lint.values import Configuration, Inputs


def judged(code: str, configuration: Configuration) -> list[Finding]:
    found, failures = run(graph.build(configuration), [c for c in ALL if c.code == code], configuration.root)
    assert failures == []
    return found


def hcl(code: str, text: str) -> list[Finding]:
    return judged(code, terraform.load(MemoryTree({"main.tf": text}), ".", Inputs()))


def template(code: str, text: str) -> list[Finding]:
    (found,) = cloudformation.load(MemoryTree({"t.yaml": text}), "t.yaml", Inputs())
    return judged(code, found)


def verdicts(found: list[Finding]) -> dict[str, str]:
    return {finding.resource: finding.verdict.value for finding in found}


# parts that are not here


@pytest.mark.parametrize(
    ("given", "verdict"),
    [
        ("name = var.name", "fail"),
        ("name = aws_s3_bucket.a.id", "unknown"),
        ("origin = aws_s3_bucket.a.bucket_regional_domain_name", "unknown"),
        ("bucket = var.name", "unknown"),
        ("s3_name = var.name", "unknown"),
        ("label = upper(var.label)", "fail"),
    ],
)
def test_a_missing_module_governs_the_buckets_that_are_handed_to_it(given: str, verdict: str) -> None:
    text = f"""
variable "name" {{}}
variable "label" {{}}
resource "aws_s3_bucket" "a" {{
  bucket = var.name
}}
module "m" {{
  source = "example.com/not/here"
  {given}
}}
"""
    assert verdicts(hcl("S3L501", text)) == {"aws_s3_bucket.a": verdict}


def test_a_missing_stack_governs_the_buckets_that_are_handed_to_it() -> None:
    text = """
Parameters:
  Name: {Type: String}
Resources:
  A:
    Type: AWS::S3::Bucket
    Properties: {BucketName: !Ref Name}
  Own:
    Type: AWS::S3::Bucket
  Nested:
    Type: AWS::CloudFormation::Stack
    Properties:
      TemplateURL: https://example.com/t.yaml
      Parameters: {Name: !Ref Name, Store: !Ref Own}
"""
    assert verdicts(template("S3L201", text)) == {"A": "fail", "Own": "unknown"}


@pytest.mark.parametrize(
    ("block", "reference"),
    [
        ('data "external" "x" {\n  program = ["x"]\n}', 'data.external.x.result["bucket"]'),
        ('resource "terraform_data" "x" {}', "terraform_data.x.output"),
        ('resource "null_resource" "x" {}', "null_resource.x.triggers.bucket"),
    ],
)
def test_what_another_resource_hands_on_may_be_any_bucket(block: str, reference: str) -> None:
    text = f"""
resource "aws_s3_bucket" "a" {{
  bucket = "acme-data"
}}
{block}
resource "aws_s3_bucket_versioning" "v" {{
  bucket = {reference}
  versioning_configuration {{
    status = "Enabled"
  }}
}}
"""
    assert verdicts(hcl("S3L501", text))["aws_s3_bucket.a"] == "unknown"


@pytest.mark.parametrize(
    "block",
    [
        'resource "terraform_data" "x" {\n  input = aws_s3_bucket.a.id\n}',
        'resource "terraform_data" "x" {\n  input = "acme-data"\n}',
    ],
)
def test_what_another_resource_certainly_hands_on(block: str) -> None:
    text = f"""
resource "aws_s3_bucket" "a" {{
  bucket = "acme-data"
}}
{block}
resource "aws_s3_bucket_versioning" "v" {{
  bucket = terraform_data.x.output
  versioning_configuration {{
    status = "Enabled"
  }}
}}
"""
    assert verdicts(hcl("S3L501", text)) == {"aws_s3_bucket.a": "pass"}


def test_what_a_custom_resource_hands_on_may_be_any_bucket() -> None:
    text = """
Resources:
  A:
    Type: AWS::S3::Bucket
  Custom:
    Type: Custom::Namer
    Properties: {ServiceToken: "arn:aws:lambda:us-east-1:111122223333:function:x", Bucket: !Ref A}
  Policy:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !GetAtt Custom.Name
      PolicyDocument:
        Statement:
          - Effect: Deny
            Principal: "*"
            Action: "s3:*"
            Resource: "*"
            Condition: {Bool: {"aws:SecureTransport": false}}
"""
    assert verdicts(template("S3L201", text))["A"] == "unknown"


# names and settings that open conditions choose

CHOSEN = """
variable "prod" {{
  type = bool
}}
variable "stage" {{}}
locals {{
  name  = {name}
  other = "acme-else"
}}
resource "aws_s3_bucket" "a" {{
  bucket = local.name
}}
resource "aws_s3_bucket_versioning" "v" {{
  bucket = {reference}
  versioning_configuration {{
    status = {status}
  }}
}}
"""
MAP = '{ prod = "acme-prod", dev = "acme-dev" }'


@pytest.mark.parametrize(
    ("name", "reference", "verdict"),
    [
        ('var.prod ? "acme-prod" : "acme-dev"', "local.name", "pass"),
        (f"{MAP}[var.stage]", "local.name", "pass"),
        (f'lookup({MAP}, var.stage, "acme-other")', "local.name", "pass"),
        ('var.prod ? "acme-prod" : "acme-dev"', '"acme-prod"', "unknown"),
        ('var.prod ? "acme-prod" : "acme-dev"', 'var.prod ? "acme-dev" : "acme-prod"', "fail"),
        ('var.prod ? "acme-prod" : "acme-dev"', "local.other", "fail"),
    ],
)
def test_a_bucket_is_known_by_a_name_that_conditions_choose(name: str, reference: str, verdict: str) -> None:
    text = CHOSEN.format(name=name, reference=reference, status='"Enabled"')
    assert verdicts(hcl("S3L501", text))["aws_s3_bucket.a"] == verdict


@pytest.mark.parametrize(
    ("status", "verdict"),
    [
        ('lookup({ prod = "Enabled", dev = "Enabled" }, var.stage, "Enabled")', "pass"),
        ('lookup({ prod = "Suspended", dev = "Suspended" }, var.stage, "Suspended")', "fail"),
        ('lookup({ prod = "Enabled", dev = "Enabled" }, var.stage, "Suspended")', "unknown"),
        ('lookup({ prod = "Suspended" }, var.stage, "Enabled")', "unknown"),
    ],
)
def test_lookup_gives_an_entry_or_the_default(status: str, verdict: str) -> None:
    text = CHOSEN.format(name='"acme-data"', reference="local.name", status=status)
    found = hcl("S3L501", text)
    assert verdicts(found)["aws_s3_bucket.a"] == verdict


# requests that show a finding


@pytest.mark.parametrize(
    ("principal", "who"),
    [('"*"', "any role in this account"), ('{ AWS = "999900001111" }', "any role in this account")],
)
def test_plain_http_is_shown_by_a_caller_that_needs_no_policy(principal: str, who: str) -> None:
    text = f"""
resource "aws_s3_bucket" "a" {{
  bucket = "acme-data"
}}
resource "aws_s3_bucket_policy" "a" {{
  bucket = aws_s3_bucket.a.id
  policy = jsonencode({{
    Version   = "2012-10-17"
    Statement = [{{
      Effect = "Allow", Principal = {principal}, Action = "s3:GetObject", Resource = "arn:aws:s3:::acme-data/*"
    }}]
  }})
}}
"""
    (finding,) = hcl("S3L201", text)
    assert who in finding.message and finding.message.endswith("s3:GetObject on arn:aws:s3:::acme-data/key")

"""What is handed to parts that cannot be seen, and what is known of values that are open."""

from __future__ import annotations

import pytest

from tests.support.verdicts import by_resource, findings, report, verdicts

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
    found = report({"main.tf": text}, "S3L501")
    assert by_resource(found.findings) == {("S3L501", "aws_s3_bucket.a"): verdict}
    assert [remark.code for remark in found.diagnostics] == ["S3L902"]


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
    assert verdicts({"main.tf": text}, "S3L501")["S3L501", "aws_s3_bucket.a"] == "unknown"


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
    assert verdicts({"main.tf": text}, "S3L501") == {("S3L501", "aws_s3_bucket.a"): "pass"}


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
    assert verdicts({"main.tf": text}, "S3L501")["S3L501", "aws_s3_bucket.a"] == verdict


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
    assert verdicts({"main.tf": text}, "S3L501")["S3L501", "aws_s3_bucket.a"] == verdict


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
    (finding,) = findings({"main.tf": text}, "S3L201")
    assert who in finding.message and finding.message.endswith("s3:GetObject on arn:aws:s3:::acme-data/key")

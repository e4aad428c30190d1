"""What public repositories do, cut down to what was read wrongly."""

from __future__ import annotations

import pytest

from tests.support.verdicts import report, verdicts

ELB = """
data "aws_region" "here" {}
locals { late = contains(["il-central-1", "ca-west-1"], data.aws_region.here.region) }
data "aws_elb_service_account" "main" { count = local.late == true ? 0 : 1 }
resource "aws_s3_bucket" "logs" { bucket = "acme-logs" }
data "aws_iam_policy_document" "logs" {
  statement {
    principals {
      type        = local.late == true ? "Service" : "AWS"
      identifiers = local.late == true ? ["logdelivery.elasticloadbalancing.amazonaws.com"] : [OLD]
    }
    actions   = ["s3:PutObject"]
    resources = ["${aws_s3_bucket.logs.arn}/*"]
  }
}
resource "aws_s3_bucket_policy" "logs" {
  bucket = aws_s3_bucket.logs.id
  policy = data.aws_iam_policy_document.logs.json
}
"""


@pytest.mark.parametrize(
    ("old", "verdict"),
    [("data.aws_elb_service_account.main[0].arn", "pass"), ('"*"', "unknown"), ("var.principal", "unknown")],
)
def test_principals_whose_type_and_identifiers_hang_on_one_condition(old: str, verdict: str) -> None:
    code = f'variable "principal" {{}}\n{ELB.replace("OLD", old)}'
    assert verdicts({"main.tf": code}, "S3L103") == {("S3L103", "aws_s3_bucket.logs"): verdict}


def test_principals_that_hang_on_two_conditions_may_be_any_of_them() -> None:
    code = f'variable "old" {{ type = bool }}\n{ELB.replace("local.late == true ? [", "var.old ? [")}'
    code = code.replace("OLD", "data.aws_elb_service_account.main[0].arn")
    assert verdicts({"main.tf": code}, "S3L205") == {("S3L205", "aws_s3_bucket.logs"): "pass"}


UNDECLARED = """
resource "aws_vpc_endpoint" "sts" { service_name = "com.amazonaws.${var.region}.sts" }
resource "aws_vpc_endpoint" "s3" { service_name = "com.amazonaws.${var.region}.s3" }
resource "aws_s3_bucket" "a" {
  count  = var.create ? 1 : 0
  bucket = "acme-${var.region}-data"
}
resource "aws_s3_bucket_versioning" "a" {
  count  = var.create ? 1 : 0
  bucket = "acme-${var.region}-data"
  versioning_configuration { status = var.status }
}
"""


def test_variables_that_nothing_declares_are_values_from_outside_and_said_once() -> None:
    found = report({"main.tf": UNDECLARED}, "S3L501", "S3L705")
    said = {(f.code, f.resource): (f.verdict.value, f.because) for f in found.findings}
    assert said[("S3L705", "aws_vpc_endpoint.s3")][0] == "fail"
    assert ("S3L705", "aws_vpc_endpoint.sts") not in said
    assert said[("S3L501", "aws_s3_bucket.a[0]")] == ("unknown", "var.status is not declared in this module")
    assert not any(d.is_gap for d in found.diagnostics)
    messages = sorted(d.message for d in found.diagnostics if d.code == "S3L901")
    assert messages == [
        f"terraform rejects it: var.{name} is not declared in this module" for name in ("create", "region", "status")
    ]


SERVICE = """
variable "name" {}
data "aws_vpc_endpoint_service" "this" { SERVICE }
resource "aws_vpc_endpoint" "this" { service_name = data.aws_vpc_endpoint_service.this.service_name }
"""


@pytest.mark.parametrize(
    ("service", "verdict"),
    [
        ('service = "s3"', "fail"),
        ('service_name = "com.amazonaws.eu-west-1.s3"', "fail"),
        ('service = "ecr.api"', None),
        ("service = var.name", "unknown"),
        ('tags = { Name = "x" }', "unknown"),
    ],
)
def test_the_name_of_a_service_that_is_looked_up(service: str, verdict: str | None) -> None:
    said = verdicts({"main.tf": SERVICE.replace("SERVICE", service)}, "S3L705")
    assert said.get(("S3L705", "aws_vpc_endpoint.this")) == verdict


HANDED = """
variable "name" {}
resource "aws_acm_certificate" "c" {}
resource "aws_s3_bucket" "data" { bucket = "${var.name}-data" }
resource "aws_s3_bucket_versioning" "data" {
  bucket = aws_s3_bucket.data.id
  versioning_configuration { status = "Enabled" }
}
module "vpn" {
  source = "registry.example/acme/vpn/aws"
  input  = INPUT
}
"""


@pytest.mark.parametrize(
    ("handed", "verdict"),
    [
        ("aws_acm_certificate.c.arn", "pass"),
        ("aws_s3_bucket.data.arn", "unknown"),
        ("aws_s3_bucket_versioning.data.id", "unknown"),
    ],
)
def test_what_a_missing_module_is_handed_may_be_a_bucket(handed: str, verdict: str) -> None:
    found = report({"main.tf": HANDED.replace("INPUT", handed)}, "S3L103").findings
    assert [f.verdict.value for f in found if f.code == "S3L103"] == [verdict]


ARNS = """
variable "prefix" {}
data "aws_partition" "this" {}
resource "aws_s3_bucket" "data" { bucket = "acme-data" }
resource "aws_s3_bucket_policy" "data" {
  bucket = aws_s3_bucket.data.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = PRINCIPAL }
      Action    = "s3:GetObject"
      Resource  = "${aws_s3_bucket.data.arn}/*"
    }]
  })
}
"""


@pytest.mark.parametrize(
    ("principal", "verdict"),
    [
        ('formatlist("arn:${data.aws_partition.this.partition}:iam::%s:role/x", ["111122223333"])', "pass"),
        ('format("arn:${data.aws_partition.this.partition}:iam::111122223333:root")', "pass"),
        ('format("%s:${data.aws_partition.this.partition}:iam::111122223333:root", "arn")', "pass"),
        ('format("*%${data.aws_partition.this.partition}")', "unknown"),
        ('format("arn:aws:iam::${var.prefix}:role/%s", "x")', "pass"),
        ('format("arn:aws:iam::${var.prefix}")', "pass"),
        ('format("${var.prefix}%s", "x")', "unknown"),
        ('format("${var.prefix}d*%[1]s", "x")', "unknown"),
    ],
)
def test_format_strings_that_are_known_in_part(principal: str, verdict: str) -> None:
    said = verdicts({"main.tf": ARNS.replace("PRINCIPAL", principal)}, "S3L103")
    assert said == {("S3L103", "aws_s3_bucket.data"): verdict}


HIDDEN = """
variable "account" {
  sensitive = true
  default   = "111122223333"
}
data "aws_partition" "this" {}
resource "aws_iam_policy" "all" {
  policy = jsonencode({
    Statement = [{
      Effect   = "Allow"
      Action   = "s3:*"
      Resource = [for name in ["*", "acme-${var.account}"] : "arn:${data.aws_partition.this.partition}:s3:::${name}"]
    }]
  })
}
"""


def test_the_beginning_of_an_arn_is_no_secret_beside_one() -> None:
    (found,) = report({"main.tf": HIDDEN}, "S3L701").findings
    assert "arn:aws:s3:::*" in found.message
    assert "111122223333" not in f"{found.message}{found.because}"

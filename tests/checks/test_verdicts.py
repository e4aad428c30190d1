"""Verdicts on shapes that real configurations have."""

from __future__ import annotations

import pytest

from s3lint import graph
from s3lint.checks import ALL
from s3lint.checks.run import run
from s3lint.languages import terraform
from s3lint.source import MemoryTree
from s3lint.values import Inputs

BUCKET = 'resource "aws_s3_bucket" "b" {\n  bucket = "acme-data"\n}\n'


def verdicts(code: str, text: str) -> dict[str, set[str]]:
    """The verdicts of a check, by the address of the subject."""
    configuration = terraform.load(MemoryTree({"main.tf": text}), ".", Inputs())
    assert configuration.diagnostics == []
    judged, failures = run(graph.build(configuration), [c for c in ALL if c.code == code], configuration.root)
    assert failures == []
    found: dict[str, set[str]] = {}
    for finding in judged:
        found.setdefault(finding.resource, set()).add(finding.verdict.value)
    return found


def policy(resource: str, condition: str = "", principal: str = '{ Service = "delivery.logs.amazonaws.com" }') -> str:
    """A policy of the bucket with one statement."""
    return f"""
resource "aws_s3_bucket_policy" "b" {{
  bucket = aws_s3_bucket.b.id
  policy = jsonencode({{
    Version = "2012-10-17"
    Statement = [{{
      Effect    = "Allow"
      Principal = {principal}
      Action    = "s3:PutObject"
      Resource  = "{resource}"
      {condition}
    }}]
  }})
}}
"""


class TestStatementWithoutEffect:
    @pytest.mark.parametrize(
        "source", ["aws_cloudwatch_log_group.l.arn", "aws_s3_directory_bucket.d.arn", "${aws_sns_topic.t.arn}"]
    )
    def test_an_arn_known_by_identity_is_an_arn(self, source: str) -> None:
        value = f'"{source}"' if source.startswith("$") else source
        text = (
            'resource "aws_cloudwatch_log_group" "l" {}\n'
            'resource "aws_s3_directory_bucket" "d" {\n  bucket = "d--use1-az4--x-s3"\n}\n'
            'resource "aws_sns_topic" "t" {}\n'
            + BUCKET
            + policy("${aws_s3_bucket.b.arn}/*", f'Condition = {{ ArnLike = {{ "aws:SourceArn" = {value} }} }}')
        )
        assert verdicts("S3L208", text).get("aws_s3_bucket.b", set()) <= {"pass"}

    def test_a_statement_that_may_not_be_there(self) -> None:
        text = (
            'variable "stage" {\n  type = string\n}\nvariable "reader" {\n  default = ""\n}\n'
            + BUCKET
            + policy("${aws_s3_bucket.b.arn}/*", principal="{ AWS = [var.reader] }").replace(
                "{\n  bucket", '{\n  count  = var.stage == "prod" ? 1 : 0\n  bucket', 1
            )
        )
        assert verdicts("S3L208", text)["aws_s3_bucket.b"] == {"unknown"}


LOGS = """
resource "aws_s3_bucket" "logs" {}
resource "aws_s3_bucket_acl" "logs" {
  bucket = aws_s3_bucket.logs.id
  acl    = "log-delivery-write"
}
resource "aws_s3_bucket_logging" "b" {
  bucket        = aws_s3_bucket.b.id
  target_bucket = aws_s3_bucket.logs.id
  target_prefix = "b/"
}
"""


@pytest.mark.parametrize(
    ("ownership", "verdict"), [("", "unknown"), ("BucketOwnerPreferred", "pass"), ("BucketOwnerEnforced", "fail")]
)
def test_log_delivery_by_acl_hangs_on_ownership(ownership: str, verdict: str) -> None:
    controls = 'resource "aws_s3_bucket_ownership_controls" "logs" {\n  bucket = aws_s3_bucket.logs.id\n  rule {\n'
    text = BUCKET + LOGS
    if ownership:
        text += f'{controls}    object_ownership = "{ownership}"\n  }}\n}}\n'
    assert verdicts("S3L405", text)["aws_s3_bucket.logs"] == {verdict}


@pytest.mark.parametrize(
    ("resources", "verdict"),
    [
        ('["${aws_s3_bucket.b.arn}/*"]', "pass"),
        ('["arn:aws:s3:::${var.name}", "arn:aws:s3:::${var.name}/*"]', "pass"),
        ('["${var.arn}/*"]', "pass"),
        ('formatlist("%s/*", { dev = ["arn:aws:s3:::dev"], prod = ["arn:aws:s3:::prod"] }[var.name])', "pass"),
        ("var.arns", "unknown"),
        ('["*"]', "fail"),
        ('["arn:aws:s3:::${var.everything}"]', "fail"),
    ],
)
def test_how_far_an_identity_policy_reaches(resources: str, verdict: str) -> None:
    text = f"""
variable "name" {{}}
variable "arn" {{}}
variable "arns" {{}}
variable "everything" {{
  default = "*"
}}
resource "aws_s3_bucket" "b" {{
  bucket = var.name
}}
data "aws_iam_policy_document" "p" {{
  statement {{
    actions   = ["s3:*"]
    resources = {resources}
  }}
}}
resource "aws_iam_policy" "p" {{
  policy = data.aws_iam_policy_document.p.json
}}
"""
    assert verdicts("S3L701", text)["aws_iam_policy.p"] == {verdict}


@pytest.mark.parametrize(("enable", "verdict"), [("true", "pass"), ("false", "unknown")])
def test_a_block_that_may_be_absent_leaves_the_default(enable: str, verdict: str) -> None:
    text = f"""
variable "master" {{}}
resource "aws_guardduty_detector" "d" {{
  dynamic "datasources" {{
    for_each = var.master == "" ? ["here"] : []
    content {{
      s3_logs {{
        enable = {enable}
      }}
    }}
  }}
}}
"""
    assert verdicts("S3L706", text)["aws_guardduty_detector.d"] == {verdict}


@pytest.mark.parametrize(
    ("states", "verdict"),
    [
        ('dev = "Enabled", prod = "Enabled"', "pass"),
        ('dev = "Suspended", prod = "Enabled"', "unknown"),
        ('dev = "Suspended", prod = "Disabled"', "fail"),
    ],
)
def test_an_entry_of_a_map_that_a_variable_chooses(states: str, verdict: str) -> None:
    text = f"""
variable "stage" {{}}
locals {{
  states = {{ {states} }}
}}
{BUCKET}
resource "aws_s3_bucket_versioning" "b" {{
  bucket = aws_s3_bucket.b.id
  versioning_configuration {{
    status = local.states[var.stage]
  }}
}}
"""
    assert verdicts("S3L501", text)["aws_s3_bucket.b"] == {verdict}


def test_the_only_item_of_a_list_is_itself_in_any_order() -> None:
    text = (
        'variable "others" {\n  default = []\n}\ndata "aws_caller_identity" "me" {}\n'
        + BUCKET
        + policy(
            "${aws_s3_bucket.b.arn}/*",
            principal="{ AWS = sort(distinct(concat([data.aws_caller_identity.me.account_id], var.others))) }",
        )
    )
    assert verdicts("S3L202", text)["aws_s3_bucket.b"] == {"pass"}
    assert verdicts("S3L103", text)["aws_s3_bucket.b"] == {"pass"}


def test_a_wrapper_that_flattens_what_it_tries() -> None:
    text = f"""
resource "aws_kms_key" "k" {{
  enable_key_rotation = true
}}
locals {{
  sse = {{ rule = {{ default = {{ kms_master_key_id = aws_kms_key.k.arn, sse_algorithm = "aws:kms" }} }} }}
}}
{BUCKET}
resource "aws_s3_bucket_server_side_encryption_configuration" "b" {{
  bucket = aws_s3_bucket.b.id
  dynamic "rule" {{
    for_each = try(flatten([local.sse["rule"]]), [])
    content {{
      dynamic "apply_server_side_encryption_by_default" {{
        for_each = try([rule.value.default], [])
        content {{
          sse_algorithm     = apply_server_side_encryption_by_default.value.sse_algorithm
          kms_master_key_id = try(apply_server_side_encryption_by_default.value.kms_master_key_id, null)
        }}
      }}
    }}
  }}
}}
"""
    assert verdicts("S3L301", text)["aws_s3_bucket.b"] == {"pass"}
    assert verdicts("S3L302", text)["aws_s3_bucket.b"] == {"pass"}


@pytest.mark.parametrize(("condition", "verdict"), [("false &&", "fail"), ("true ||", "pass")])
def test_an_error_that_cannot_matter(condition: str, verdict: str) -> None:
    text = f"""
locals {{
  options = {{}}
}}
{BUCKET}
resource "aws_s3_bucket_versioning" "b" {{
  bucket = aws_s3_bucket.b.id
  versioning_configuration {{
    status = {condition} local.options.enabled ? "Enabled" : "Suspended"
  }}
}}
"""
    assert verdicts("S3L501", text)["aws_s3_bucket.b"] == {verdict}


@pytest.mark.parametrize(
    ("inputs", "code", "verdict"),
    [
        ("", "S3L505", "fail"),
        ("logging = null", "S3L402", "fail"),
        ("logging = null\n  lifecycle_rules = null\n  lifecycle_rule_ids = null", "S3L505", "fail"),
        (
            'lifecycle_rules = [{ enabled = true, prefix = "", abort_incomplete_multipart_upload_days = 7 }]',
            "S3L505",
            "pass",
        ),
        ('lifecycle_rules = [{ enabled = false, prefix = "" }]', "S3L505", "fail"),
    ],
)
def test_inputs_of_a_known_module_that_are_null_or_deprecated(inputs: str, code: str, verdict: str) -> None:
    text = f"""
module "logs" {{
  source  = "cloudposse/s3-bucket/aws"
  version = "4.10.0"
  name    = "acme-logs"
  {inputs}
}}
"""
    assert list(verdicts(code, text).values()) == [{verdict}]

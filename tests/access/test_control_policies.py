"""Resource control policies: what they deny counts, for certain in an account that they are attached to for certain."""

from __future__ import annotations

import json

import pytest

from tests.support.verdicts import verdicts

OUTSIDERS = {"StringNotEqualsIfExists": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}
PLAIN_HTTP = {"Bool": {"aws:SecureTransport": "false"}}
CODES = ("S3L101", "S3L103", "S3L201")


def code(condition: object, *, target: str = '"111122223333"', kind: str = "RESOURCE_CONTROL_POLICY") -> str:
    """A public bucket of one account, and a control policy that another account makes."""
    denied = {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": condition}
    stated = json.dumps(json.dumps({"Version": "2012-10-17", "Statement": [denied]}))
    allowed = {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::acme-b/*"}
    policy = json.dumps(json.dumps({"Version": "2012-10-17", "Statement": [allowed]}))
    return f"""
provider "aws" {{
  allowed_account_ids = ["999988887777"]
}}
provider "aws" {{
  alias               = "app"
  allowed_account_ids = ["111122223333"]
}}
variable "target" {{}}
resource "aws_organizations_policy" "p" {{
  name    = "p"
  type    = "{kind}"
  content = {stated}
}}
resource "aws_organizations_policy_attachment" "p" {{
  policy_id = aws_organizations_policy.p.id
  target_id = {target}
}}
resource "aws_s3_bucket" "b" {{
  provider = aws.app
  bucket   = "acme-b"
}}
resource "aws_s3_bucket_public_access_block" "b" {{
  provider = aws.app
  bucket   = aws_s3_bucket.b.id
}}
resource "aws_s3_bucket_policy" "b" {{
  provider = aws.app
  bucket   = aws_s3_bucket.b.id
  policy   = {policy}
}}
"""


def said(text: str) -> list[str]:
    found = verdicts({"main.tf": text}, *CODES)
    return [found[name, "aws_s3_bucket.b"] for name in CODES]


def test_what_is_denied_in_the_account_is_denied() -> None:
    assert said(code(OUTSIDERS)) == ["pass", "fail", "fail"]
    assert said(code(PLAIN_HTTP)) == ["fail", "fail", "pass"]


@pytest.mark.parametrize("target", ['"r-abcd"', '"ou-abcd-12345678"', "var.target"])
def test_what_may_be_attached_to_the_account_leaves_it_open(target: str) -> None:
    assert said(code(OUTSIDERS, target=target)) == ["unknown", "fail", "fail"]
    assert said(code(PLAIN_HTTP, target=target)) == ["fail", "fail", "unknown"]


def test_in_the_account_that_makes_it_it_may_have_no_effect() -> None:
    assert said(code(OUTSIDERS).replace('"999988887777"', '"111122223333"')) == ["unknown", "fail", "fail"]


def test_what_holds_elsewhere_or_for_principals_alone_denies_nothing() -> None:
    assert said(code(OUTSIDERS, target='"444455556666"')) == ["fail", "fail", "fail"]
    assert said(code(OUTSIDERS, kind="SERVICE_CONTROL_POLICY")) == ["fail", "fail", "fail"]


def test_content_that_is_not_known_leaves_it_open() -> None:
    text = code(OUTSIDERS)
    start = text.index("content = ")
    assert said(text[:start] + "content = var.target" + text[text.index("\n", start) :]) == [
        "unknown",
        "fail",
        "unknown",
    ]

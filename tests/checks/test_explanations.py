"""What findings say of the statement at hand: which condition is no limit, what to change, and why a pass passes."""

from __future__ import annotations

import json
from typing import Any

import pytest

from s3lint.checks import Finding
from tests.support.verdicts import findings, report

NAME, OWNER, PARTNER = "acme-data", "111122223333", "444455556666"
OBJECTS = f"arn:aws:s3:::{NAME}/*"
ORGANIZATION = {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}


def allow(condition: Any = None, principal: Any = "*") -> dict[str, Any]:
    stated = {"Sid": "Read", "Effect": "Allow", "Principal": principal, "Action": "s3:GetObject", "Resource": OBJECTS}
    return stated | ({"Condition": condition} if condition else {})


def deny(resource: Any, condition: Any = None, **other: Any) -> dict[str, Any]:
    insecure = {"Bool": {"aws:SecureTransport": "false"}}
    stated = {"Sid": "Tls", "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": resource}
    return stated | {"Condition": {**insecure, **(condition or {})}} | other


def template(statements: list[dict[str, Any]], **flags: bool) -> dict[str, str]:
    block = {"RestrictPublicBuckets": False, **flags}
    policy = {"Bucket": {"Ref": "Data"}, "PolicyDocument": {"Version": "2012-10-17", "Statement": statements}}
    resources = {
        "Data": {
            "Type": "AWS::S3::Bucket",
            "Properties": {"BucketName": NAME, "PublicAccessBlockConfiguration": block},
        },
        "Policy": {"Type": "AWS::S3::BucketPolicy", "Properties": policy},
    }
    return {"template.json": json.dumps({"Resources": resources})}


def only(code: str, statements: list[dict[str, Any]], **flags: bool) -> Finding:
    (found,) = findings(template(statements, **flags), code, account_id=OWNER)
    return found


@pytest.mark.parametrize(
    ("condition", "why", "fix"),
    [
        ({"ForAllValues:StringEquals": ORGANIZATION}, "ForAllValues is also true when aws:PrincipalOrgID is missing",
         "write StringEquals instead of ForAllValues:StringEquals"),
        ({"StringLike": {"aws:Referer": "https://acme.example/*"}}, "whoever makes the request sets aws:Referer",
         "name the principals, or limit the statement to an organization"),
    ],
)  # fmt: skip
def test_a_public_policy_names_the_condition_and_what_to_change(condition: Any, why: str, fix: str) -> None:
    found = only("S3L103", [allow(condition)])
    assert found.message == "the bucket policy is public: statement 'Read' is not limited to fixed values"
    assert found.because == f"statement 'Read' is not limited to fixed values; {why}"
    assert [related.message for related in found.related] == [why]
    assert found.fix.startswith(fix)


def test_a_public_bucket_tells_statement_and_condition() -> None:
    found = only("S3L101", [allow({"StringLike": {"aws:Referer": "https://acme.example/*"}})])
    assert "with aws:Referer=https://acme.example/" in found.message and "allowed by statement 'Read'" in found.message
    assert "whoever makes the request sets aws:Referer" in found.because


@pytest.mark.parametrize(
    ("statements", "why"),
    [
        ([deny(OBJECTS)], f"statement 'Tls' does not cover arn:aws:s3:::{NAME}"),
        ([deny([OBJECTS, f"arn:aws:s3:::{NAME}"], Action="s3:Get*")], "statement 'Tls' does not cover s3:"),
        ([deny([OBJECTS, f"arn:aws:s3:::{NAME}"], {"StringEquals": {"aws:SourceVpce": "vpce-0abc"}})],
         "statement 'Tls' applies only where StringEquals aws:SourceVpce = vpce-0abc holds"),
        ([deny([OBJECTS, f"arn:aws:s3:::{NAME}"], Principal={"AWS": PARTNER})],
         "statement 'Tls' does not apply to any role in account "),
        ([allow(principal={"AWS": PARTNER})], ""),
    ],
)  # fmt: skip
def test_plain_http_tells_what_the_deny_leaves_out(statements: list[dict[str, Any]], why: str) -> None:
    found = only("S3L201", statements)
    assert found.why.startswith(why) and bool(found.why) is bool(why)


@pytest.mark.parametrize(
    ("code", "statements", "flags", "why"),
    [
        ("S3L103", [allow({"StringEquals": ORGANIZATION})], {},
         "every Allow is limited to organization o-a1b2c3d4e5"),
        ("S3L101", [allow({"StringEquals": ORGANIZATION})], {},
         "every Allow is limited to organization o-a1b2c3d4e5"),
        ("S3L101", [allow()], {"RestrictPublicBuckets": True},
         "Block Public Access (RestrictPublicBuckets) limits a public policy to this account and AWS services"),
        ("S3L101", [deny(OBJECTS)], {}, "the policy has no Allow statement"),
        ("S3L202", [deny(OBJECTS)], {}, "no Allow names an account"),
        ("S3L202", [allow(principal={"AWS": OWNER})], {}, "the policy names this account"),
        ("S3L202", [allow(principal={"AWS": PARTNER}), {**deny("*"), "Condition": {}}], {},
         f"granted nothing: account {PARTNER}"),
        ("S3L201", [deny([OBJECTS, f"arn:aws:s3:::{NAME}"])], {},
         "statement 'Tls' denies every plain-HTTP request"),
    ],
)  # fmt: skip
def test_a_pass_says_why(code: str, statements: list[dict[str, Any]], flags: dict[str, bool], why: str) -> None:
    found = only(code, statements, **flags)
    assert (found.verdict.value, found.why) == ("pass", why)


def test_a_module_that_is_not_here_asks_for_terraform_init() -> None:
    text = f"""
resource "aws_s3_bucket" "data" {{
  bucket = "{NAME}"
}}
module "policy" {{
  source = "acme/policy/aws"
  bucket = aws_s3_bucket.data.id
}}
resource "aws_s3_bucket_policy" "data" {{
  bucket = aws_s3_bucket.data.id
  policy = module.policy.json
}}
"""
    found = report({"main.tf": text}, "S3L103", "S3L201", "S3L202").findings
    assert {one.verdict.value for one in found} == {"unknown"}
    assert {one.fix for one in found} == {"run terraform init before s3lint"}


@pytest.mark.parametrize(("acl", "names_the_service"), [("LogDeliveryWrite", True), ("Private", False)])
def test_acls_that_deliver_logs_are_not_disabled_first(acl: str, names_the_service: bool) -> None:
    text = f"""
Resources:
  Data:
    Type: AWS::S3::Bucket
    Properties: {{LoggingConfiguration: {{DestinationBucketName: !Ref Logs}}}}
  Logs:
    Type: AWS::S3::Bucket
    Properties:
      AccessControl: {acl}
      OwnershipControls: {{Rules: [{{ObjectOwnership: ObjectWriter}}]}}
"""
    (found,) = (one for one in report({"t.yaml": text}, "S3L105").findings if one.resource == "Logs")
    assert found.verdict.value == "fail"
    assert ("logging.s3.amazonaws.com" in found.fix) is names_the_service

"""What gives access to data beside general purpose buckets: endpoints, roles, grants, other kinds of bucket, doors."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from s3lint.report import Options, render_comparison
from tests.compare.test_states import compare, write

HEAD = (
    'provider "aws" {\n  allowed_account_ids = ["111122223333"]\n}\n'
    'resource "aws_s3_bucket" "b" {\n  bucket = "acme-b"\n}\n'
)
ACCOUNT, ROLE = {"AWS": "arn:aws:iam::222233334444:root"}, {"AWS": "arn:aws:iam::222233334444:role/r"}
PROVIDER = {"Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"}
COMPUTE = {"Service": "ec2.amazonaws.com"}


def quoted(*statements: dict[str, Any]) -> str:
    return json.dumps(json.dumps({"Version": "2012-10-17", "Statement": statements}))


def allow(who: Any, what: Any, where: Any = "*", **more: Any) -> str:
    stated = {"Effect": "Allow", "Principal": who, "Action": what, "Resource": where, **more}
    return quoted({key: value for key, value in stated.items() if value is not None})


def endpoint(policy: str = "null", more: str = "") -> str:
    return (
        'resource "aws_vpc_endpoint" "e" {\n  vpc_id = "vpc-1"\n  service_name = "com.amazonaws.eu-west-1.s3"\n'
        f"  policy = {policy}\n}}\n{more}"
    )


def apart(policy: str) -> str:
    return endpoint(
        more='resource "aws_vpc_endpoint_policy" "e" {\n  vpc_endpoint_id = aws_vpc_endpoint.e.id\n'
        f"  policy = {policy}\n}}\n"
    )


def role(who: Any, *, held: str = "s3:GetObject", **more: Any) -> str:
    trust = allow(who, "sts:AssumeRole", None, **more)
    policy = quoted({"Effect": "Allow", "Action": held, "Resource": "*"})
    return (
        f'resource "aws_iam_role" "r" {{\n  name = "r"\n  assume_role_policy = {trust}\n}}\n'
        f'resource "aws_iam_role_policy" "r" {{\n  role = aws_iam_role.r.id\n  policy = {policy}\n}}\n'
    )


def federated(subjects: str) -> str:
    only = {"StringLike": {"token.actions.githubusercontent.com:sub": subjects}}
    return role(PROVIDER, Condition=only)


def grant(permission: str = "READ", *, name: str = "g", prefix: str = "null", who: str = "222233334444") -> str:
    return f"""
resource "aws_s3control_access_grants_location" "l" {{
  location_scope = "s3://acme-b/*"
  iam_role_arn   = "arn:aws:iam::111122223333:role/grants"
}}
resource "aws_s3control_access_grant" "{name}" {{
  access_grants_location_id = aws_s3control_access_grants_location.l.access_grants_location_id
  permission                = "{permission}"
  access_grants_location_configuration {{
    s3_sub_prefix = {prefix}
  }}
  grantee {{
    grantee_type       = "IAM"
    grantee_identifier = "arn:aws:iam::{who}:role/reader"
  }}
}}
"""


def tables(policy: str, name: str = "t") -> str:
    return (
        f'resource "aws_s3tables_table_bucket" "{name}" {{\n  name = "tables"\n}}\n'
        f'resource "aws_s3tables_table_bucket_policy" "{name}" {{\n'
        f"  table_bucket_arn = aws_s3tables_table_bucket.{name}.arn\n  resource_policy = {policy}\n}}\n"
    )


def directory(policy: str) -> str:
    return (
        'resource "aws_s3_directory_bucket" "d" {\n  bucket = "acme--usw2-az1--x-s3"\n}\n'
        f'resource "aws_s3_bucket_policy" "d" {{\n  bucket = aws_s3_directory_bucket.d.bucket\n'
        f"  policy = {policy}\n}}\n"
    )


def transformed(policy: str) -> str:
    return (
        'resource "aws_s3control_object_lambda_access_point" "o" {\n  name = "o"\n}\n'
        'resource "aws_s3control_object_lambda_access_point_policy" "o" {\n'
        f"  name = aws_s3control_object_lambda_access_point.o.name\n  policy = {policy}\n}}\n"
    )


def gained(folder: Path, old: str, new: str) -> set[tuple[str, str, str]]:
    write(folder / "old", main__tf=HEAD + old)
    write(folder / "new", main__tf=HEAD + new)
    found = compare(folder, "new", "old").buckets
    return {(change.what, one.who, one.state) for change in found for one in change.gained}


READS = allow("*", "s3:GetObject", "arn:aws:s3:::acme-b/*")
SESSION = {"StringEquals": {"s3express:SessionMode": "ReadOnly"}}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (endpoint(READS), endpoint(allow("*", "s3:*")), ("VPC endpoint", "requests through it", "yes")),
        (endpoint(READS), endpoint(), ("VPC endpoint", "requests through it", "yes")),
        (apart(READS), apart(allow("*", "s3:*")), ("VPC endpoint", "requests through it", "yes")),
        (apart(READS), endpoint(), ("VPC endpoint", "requests through it", "yes")),
        (role(COMPUTE), role(ACCOUNT), ("role", "other accounts", "yes")),
        (role(ROLE), role(ACCOUNT), ("role", "other accounts", "yes")),
        (role(COMPUTE), role({"AWS": "*"}), ("role", "anyone", "yes")),
        (
            role(COMPUTE),
            role({"Service": ["ec2.amazonaws.com", "lambda.amazonaws.com"]}),
            ("role", "AWS services", "yes"),
        ),
        (federated("repo:acme/app:*"), federated("repo:*"), ("role", "identity providers", "unknown")),
        (role(COMPUTE), role(PROVIDER), ("role", "identity providers", "yes")),
        ("", grant(), ("access grant", "other accounts", "yes")),
        ("", grant(who="111122223333"), ("access grant", "principals", "yes")),
        (grant(), grant("READWRITE"), ("access grant", "other accounts", "yes")),
        (grant(prefix='"in/*"'), grant(prefix='"*"'), ("access grant", "other accounts", "yes")),
        (
            tables(allow(ACCOUNT, "s3tables:GetTableData")),
            tables(allow(ACCOUNT, "s3tables:*")),
            ("table bucket", "other accounts", "yes"),
        ),
        (
            tables(allow(ACCOUNT, "s3tables:GetTableData", "arn:aws:s3tables:eu-west-1:1:bucket/t/table/a")),
            tables(allow(ACCOUNT, "s3tables:GetTableData", "arn:aws:s3tables:eu-west-1:1:bucket/t/table/*")),
            ("table bucket", "somebody", "unknown"),
        ),
        (
            directory(allow(ACCOUNT, "s3express:CreateSession", Condition=SESSION)),
            directory(allow(ACCOUNT, "s3express:CreateSession")),
            ("directory bucket", "other accounts", "yes"),
        ),
        ("", directory(allow(ACCOUNT, "s3express:CreateSession")), ("directory bucket", "other accounts", "yes")),
        (
            transformed(allow(ROLE, "s3-object-lambda:GetObject")),
            transformed(allow(ACCOUNT, "s3-object-lambda:*")),
            ("Object Lambda access point", "somebody", "unknown"),
        ),
    ],
)
def test_what_is_wider(tmp_path: Path, old: str, new: str, expected: tuple[str, str, str]) -> None:
    assert expected in gained(tmp_path, old, new)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (endpoint(READS), endpoint(allow({"AWS": "*"}, ["s3:getobject"], ["arn:aws:s3:::acme-b/*"]))),
        (endpoint(READS), apart(READS)),
        (endpoint(allow("*", "s3:*")), endpoint(READS)),
        ("", endpoint()),
        (role(ACCOUNT), role({"AWS": "222233334444"})),
        (role(ACCOUNT), role(ROLE)),
        (role(COMPUTE, held="sqs:SendMessage"), role(ACCOUNT, held="sqs:SendMessage")),
        (federated("repo:*"), federated("repo:*") + "# more\n"),
        (grant("READWRITE"), grant("READ")),
        (grant(), grant(name="other")),
        (grant(), grant(prefix='"in/*"')),
        (tables(allow(ACCOUNT, "s3tables:*")), tables(allow(ACCOUNT, "s3tables:GetTableData"))),
        (tables(allow(ACCOUNT, "s3tables:*")), tables(allow(ACCOUNT, "s3tables:*"), "other")),
        (transformed(allow(ACCOUNT, "s3-object-lambda:*")), ""),
        ("", transformed(allow({"AWS": "arn:aws:iam::111122223333:role/r"}, "s3-object-lambda:*"))),
    ],
)
def test_what_is_not(tmp_path: Path, old: str, new: str) -> None:
    assert gained(tmp_path, old, new) == set()


def test_it_is_said_what_it_is(tmp_path: Path) -> None:
    write(tmp_path / "old", main__tf=HEAD + endpoint(READS) + role(COMPUTE))
    write(tmp_path / "new", main__tf=HEAD + endpoint(allow("*", "s3:*")) + role(ACCOUNT))
    found = compare(tmp_path, "new", "old")
    text = render_comparison("text", found, Options())
    assert "aws_vpc_endpoint.e (VPC endpoint)" in text and "on buckets that its policy does not name" in text
    assert "any role in account 222233334444 can assume the role" in text
    assert "Compared 1 bucket since old: 2 other ways to data with access gained." in text
    assert "| `aws_iam_role.r` (role) | **gained**" in render_comparison("markdown", found)
    data = json.loads(render_comparison("json", found))
    assert data["gained"] and {one["what"] for one in data["buckets"]} == {"VPC endpoint", "role"}


def test_who_a_provider_of_identities_signs_in(tmp_path: Path) -> None:
    write(tmp_path / "old", main__tf=HEAD + federated("repo:acme/app:*"))
    write(tmp_path / "new", main__tf=HEAD + federated("repo:*"))
    said = render_comparison("text", compare(tmp_path, "new", "old"), Options())
    assert "Users of identity provider arn:aws:iam::111122223333:oidc-provider/" in said
    assert "may have gained access: they can assume the role. It depends on" in said


def test_a_policy_that_is_not_weighed_is_no_all_clear(tmp_path: Path) -> None:
    write(tmp_path / "old", main__tf=HEAD + transformed(allow(ROLE, "s3-object-lambda:GetObject")))
    write(tmp_path / "new", main__tf=HEAD + transformed(allow(ACCOUNT, "s3-object-lambda:*")))
    said = render_comparison("text", compare(tmp_path, "new", "old"), Options())
    assert "Somebody may have gained access" in said and "object_lambda_access_point.o changed" in said
    assert "No bucket grants more access" not in said and said.count("s3lint does not weigh it") == 1


def template(**resources: dict[str, Any]) -> str:
    return json.dumps({"Resources": resources})


def cloudformation(kind: str, **properties: Any) -> dict[str, Any]:
    return {"Type": kind, "Properties": properties}


def document(who: Any, what: str, **more: Any) -> dict[str, Any]:
    return {"Statement": [{"Effect": "Allow", "Principal": who, "Action": what, **more}]}


HELD = {"PolicyName": "p", "PolicyDocument": {"Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}}
SERVICE = "com.amazonaws.eu-west-1.s3"


@pytest.mark.parametrize(
    ("what", "narrow", "wide"),
    [
        (
            "role",
            cloudformation(
                "AWS::IAM::Role", AssumeRolePolicyDocument=document(COMPUTE, "sts:AssumeRole"), Policies=[HELD]
            ),
            cloudformation(
                "AWS::IAM::Role", AssumeRolePolicyDocument=document(ACCOUNT, "sts:AssumeRole"), Policies=[HELD]
            ),
        ),
        (
            "VPC endpoint",
            cloudformation(
                "AWS::EC2::VPCEndpoint", ServiceName=SERVICE, PolicyDocument=document("*", "s3:GetObject", Resource="*")
            ),
            cloudformation("AWS::EC2::VPCEndpoint", ServiceName=SERVICE),
        ),
        (
            "table bucket",
            cloudformation(
                "AWS::S3Tables::TableBucketPolicy",
                TableBucketARN="arn:aws:s3tables:eu-west-1:111122223333:bucket/t",
                ResourcePolicy=document(ACCOUNT, "s3tables:GetTable", Resource="*"),
            ),
            cloudformation(
                "AWS::S3Tables::TableBucketPolicy",
                TableBucketARN="arn:aws:s3tables:eu-west-1:111122223333:bucket/t",
                ResourcePolicy=document(ACCOUNT, "s3tables:*", Resource="*"),
            ),
        ),
    ],
)
def test_in_templates(tmp_path: Path, what: str, narrow: Any, wide: Any) -> None:
    write(tmp_path, old__json=template(X=narrow), new__json=template(X=wide))
    found = compare(tmp_path, "new.json", "old.json").buckets
    assert [(change.address, change.what, change.gains) for change in found] == [("X", what, True)]
    assert not any(change.gained for change in compare(tmp_path, "old.json", "new.json").buckets if what != "role")
    assert compare(tmp_path, "old.json", "old.json").buckets == ()

"""The three custom checks of IAM Access Analyzer: the examples of the AWS CLI's reference, and further ones.

check-no-new-access, check-access-not-granted, check-no-public-access (access-analyzer-custom-policy-checks).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.compare.test_states import compare, write
from tests.support.verdicts import findings

BUCKET = "arn:aws:s3:::doc-example-bucket"
HEAD = 'resource "aws_s3_bucket" "b" {\n  bucket = "doc-example-bucket"\n}\n'
BLOCK = 'resource "aws_s3_bucket_public_access_block" "b" {\n  bucket = aws_s3_bucket.b.id\n}\n'


def identity(*actions: str) -> str:
    statement = {"Effect": "Allow", "Action": actions, "Resource": [BUCKET, f"{BUCKET}/*"]}
    policy = json.dumps(json.dumps({"Version": "2012-10-17", "Statement": [statement]}))
    return HEAD + f'resource "aws_iam_policy" "p" {{\n  name   = "p"\n  policy = {policy}\n}}\n'


def bucket(principal: Any, **condition: Any) -> str:
    statement = {"Effect": "Allow", "Principal": principal, "Action": "s3:GetObject", "Resource": f"{BUCKET}/*"}
    statement |= {"Condition": condition} if condition else {}
    policy = json.dumps(json.dumps({"Version": "2012-10-17", "Statement": [statement]}))
    return (
        HEAD
        + BLOCK
        + f'resource "aws_s3_bucket_policy" "b" {{\n  bucket = aws_s3_bucket.b.id\n  policy = {policy}\n}}\n'
    )


def has_new_access(folder: Path, old: str, new: str) -> bool:
    write(folder / "old", main__tf=old)
    write(folder / "new", main__tf=new)
    return any(change.gains for change in compare(folder, "new", "old").buckets)


def test_no_new_access(tmp_path: Path) -> None:
    existing, updated = (
        identity("s3:GetObject", "s3:ListBucket"),
        identity("s3:GetObject", "s3:GetObjectAcl", "s3:ListBucket"),
    )
    assert has_new_access(tmp_path, existing, updated)
    assert not has_new_access(tmp_path, updated, existing)
    assert not has_new_access(tmp_path, existing, existing)


@pytest.mark.parametrize(
    ("actions", "granted"),
    [
        (["s3:DeleteBucket", "s3:GetBucketLocation"], False),
        (["s3:GetObject"], True),
        (["s3:DeleteBucket", "s3:ListBucket"], True),
    ],
)
def test_access_not_granted(actions: list[str], granted: bool) -> None:
    rule = [{"reason": "listed", "actions": actions}]
    found = findings({"main.tf": identity("s3:GetObject", "s3:ListBucket")}, "S3L214", forbid=rule)
    assert any(one.verdict.value == "fail" for one in found) is granted


@pytest.mark.parametrize(
    ("principal", "condition", "public"),
    [
        ({"AWS": "arn:aws:iam::111122223333:role/r"}, {}, False),
        ({"Service": "cloudtrail.amazonaws.com"}, {}, False),
        ("*", {"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}, False),
        ("*", {}, True),
        ({"AWS": "*"}, {"StringLike": {"aws:Referer": "https://example.com/*"}}, True),
    ],
)
def test_no_public_access(principal: Any, condition: Any, public: bool) -> None:
    rule = [{"reason": "public", "who": ["anyone"]}]
    found = findings({"main.tf": bucket(principal, **condition)}, "S3L214", forbid=rule)
    assert any(one.verdict.value == "fail" for one in found) is public


DATA = """
data "aws_iam_policy_document" "d" {
  statement {
    actions   = ["s3:GetObject"]
    resources = ["RESOURCE"]
    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::222233334444:root"]
    }
  }
}
resource "aws_s3_bucket_policy" "b" {
  bucket = aws_s3_bucket.b.id
  policy = data.aws_iam_policy_document.d.json
}
"""


def test_through_data_documents(tmp_path: Path) -> None:
    narrow, wide = (HEAD + DATA.replace("RESOURCE", f"{BUCKET}/{keys}") for keys in ("in/*", "*"))
    literal = bucket({"AWS": "arn:aws:iam::222233334444:root"}).replace(BLOCK, "")
    account = 'provider "aws" {\n  allowed_account_ids = ["111122223333"]\n}\n'
    assert has_new_access(tmp_path, account + narrow, account + wide)
    assert not has_new_access(tmp_path, account + literal, account + wide)
    assert not has_new_access(tmp_path, account + wide, account + literal)


ALLOWED = [f"arn:aws:iam::222233334444:role/{name}" for name in ("first", "second")]


def stated(*statements: dict[str, Any]) -> str:
    """A bucket policy, in the account 111122223333."""
    text = json.dumps(json.dumps({"Version": "2012-10-17", "Statement": statements}))
    account = 'provider "aws" {\n  allowed_account_ids = ["111122223333"]\n}\n'
    policy = f'resource "aws_s3_bucket_policy" "b" {{\n  bucket = aws_s3_bucket.b.id\n  policy = {text}\n}}\n'
    return account + HEAD + BLOCK + policy


def named(action: str, *arns: str) -> dict[str, Any]:
    return {"Effect": "Allow", "Principal": {"AWS": list(arns)}, "Action": action, "Resource": "*"}


def matching(action: str, *arns: str) -> dict[str, Any]:
    return {**named(action, "*"), "Condition": {"ArnLike": {"aws:PrincipalArn": list(arns)}}}


OTHERS = {"Effect": "Allow", "Principal": "*", "NotAction": "s3:PutObject", "Resource": "*"}
REFERENCE = [named("s3:PutObject", *ALLOWED), matching("s3:PutObject", *ALLOWED), OTHERS]


@pytest.mark.parametrize(
    ("statement", "gains"),
    [
        (named("s3:PutObject", ALLOWED[0]), False),
        (matching("s3:PutObject", ALLOWED[1]), False),
        (matching("s3:GetObject", "arn:aws:iam::222233334444:role/third"), False),
        (named("s3:PutObject", "*"), True),
        (named("s3:PutObject", "arn:aws:iam::222233334444:role/third"), True),
        (matching("s3:PutObject", "arn:aws:iam::222233334444:role/*"), True),
    ],
)
def test_a_reference_that_allows_some_principals_one_action(
    tmp_path: Path, statement: dict[str, Any], gains: bool
) -> None:
    """As samples are made: aws-samples/iam-access-analyzer-custom-policy-check-samples."""
    assert has_new_access(tmp_path, stated(*REFERENCE), stated(statement)) is gains


def trusting(*statements: dict[str, Any]) -> str:
    role = identity("s3:GetObject").replace("aws_iam_policy", "aws_iam_role_policy")
    role = role.replace('  name   = "p"', "  role = aws_iam_role.r.id")
    trust = json.dumps(json.dumps({"Version": "2012-10-17", "Statement": statements}))
    account = 'provider "aws" {\n  allowed_account_ids = ["111122223333"]\n}\n'
    return account + role + f'resource "aws_iam_role" "r" {{\n  name = "r"\n  assume_role_policy = {trust}\n}}\n'


def assumes(who: Any, action: str = "sts:AssumeRole", **more: Any) -> dict[str, Any]:
    found = {"Effect": "Allow", "Principal": who, "Action": action, **more}
    return {key: value for key, value in found.items() if value}


PROVIDER = {"Federated": "arn:aws:iam::111122223333:oidc-provider/example.com"}
TRUSTED = [assumes({"AWS": ["222233334444"]}), assumes("*", "", NotAction="sts:AssumeRole")]


@pytest.mark.parametrize(
    ("statement", "gains"),
    [
        (assumes({"AWS": "222233334444"}), False),
        (assumes({"AWS": "arn:aws:iam::222233334444:role/r"}), False),
        (assumes(PROVIDER, "sts:AssumeRoleWithWebIdentity"), False),
        (assumes({"AWS": "333344445555"}), True),
        (assumes({"Service": "glue.amazonaws.com"}), True),
        (assumes({"AWS": "*"}), True),
    ],
)
def test_a_reference_for_who_can_assume_a_role(tmp_path: Path, statement: dict[str, Any], gains: bool) -> None:
    assert has_new_access(tmp_path, trusting(*TRUSTED), trusting(statement)) is gains

"""`--new-since`: a wider grant is new although the finding is not; what only moves is not."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from s3lint.engine.request import Request
from s3lint.engine.run.analysis import analyse
from tests.source.test_revision import commit
from tests.support.git import git
from tests.support.verdicts import report

pytestmark = [
    pytest.mark.process,
    pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed"),
]

ARN, ACCOUNT = "arn:aws:s3:::acme-b", {"AWS": "arn:aws:iam::222233334444:root"}
EVERYBODY_LISTS = {"Effect": "Allow", "Principal": "*", "Action": "s3:ListBucket", "Resource": ARN}
EVERYBODY = {"Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": [ARN, f"{ARN}/*"]}
ACCOUNT_READS = {"Effect": "Allow", "Principal": ACCOUNT, "Action": "s3:GetObject", "Resource": f"{ARN}/shared/*"}
ACCOUNT_OWNS = {"Effect": "Allow", "Principal": ACCOUNT, "Action": "s3:*", "Resource": [ARN, f"{ARN}/*"]}


def terraform(*statements: dict[str, Any], name: str = "acme-b", heredoc: bool = False) -> str:
    text = json.dumps({"Version": "2012-10-17", "Statement": list(statements)})
    policy = f"<<EOF\n{text}\nEOF\n" if heredoc else json.dumps(text)
    return f"""
provider "aws" {{
  allowed_account_ids = ["111122223333"]
}}
resource "aws_s3_bucket" "b" {{
  bucket = "{name}"
}}
resource "aws_s3_bucket_public_access_block" "b" {{
  bucket              = aws_s3_bucket.b.id
  block_public_policy = false
}}
resource "aws_s3_bucket_policy" "b" {{
  bucket = aws_s3_bucket.b.id
  policy = {policy}
}}
"""


def attached(statement: dict[str, Any]) -> str:
    text = json.dumps(json.dumps({"Statement": [statement]}))
    return f'resource "aws_s3_bucket_policy" "b" {{\n  bucket = aws_s3_bucket.b.id\n  policy = {text}\n}}\n'


GROWING = (ACCOUNT_READS, ACCOUNT_OWNS)


def template(*statements: dict[str, Any]) -> str:
    block = dict.fromkeys(("BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"), False)
    bucket = {"BucketName": "acme-b", "PublicAccessBlockConfiguration": block}
    policy = {"Bucket": {"Ref": "B"}, "PolicyDocument": {"Statement": list(statements)}}
    resources = {
        "B": {"Type": "AWS::S3::Bucket", "Properties": bucket},
        "P": {"Type": "AWS::S3::BucketPolicy", "Properties": policy},
    }
    return json.dumps({"Resources": resources})


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "repository"
    folder.mkdir()
    git(folder, "init", "-q")
    return folder


def new(folder: Path, old: dict[str, str], changed: dict[str, str]) -> set[str]:
    commit(folder, **old)
    for name, text in changed.items():
        (folder / name).write_text(text)
    options = {"select": ["S3L101", "S3L103", "S3L202", "S3L214"], "account-id": "111122223333"}
    return {finding.code for finding in analyse(Request((".",), folder, options, new_since="HEAD")).report.findings}


def test_what_everybody_can_do_grows(repository: Path) -> None:
    old, wider = terraform(EVERYBODY_LISTS), terraform(EVERYBODY)
    assert new(repository, {"main.tf": old}, {"main.tf": wider}) == {"S3L101", "S3L103"}
    assert new(repository, {"main.tf": wider}, {"main.tf": old}) == set()


def test_what_an_account_can_do_grows(repository: Path) -> None:
    old, wider = terraform(ACCOUNT_READS), terraform(ACCOUNT_OWNS)
    assert new(repository, {"main.tf": old}, {"main.tf": wider}) == {"S3L202"}


def test_in_a_template(repository: Path) -> None:
    old, wider = template(EVERYBODY_LISTS, ACCOUNT_READS), template(EVERYBODY_LISTS, ACCOUNT_OWNS)
    assert new(repository, {"t.json": old}, {"t.json": wider}) == {"S3L202"}


def test_another_bucket_of_the_same_address(repository: Path) -> None:
    old = terraform(EVERYBODY_LISTS)
    assert new(repository, {"main.tf": old}, {"main.tf": old.replace("acme-b", "acme-other")}) == {"S3L101", "S3L103"}


def test_what_is_written_otherwise_grows_nothing(repository: Path) -> None:
    old = terraform(EVERYBODY_LISTS, ACCOUNT_READS)
    sid = {"Sid": "a", **ACCOUNT_READS}
    assert new(repository, {"main.tf": old}, {"main.tf": terraform(sid, EVERYBODY_LISTS, heredoc=True)}) == set()


def test_what_an_account_can_do_grows_where_it_may_be_the_own_one(repository: Path) -> None:
    old, wider = (f'resource "aws_s3_bucket" "b" {{\n  bucket = "acme-b"\n}}\n{attached(s)}' for s in GROWING)
    commit(repository, **{"main.tf": old})
    (repository / "main.tf").write_text(wider)
    found = analyse(Request((".",), repository, {"select": ["S3L202"]}, new_since="HEAD")).report.findings
    assert [(finding.code, finding.verdict.value) for finding in found] == [("S3L202", "unknown")]


BUCKET = 'resource "aws_s3_bucket" "b" {\n  bucket = "acme-b"\n  acl    = "%s"\n}\n'
BLOCK = (
    'resource "aws_s3_bucket_public_access_block" "b" {\n  bucket = aws_s3_bucket.b.id\n  block_public_acls = true\n'
    "  ignore_public_acls = true\n  block_public_policy = %s\n  restrict_public_buckets = %s\n}\n"
)
OWNERSHIP = (
    'resource "aws_s3_bucket_ownership_controls" "b" {\n  bucket = aws_s3_bucket.b.id\n'
    '  rule {\n    object_ownership = "%s"\n  }\n}\n'
)
KEY = (
    'resource "aws_kms_key" "k" {\n'
    '  policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "%s" }, '
    'Action = "kms:*", Resource = "*" }] })\n}\n'
    'resource "aws_s3_bucket_server_side_encryption_configuration" "b" {\n  bucket = aws_s3_bucket.b.id\n  rule {\n'
    '    apply_server_side_encryption_by_default {\n      sse_algorithm = "aws:kms"\n'
    "      kms_master_key_id = aws_kms_key.k.arn\n    }\n  }\n}\n"
)
PUBLIC = BUCKET % "public-read"


@pytest.mark.parametrize(
    ("code", "old", "worse"),
    [
        ("S3L102", PUBLIC + BLOCK % ("true", "false"), PUBLIC + BLOCK % ("false", "false")),
        ("S3L104", PUBLIC, BUCKET % "public-read-write"),
        ("S3L104", PUBLIC + OWNERSHIP % "BucketOwnerEnforced", PUBLIC + OWNERSHIP % "ObjectWriter"),
        ("S3L305", PUBLIC + KEY % "111122223333", PUBLIC + KEY % "*"),
    ],
)
def test_a_failure_that_gets_worse_is_new_and_one_that_gets_better_is_not(
    repository: Path, code: str, old: str, worse: str
) -> None:
    def told(before: str, after: str) -> set[str]:
        commit(repository, **{"main.tf": before})
        (repository / "main.tf").write_text(after)
        options = {"select": [code], "account-id": "111122223333"}
        return {f.code for f in analyse(Request((".",), repository, options, new_since="HEAD")).report.findings}

    assert told(old, worse) == {code}
    assert told(worse, old) == set()


FORBIDDEN = "[[forbid]]\nreason = 'ours'\nwho = ['accounts']\n"


@pytest.mark.parametrize(
    ("rule", "old", "new_statements", "expected"),
    [
        (FORBIDDEN, [ACCOUNT_READS], [ACCOUNT_READS], False),
        (FORBIDDEN, [], [ACCOUNT_READS], True),
        (FORBIDDEN, [ACCOUNT_READS], [ACCOUNT_OWNS], True),
        (FORBIDDEN + "new = true\n", [], [ACCOUNT_READS], True),
        (FORBIDDEN + "new = true\n", [ACCOUNT_READS], [ACCOUNT_READS], False),
    ],
)
def test_a_rule_is_broken_anew(
    repository: Path, rule: str, old: list[Any], new_statements: list[Any], expected: bool
) -> None:
    files = {"s3lint.toml": rule}
    found = new(repository, files | {"main.tf": terraform(*old)}, files | {"main.tf": terraform(*new_statements)})
    assert ("S3L214" in found) is expected


def test_a_rule_about_changes_is_silent_without_one(repository: Path) -> None:
    rule, text = FORBIDDEN + "new = true\n", terraform(ACCOUNT_READS)
    assert not [f for f in report({"s3lint.toml": rule, "main.tf": text}).findings if f.code == "S3L214"]


OPENED = BUCKET % "private" + (
    'resource "aws_s3_access_point" "p" {\n  bucket = aws_s3_bucket.b.id\n  name = "p"\n'
    "  public_access_block_configuration {\n    restrict_public_buckets = false\n  }\n"
    '  policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "%s" }, Action = "%s", Resource = '
    '"arn:aws:s3:us-east-1:111122223333:accesspoint/p/object/*" }] })\n}\n'
)
GRANTED = (
    'resource "aws_s3control_access_grant" "g" {\n  access_grants_location_id = "default"\n  permission = "%s"\n'
    '  grantee {\n    grantee_type = "IAM"\n    grantee_identifier = "arn:aws:iam::222233334444:role/r"\n  }\n}\n'
)
TABLES = (
    'resource "aws_s3tables_table_bucket" "t" {\n  name = "t"\n}\nresource "aws_s3tables_table_bucket_policy" "t" {\n'
    "  table_bucket_arn = aws_s3tables_table_bucket.t.arn\n  resource_policy = jsonencode({ Statement = [{ "
    'Effect = "Allow", Principal = { AWS = "222233334444" }, Action = "s3tables:%s", Resource = "*" }] })\n}\n'
)
TRANSFORMED = (
    'resource "aws_s3control_object_lambda_access_point" "o" {\n  name = "o"\n}\n'
    'resource "aws_s3control_object_lambda_access_point_policy" "o" {\n'
    "  name = aws_s3control_object_lambda_access_point.o.name\n  policy = jsonencode({ Statement = [{ "
    'Effect = "Allow", Principal = "*", Action = "s3-object-lambda:%s", Resource = "*" }] })\n}\n'
)
HELD = BUCKET % "private" + (
    'resource "aws_iam_role" "r" {\n  name = "r"\n  assume_role_policy = "{}"\n}\n'
    'resource "aws_iam_role_policy" "r" {\n'
    '  role = aws_iam_role.r.id\n  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:%s", '
    'Resource = "*" }] })\n}\n'
)


@pytest.mark.parametrize(
    ("code", "old", "wider"),
    [
        ("S3L109", OPENED % ("222233334444", "s3:GetObject"), OPENED % ("222233334444", "s3:*")),
        ("S3L109", OPENED % ("*", "s3:GetObject"), OPENED % ("*", "s3:*")),
        ("S3L114", GRANTED % "READ", GRANTED % "READWRITE"),
        ("S3L802", TABLES % "GetTableData", TABLES % "*"),
        ("S3L109", TRANSFORMED % "GetObject", TRANSFORMED % "*"),
        ("S3L214", HELD % "GetObject", HELD % "*"),
    ],
)
def test_what_else_gives_access_grows(repository: Path, code: str, old: str, wider: str) -> None:
    rule = "[[forbid]]\nreason = 'nobody'\nwho = ['role/r']\n"

    def told(before: str, after: str) -> set[str]:
        commit(repository, **{"main.tf": before, "s3lint.toml": rule})
        (repository / "main.tf").write_text(after)
        options = {"select": [code], "account-id": "111122223333"}
        return {f.code for f in analyse(Request((".",), repository, options, new_since="HEAD")).report.findings}

    assert told(old, wider) == {code}
    assert told(wider, old) == told(old, old + "# the same\n") == set()

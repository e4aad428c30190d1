"""What follows from the table of resources, and what has to be true of it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from s3lint.aws.spellings import AWSCC, CLOUDFORMATION, TERRAFORM, awscc_type, path, snake, spelling_of
from s3lint.aws.table import TABLE, by_name
from s3lint.aws.types import mentions, subjects, wanted
from tests.support.places import ROOT

MADE_UP = """

class Vault(Node, eq=False, kw_only=True):
    \"\"\"A made-up kind.\"\"\"

    door: Setting
    lock: Setting


VAULT = Rows(Vault, row("door", "FrontDoor"), row("lock", "Lock.Kind", "lock_kind", absent=False))
TYPES = (
    *TYPES,
    ResourceType(
        cloudformation="AWS::Vault::StrongRoom",
        terraform="aws_vault_room",
        adapt=lambda body, builder: builder.add(VAULT.node(body)) and None,
        rows=(VAULT,),
    ),
)
"""
ASKED = """
from s3lint.aws.page import resources_page
from s3lint.aws.types import subjects, wanted
print({"aws_vault_room", "awscc_vault_strong_room"} <= wanted(audit=False))
print(all(subjects().search(text) for text in ('resource "aws_vault_room" "a"', "awscc_vault_strong_room")))
page = resources_page()
print("## `AWS::Vault::StrongRoom` · `awscc_vault_strong_room` · `aws_vault_room`" in page)
print("| `Lock.Kind` | `lock_kind` | `false` |" in page and "| `FrontDoor` | `front_door` |" in page)
"""


@pytest.mark.process
def test_a_new_type_is_one_entry_in_one_file(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "s3lint", tmp_path / "s3lint", ignore=shutil.ignore_patterns("__pycache__"))
    file = tmp_path / "s3lint/aws/kinds/ownership.py"
    file.write_text(file.read_text() + MADE_UP)
    done = subprocess.run([sys.executable, "-c", ASKED], cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert done.stdout.split() == ["True"] * 4, done.stderr


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("KMSMasterKeyID", "kms_master_key_id"),
        ("SSEAlgorithm", "sse_algorithm"),
        ("S3BucketName", "s3_bucket_name"),
        ("S3OriginConfig", "s3_origin_config"),
        ("TableBucketARN", "table_bucket_arn"),
        ("VpcId", "vpc_id"),
        ("WebsiteURL", "website_url"),
        ("Status", "status"),
    ],
)
def test_snake_case_is_that_of_awscc(name: str, expected: str) -> None:
    assert snake(name) == expected


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("AWS::S3::BucketPolicy", "awscc_s3_bucket_policy"),
        ("AWS::S3ObjectLambda::AccessPoint", "awscc_s3objectlambda_access_point"),
        ("AWS::EC2::VPCEndpoint", "awscc_ec2_vpc_endpoint"),
        ("AWS::CloudTrail::EventDataStore", "awscc_cloudtrail_event_data_store"),
    ],
)
def test_a_type_of_awscc_is_named_by_its_service_and_name(kind: str, expected: str) -> None:
    assert awscc_type(kind) == expected
    assert spelling_of(expected) is AWSCC and spelling_of(kind) is CLOUDFORMATION


def test_a_custom_resource_is_none_of_awscc() -> None:
    assert by_name()["Custom::S3BucketNotifications"].awscc == ""
    assert by_name()["AWS::SSO::PermissionSet"].awscc == "awscc_sso_permission_set"


def test_every_name_stands_once() -> None:
    names = [name for one in TABLE for name in (one.cloudformation, one.terraform) if name]
    assert sorted(names) == sorted(set(names))


def test_rows_fill_their_kind() -> None:
    for one in TABLE:
        for rows in one.rows:
            fields = {field for kind in rows.kind.__mro__ for field in getattr(kind, "__annotations__", {})}
            assert {row.field for row in rows.rows} <= fields, one


def test_what_is_wanted_makes_a_module_worth_reading() -> None:
    unheard = [name for name in wanted(audit=True) if not mentions().search(f'"{name.removeprefix("data.")}"')]
    assert unheard == []
    assert not subjects().search('resource "aws_kms_key" "k" {}\nresource "aws_instance" "i" {}')
    assert subjects().search('resource "aws_s3_something_new" "x" {}')


def test_a_word_is_found_where_another_begins_like_it() -> None:
    assert mentions().search("aws_iam_rule aws_iam_rol aws_iam_role_policy")
    assert not mentions().search("aws_iam_rule aws_iam_rol aws_ aws")


def test_audit_types_are_wanted_on_demand() -> None:
    assert wanted(audit=False) < wanted(audit=True)
    assert all(by_name()[name].audit for name in wanted(audit=True) - wanted(audit=False))


def test_a_path_that_a_language_has_not_is_nothing() -> None:
    only = path("", "force_destroy")
    assert (TERRAFORM.steps(only), CLOUDFORMATION.steps(only), AWSCC.steps(only)) == ((("force_destroy",),), (), ())
    older = path("Transitions|Transition", "transition")
    assert AWSCC.steps(older) == (("transitions",), ("transition",))


def test_advice_speaks_the_language_of_the_resource() -> None:
    written = "LoggingConfiguration: {DestinationBucketName: !Ref LOGS, LogFilePrefix: NAME/}"
    assert (
        AWSCC.advice(written, "")
        == "logging_configuration = {destination_bucket_name = LOGS.id, log_file_prefix = NAME/}"
    )
    statement = 'Action: "s3:GetObject"'
    assert AWSCC.advice(statement, 'Action = "s3:GetObject" of aws_s3_bucket.NAME') == (
        'Action = "s3:GetObject" of awscc_s3_bucket.NAME'
    )
    assert CLOUDFORMATION.advice(written, "x") == written and TERRAFORM.advice(written, "x") == "x"

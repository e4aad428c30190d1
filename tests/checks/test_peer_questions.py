"""What other tools' ids silence: all that answers what they ask, and nothing else."""

from __future__ import annotations

import pytest

from s3lint.checks.catalogue import ALL, by_code
from s3lint.checks.peer_questions import _parts, _relations, covers, questions
from s3lint.checks.peers import normal
from tests.support.verdicts import report

BUCKET = 'resource "aws_s3_bucket" "b" {{\n  {comment}\n  bucket = "acme-data"\n}}\n'
BLOCK = (
    'resource "aws_s3_bucket_public_access_block" "b" {\n  bucket = aws_s3_bucket.b.id\n'
    "  block_public_acls = true\n  ignore_public_acls = true\n  block_public_policy = false\n"
    "  restrict_public_buckets = false\n}\n"
)
ACL = (
    'resource "aws_s3_bucket_ownership_controls" "b" {{\n  bucket = aws_s3_bucket.b.id\n  rule {{\n'
    '    object_ownership = "ObjectWriter"\n  }}\n}}\n'
    'resource "aws_s3_bucket_public_access_block" "b" {{\n  bucket = aws_s3_bucket.b.id\n}}\n'
    'resource "aws_s3_bucket_acl" "b" {{\n  {comment}\n  bucket = aws_s3_bucket.b.id\n  acl    = "{acl}"\n}}\n'
)
PUBLIC = (
    'resource "aws_s3_bucket_public_access_block" "b" {{\n  bucket = aws_s3_bucket.b.id\n}}\n'
    'resource "aws_s3_bucket_policy" "b" {{\n  {comment}\n  bucket = aws_s3_bucket.b.id\n'
    '  policy = jsonencode({{ Statement = [{{ Effect = "Allow", Principal = "*", Action = "s3:GetObject",'
    ' Resource = "${{aws_s3_bucket.b.arn}}/*" }}] }})\n}}\n'
)


def silenced(text: str, *codes: str) -> set[str]:
    """The codes that comments in a configuration suppress, of some or of all."""
    found = report({"main.tf": text}, *codes).findings
    return {f.code for f in found if f.suppressed} - {
        f.code for f in found if not f.suppressed and f.verdict.value != "pass"
    }


def test_the_table_names_checks_and_their_ids() -> None:
    known = by_code()
    for accepted, also in _relations():
        assert accepted[0] in known and also[0] in known
    for code, peer in _parts():
        assert peer in {normal(alias) for alias in known[code].aliases}, f"{peer} is no id of {code}"


def test_an_id_asks_what_its_checks_ask_at_least() -> None:
    asked = questions(ALL)
    for check in ALL:
        for alias in check.aliases:
            assert check.code in asked[normal(alias)]


@pytest.mark.parametrize(
    ("peer", "code"),
    [
        *(
            (peer, "S3L401")
            for peer in ("CKV_AWS_18", "W35", "S3_BUCKET_LOGGING_ENABLED", "AVD-AWS-0089", "AwsSolutions-S1")
        ),
        ("NIST.800.53.R5-S3BucketLoggingEnabled", "S3L401"),
        ("HIPAA.Security-S3BucketLoggingEnabled", "S3L402"),
        ("PCI.DSS.321-S3DefaultEncryptionKMS", "S3L302"),
        ("CKV_AWS_19", "S3L302"),
        ("W41", "S3L302"),
        ("CKV2_AWS_61", "S3L506"),
        ("CKV2_AWS_65", "S3L106"),
        ("F16", "S3L101"),
        ("AwsSolutions-S5", "S3L103"),
        ("AwsSolutions-IAM5", "S3L711"),
    ],
)
def test_the_checks_that_answer(peer: str, code: str) -> None:
    assert code in questions(ALL)[normal(peer)]


def test_access_logs_answer_who_reads_and_writes() -> None:
    text = BUCKET.format(comment="# checkov:skip=CKV_AWS_18:logged elsewhere")
    assert {"S3L401", "S3L402"} <= silenced(text)
    assert silenced(text, "S3L401") == {"S3L401"}  # also where the check that has the id does not run
    assert "S3L401" not in silenced(BUCKET.format(comment="# s3lint: ignore[S3L402] logged elsewhere"))
    assert "S3L403" not in silenced(text) and "S3L102" not in silenced(text)


@pytest.mark.parametrize(
    ("ids", "is_silent"),
    [
        ("CKV2_AWS_6", True),
        ("CKV_AWS_54,CKV_AWS_56", True),
        ("CKV_AWS_54", False),
        ("CKV_AWS_53,CKV_AWS_55", False),
        ("CKV_AWS_54,CKV_AWS_18", False),
    ],
)
def test_each_setting_of_a_block_is_asked_apart(ids: str, is_silent: bool) -> None:
    text = BUCKET.format(comment=f"# checkov:skip={ids}:public site") + BLOCK
    assert (silenced(text, "S3L102") == {"S3L102"}) is is_silent


def test_a_part_of_a_missing_block_is_not_the_block() -> None:
    assert silenced(BUCKET.format(comment="# checkov:skip=CKV_AWS_53:no"), "S3L102") == set()
    assert silenced(BUCKET.format(comment="# checkov:skip=CKV2_AWS_6:no"), "S3L102") == {"S3L102"}


@pytest.mark.parametrize(
    ("peer", "acl", "codes"),
    [
        ("CKV_AWS_20", "public-read", {"S3L101", "S3L104", "S3L106"}),
        ("CKV_AWS_20", "public-read-write", {"S3L106"}),  # that everyone may write is another question
        ("CKV_AWS_57", "public-read", {"S3L106"}),
        ("CKV_AWS_20,CKV_AWS_57", "public-read-write", {"S3L101", "S3L104", "S3L106"}),
        ("CKV_AWS_70", "public-read", set()),
    ],
)
def test_a_public_acl_makes_the_bucket_public(peer: str, acl: str, codes: set[str]) -> None:
    text = BUCKET.format(comment="") + ACL.format(comment=f"# checkov:skip={peer}:public site", acl=acl)
    assert silenced(text, "S3L101", "S3L104", "S3L106") == codes


def test_a_public_policy_makes_the_bucket_public() -> None:
    text = BUCKET.format(comment="") + PUBLIC.format(comment="# checkov:skip=CKV_AWS_70:public site")
    assert silenced(text, "S3L101", "S3L103") == {"S3L101", "S3L103"}
    text = BUCKET.format(comment="# checkov:skip=CKV_AWS_20:public site") + PUBLIC.format(comment="")
    assert silenced(text, "S3L101", "S3L103") == set()  # an ACL was accepted, not the policy


def test_what_several_ids_cover() -> None:
    assert covers([frozenset()], ("a",)) and covers([frozenset("a"), frozenset("b")], ("a", "b"))
    assert covers([frozenset("a")], ())
    assert not covers([frozenset("a")], ("a", "b")) and not covers([], ())

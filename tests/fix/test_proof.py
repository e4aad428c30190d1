"""What a change must hold: each part of the law, broken by a change made for it, and the edits that hold it."""

from __future__ import annotations

from pathlib import Path

import pytest

from s3lint.edit.replacement import Replacement
from s3lint.engine import Request
from s3lint.engine.run.session import Session
from s3lint.fix.change import Change
from s3lint.fix.judging import Court
from s3lint.fix.proposal import Proposal, proposals
from tests.fix.mending import mended, reasons, written

TEXT = """\
resource "aws_s3_bucket" "b" {
  bucket = "acme-b"
}

resource "aws_s3_bucket_versioning" "b" {
  bucket = aws_s3_bucket.b.id
  versioning_configuration {
    status = "Suspended"
  }
}

resource "aws_s3_bucket_public_access_block" "b" {
  bucket                  = aws_s3_bucket.b.id
  block_public_acls       = true
  ignore_public_acls      = true
  block_public_policy     = true
  restrict_public_buckets = true
}
"""


def proposed(folder: Path) -> tuple[Court, Proposal]:
    session, request = Session(), Request((".",), written(folder, {"main.tf": TEXT}), {"select": ["S3L501"]}, jobs=1)
    (part,) = session.analyse(request).parts
    (one,) = proposals(part, part.findings).found
    return Court.of(session, request), one


def instead(one: Proposal, *pairs: tuple[str, str]) -> Proposal:
    """The same proposal with another change."""
    replacements = [Replacement(at := TEXT.index(old), at + len(old), new) for old, new in pairs]
    return Proposal(one.files, Change("try", {"main.tf": tuple(replacements)}), one.safety, one.findings)


GOOD = ('"Suspended"', '"Enabled"')


def test_a_change_that_holds_the_law(tmp_path: Path) -> None:
    court, one = proposed(tmp_path)
    assert court.objection([one]) is None
    assert court.objection([instead(one, GOOD)]) is None


@pytest.mark.parametrize(
    ("pairs", "why"),
    [
        ([('"Suspended"', '"Disabled"')], "S3L501 would still be reported"),
        ([('"Suspended"', "var.status")], "S3L501 would still be reported"),
        ([GOOD, ('  block_public_policy     = true\n', "")], "S3L102 on aws_s3_bucket.b would be reported"),
        ([GOOD, ('= true\n  restrict', "= var.open\n  restrict")], "not declared"),
        ([GOOD, ('resource "aws_s3_bucket" "b"', 'resource "aws_s3_object" "b"')], "would"),
        ([GOOD, (TEXT[: TEXT.index("\n\n")], "")], "aws_s3_bucket.b would be gone"),
        ([GOOD, ("  }\n}\n", "  }\n")], "S3L501 would still be reported"),
    ],
)  # fmt: skip
def test_a_change_that_breaks_the_law(pairs: list[tuple[str, str]], why: str, tmp_path: Path) -> None:
    court, one = proposed(tmp_path)
    said = court.objection([instead(one, *pairs)])
    assert said is not None and why in said
    assert court.objections([instead(one, *pairs), one])[1][1] is None, "one change is judged by the other"


def test_an_edit_that_would_open_something_as_grave_is_not_offered(tmp_path: Path) -> None:
    """A log bucket is one by its ACL: without it, other checks have their say."""
    text = 'resource "aws_s3_bucket" "b" {\n  bucket = "acme-b"\n  acl    = "log-delivery-write"\n}\n'
    done = mended(tmp_path, {"main.tf": text}, "S3L106")
    assert not done.files
    assert "would be reported" in reasons(done)["S3L106", "aws_s3_bucket.b"]


def test_what_a_caller_switched_off_is_not_made_twice(tmp_path: Path) -> None:
    module = (
        'variable "block" {\n  default = true\n}\nresource "aws_s3_bucket" "b" {\n  bucket = "acme-b"\n}\n'
        'resource "aws_s3_bucket_public_access_block" "b" {\n  count = var.block ? 1 : 0\n'
        "  bucket = aws_s3_bucket.b.id\n  block_public_acls = true\n  ignore_public_acls = true\n"
        "  block_public_policy = true\n  restrict_public_buckets = true\n}\n"
    )
    root = 'module "off" {\n  source = "./m"\n  block  = false\n}\nmodule "on" {\n  source = "./m"\n}\n'
    done = mended(tmp_path, {"main.tf": root, "m/main.tf": module}, "S3L102")
    assert not done.files
    assert "S3L512" in reasons(done)["S3L102", "module.off.aws_s3_bucket.b"]


def test_only_what_is_safe_is_made_unless_asked(tmp_path: Path) -> None:
    public = TEXT[: TEXT.index("resource", 1)] + (
        'resource "aws_s3_bucket_policy" "b" {\n  bucket = aws_s3_bucket.b.id\n  policy = jsonencode({\n'
        '    Statement = [{\n      Effect = "Allow"\n      Principal = "*"\n      Action = "s3:GetObject"\n'
        '      Resource = "${aws_s3_bucket.b.arn}/*"\n    }]\n  })\n}\n'
    )
    private = TEXT[: TEXT.index("resource", 1)]
    assert not mended(tmp_path / "public", {"main.tf": public}, "S3L102", unsafe=False).made
    assert mended(tmp_path / "private", {"main.tf": private}, "S3L102", unsafe=False).made


OWNED = (
    'resource "aws_s3_bucket_ownership_controls" "b" {\n  bucket = aws_s3_bucket.b.id\n'
    '  rule {\n    object_ownership = "BucketOwnerEnforced"\n  }\n}\n'
)
ACL = 'resource "aws_s3_bucket_acl" "b" {\n  bucket = aws_s3_bucket.b.id\n  acl = "private"\n}\n'
ORIGIN = (
    'resource "aws_cloudfront_distribution" "d" {\n  origin {\n    origin_id = "b"\n'
    "    domain_name = aws_s3_bucket.b.bucket_regional_domain_name\n  }\n}\n"
)


@pytest.mark.parametrize(("beside", "is_safe"), [("", True), (ACL, False), (ORIGIN, False), (OWNED + ORIGIN, True)])
def test_blocking_is_not_safe_where_objects_may_have_acls(beside: str, is_safe: bool, tmp_path: Path) -> None:
    bucket = TEXT[: TEXT.index("resource", 1)]
    assert bool(mended(tmp_path, {"main.tf": bucket + beside}, "S3L102", unsafe=False).made) == is_safe


def test_two_checks_that_ask_for_one_rule_get_one(tmp_path: Path) -> None:
    done = mended(tmp_path, {"main.tf": TEXT}, "S3L505", "S3L506")
    assert (tmp_path / "main.tf").read_text().count("abort_incomplete_multipart_upload") == 1
    (one,) = done.made
    assert {finding.code for finding in one.findings} == {"S3L505", "S3L506"}


def test_what_goes_in_one_root_excuses_nothing_in_another(tmp_path: Path) -> None:
    """Where one root has what another one lacks, the module that both call does not get it a second time."""
    bucket = TEXT[: TEXT.index("resource", 1)]
    module = (
        f'variable "copied" {{\n  default = false\n}}\n{bucket}resource "aws_s3_bucket_versioning" "copied" {{\n'
        "  count  = var.copied ? 1 : 0\n  bucket = aws_s3_bucket.b.id\n  versioning_configuration {\n"
        '    status = "Enabled"\n  }\n}\n'
    )
    files = {
        "m/main.tf": module,
        "one/main.tf": 'module "m" {\n  source = "../m"\n  copied = true\n}\n',
        "two/main.tf": 'module "m" {\n  source = "../m"\n}\n',
    }
    done = mended(tmp_path, files, "S3L501")
    assert not done.files and "S3L512" in reasons(done)["S3L501", "module.m.aws_s3_bucket.b"]

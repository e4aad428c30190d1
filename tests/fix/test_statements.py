"""A statement goes behind the last one, however a policy is written, and comments stay with what they are about."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.fix.mending import mended, reasons

BUCKET = 'resource "aws_s3_bucket" "b" {\n  bucket = "acme-b"\n}\n'
ATTACHED = '\nresource "aws_s3_bucket_policy" "b" {\n  bucket = aws_s3_bucket.b.id\n  policy = POLICY\n}\n'
STATEMENT = {
    "Effect": "Allow",
    "Principal": {"AWS": "111122223333"},
    "Action": "s3:GetObject",
    "Resource": "${aws_s3_bucket.b.arn}/*",
}
OBJECT = """\
{
        Effect    = "Allow"
        Principal = { AWS = "111122223333" }
        Action    = "s3:GetObject"
        Resource  = "${aws_s3_bucket.b.arn}/*"
      }"""


def attached(policy: str) -> str:
    return BUCKET + ATTACHED.replace("POLICY", policy)


@pytest.mark.parametrize("comma", ["", ","])
@pytest.mark.parametrize("comment", ["# the reader", "// the reader", "/* the reader */"])
def test_a_comment_behind_the_last_statement_stays_there(comma: str, comment: str, tmp_path: Path) -> None:
    before = attached(
        f"jsonencode({{\n    Statement = [\n      {OBJECT}{comma} {comment}\n      # the end\n    ]\n  }})"
    )
    mended(tmp_path, {"main.tf": before}, "S3L201")
    text = (tmp_path / "main.tf").read_text()
    assert f'/*"\n      }}, {comment}\n      {{\n        Sid       = "DenyPlainHttp"\n' in text
    assert f"\n      }}{comma}\n      # the end\n" in text


def test_a_suppression_stays_with_its_statement(tmp_path: Path) -> None:
    everyone = OBJECT.replace('{ AWS = "111122223333" }', '"*"')
    suppressed = f"jsonencode({{\n    Statement = [\n      {everyone} # s3lint: ignore[S3L101] a site\n    ]\n  }})"
    done = mended(tmp_path, {"main.tf": attached(suppressed)}, "S3L101", "S3L201")
    assert not done.comments and not [f for f in done.result.report.active if f.code == "S3L101"]
    assert '# s3lint: ignore[S3L101] a site\n      {\n        Sid       = "Deny' in (tmp_path / "main.tf").read_text()


def test_a_comment_behind_the_last_item_in_brackets_stays_there(tmp_path: Path) -> None:
    before = (
        "Resources:\n  B: {\n    Type: AWS::S3::Bucket # a bucket\n  }\n  P:\n    Type: AWS::S3::BucketPolicy\n"
        "    Properties:\n      Bucket: !Ref B\n      PolicyDocument:\n        Statement: [\n"
        "          {Effect: Allow, Principal: {AWS: '111122223333'}, Action: 's3:GetObject', "
        "Resource: !Sub '${B.Arn}/*'} # the reader\n        ]\n"
    )
    done = mended(tmp_path, {"t.yaml": before}, "S3L201", "S3L501")
    text = (tmp_path / "t.yaml").read_text()
    assert not reasons(done)
    assert "'}, # the reader\n          {Sid: DenyPlainHttp" in text
    assert "Type: AWS::S3::Bucket, # a bucket\n    Properties: {Versioning" in text


def test_a_statement_is_indented_with_tabs_where_the_file_is(tmp_path: Path) -> None:
    block = (
        '\ndata "aws_iam_policy_document" "d" {\n  statement {\n    actions = ["s3:GetObject"]\n'
        '    resources = ["${aws_s3_bucket.b.arn}/*"]\n    principals {\n      type = "AWS"\n'
        '      identifiers = ["111122223333"]\n    }\n  }\n}\n'
    )
    before = (attached("data.aws_iam_policy_document.d.json") + block).replace("  ", "\t")
    mended(tmp_path, {"main.tf": before}, "S3L201")
    assert "\n\tstatement {\n\t\tsid " in (tmp_path / "main.tf").read_text()


def test_a_document_of_dynamic_statements_gets_one_of_its_own(tmp_path: Path) -> None:
    block = (
        '\ndata "aws_iam_policy_document" "d" {\n  dynamic "statement" {\n    for_each = ["111122223333"]\n'
        '    content {\n      actions   = ["s3:GetObject"]\n      resources = ["${aws_s3_bucket.b.arn}/*"]\n'
        '      principals {\n        type        = "AWS"\n        identifiers = [statement.value]\n      }\n'
        "    }\n  }\n}\n"
    )
    mended(tmp_path, {"main.tf": attached("data.aws_iam_policy_document.d.json") + block}, "S3L201")
    assert '    }\n  }\n\n  statement {\n    sid       = "DenyPlainHttp"\n' in (tmp_path / "main.tf").read_text()


@pytest.mark.parametrize("statements", [[STATEMENT], STATEMENT], ids=["a list", "one statement"])
@pytest.mark.parametrize("style", [{"separators": (",", ":")}, {}], ids=["minified", "spaced"])
def test_a_policy_in_a_string_gets_a_statement(statements: object, style: dict[str, object], tmp_path: Path) -> None:
    policy = json.dumps({"Statement": statements}, **style)  # type: ignore[arg-type]
    in_json = {
        "resource": {
            "aws_s3_bucket": {"b": {"bucket": "acme-b"}},
            "aws_s3_bucket_policy": {"b": {"bucket": "${aws_s3_bucket.b.id}", "policy": policy}},
        }
    }
    files = {"a/main.tf": attached(json.dumps(policy)), "b/main.tf.json": json.dumps(in_json, indent=2)}
    done = mended(tmp_path, files, "S3L201")
    assert not reasons(done)
    made = json.loads((tmp_path / "b/main.tf.json").read_text())["resource"]["aws_s3_bucket_policy"]["b"]["policy"]
    assert [one.get("Sid") for one in json.loads(made)["Statement"]] == [None, "DenyPlainHttp"]
    assert json.dumps(made)[1:-1] in (tmp_path / "a/main.tf").read_text()


@pytest.mark.parametrize("is_list", [True, False])
def test_a_document_in_json_gets_a_statement(is_list: bool, tmp_path: Path) -> None:
    said = {
        "actions": ["s3:GetObject"],
        "resources": ["${aws_s3_bucket.b.arn}/*"],
        "principals": {"type": "AWS", "identifiers": ["111122223333"]},
    }
    policy = {"bucket": "${aws_s3_bucket.b.id}", "policy": "${data.aws_iam_policy_document.d.json}"}
    before = {
        "resource": {"aws_s3_bucket": {"b": {"bucket": "acme-b"}}, "aws_s3_bucket_policy": {"b": policy}},
        "data": {"aws_iam_policy_document": {"d": {"statement": [said] if is_list else said}}},
    }
    done = mended(tmp_path, {"main.tf.json": json.dumps(before, indent=2)}, "S3L201")
    made = json.loads((tmp_path / "main.tf.json").read_text())["data"]["aws_iam_policy_document"]["d"]["statement"]
    assert not reasons(done) and [one.get("sid") for one in made] == [None, "DenyPlainHttp"]

"""The law of edits, for generated configurations: files stay readable, comments stay, a second run changes nothing."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from s3lint.checks import ALL, Outcome
from s3lint.engine import Request
from s3lint.engine.run.session import Session
from tests.fix.mending import mended, written

CODES = sorted(check.code for check in ALL if check.safety.level != "none")
MANY = st.lists(st.sampled_from(CODES), min_size=1, max_size=6, unique=True)
SOMETIMES = st.sampled_from([None, True, False])

BESIDE = {
    "versioning": "  versioning_configuration {{\n    status = {word} # versions\n  }}\n",
    "public_access_block": "  # the block\n  block_public_acls = {flag}\n  ignore_public_acls = true\n",
    "ownership_controls": '  rule {{\n    object_ownership = "BucketOwnerPreferred"\n  }}\n',
    "acl": '  acl = "private"\n',
    "server_side_encryption_configuration": (
        '  rule {{\n    apply_server_side_encryption_by_default {{ sse_algorithm = "aws:kms" }}\n  }}\n'
    ),
    "policy": (
        '  policy = jsonencode({{\n    Statement = [{{ Effect = "Allow", Principal = {{ AWS = "111122223333" }},'
        ' Action = "s3:GetObject", Resource = "${{aws_s3_bucket.b.arn}}/*" }}] # all of it\n  }})\n'
    ),
}


@st.composite
def terraform(draw: st.DrawFn) -> dict[str, bytes]:
    """A bucket with some of its controls, in some way of writing."""
    lines = ['# a bucket\nresource "aws_s3_bucket" "b" {\n  bucket = "acme-b" # its name\n']
    lines.append(
        draw(st.sampled_from(["", "  force_destroy = true\n", "  count = 1\n", '  tags = {\n    a = "b"\n  }\n']))
    )
    lines.append("}\n")
    counted = "count" in lines[1]
    for name in draw(st.lists(st.sampled_from(sorted(BESIDE)), unique=True)):
        body = BESIDE[name].format(
            word=draw(st.sampled_from(['"Suspended"', '"Enabled"', "var.word"])),
            flag=draw(st.sampled_from(["true", "false", "var.flag"])),
        )
        reference = "aws_s3_bucket.b[0]" if counted else "aws_s3_bucket.b"
        body = body.replace("aws_s3_bucket.b", reference)
        lines.append(f'\nresource "aws_s3_bucket_{name}" "b" {{\n  bucket = {reference}.id\n{body}}}\n')
    lines.append(
        '\nvariable "word" {\n  default = "Suspended" # for now\n}\n\nvariable "flag" {\n  default = false\n}\n'
    )
    return {"main.tf": in_some_way(draw, "".join(lines))}


@st.composite
def template(draw: st.DrawFn) -> dict[str, bytes]:
    """The same as a template."""
    properties: dict[str, Any] = {"BucketName": "acme-b"}
    if status := draw(st.sampled_from([None, "Enabled", "Suspended"])):
        properties["VersioningConfiguration"] = {"Status": status}
    if (flag := draw(SOMETIMES)) is not None:
        properties["PublicAccessBlockConfiguration"] = {"BlockPublicAcls": flag}
    if draw(st.booleans()):
        properties["BucketEncryption"] = {
            "ServerSideEncryptionConfiguration": [{"ServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms"}}]
        }
    resources: dict[str, Any] = {"B": {"Type": "AWS::S3::Bucket", "Properties": properties}}
    if draw(st.booleans()):
        statement = {"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "s3:GetObject", "Resource": "*"}
        document = {"Statement": [statement | {"Resource": {"Fn::Sub": "${B.Arn}/*"}}]}
        policy = {"Bucket": {"Ref": "B"}, "PolicyDocument": document}
        resources["P"] = {"Type": "AWS::S3::BucketPolicy", "Properties": policy}
    if draw(st.booleans()):
        style = draw(st.sampled_from([{"indent": 2}, {"indent": 4}, {"separators": (",", ":")}, {}]))
        return {"t.json": in_some_way(draw, json.dumps({"Resources": resources}, **style))}
    return {"t.yaml": in_some_way(draw, "# a template\n" + yaml({"Resources": resources}) + "# the end\n")}


def yaml(data: dict[str, Any], indent: str = "") -> str:
    """Data in block style, lists in flow style, a comment behind each text."""
    lines = []
    for key, value in data.items():
        if isinstance(value, dict):
            lines.append(f"{indent}{key}:\n{yaml(value, indent + '  ')}")
        elif isinstance(value, str):
            lines.append(f"{indent}{key}: {value} # {key}\n")
        else:
            lines.append(f"{indent}{key}: {json.dumps(value)}\n")
    return "".join(lines)


def in_some_way(draw: st.DrawFn, text: str) -> bytes:
    text = draw(st.sampled_from(["", "\ufeff"])) + text
    text = draw(st.sampled_from([text, text.rstrip("\n")]))
    return draw(st.sampled_from([text, text.replace("\n", "\r\n")])).encode()


def comments(text: str) -> list[str]:
    return [line.partition("#")[2].strip() for line in text.splitlines() if "#" in line]


def said(folder: Path) -> tuple[set[tuple[str, str]], list[str]]:
    """What fails, and what is said of how the files were read."""
    request = Request((".",), folder, options={"select": ["ALL"], "show": ["fail"]}, jobs=1)
    report = Session().analyse(request).report
    return {(f.code, f.resource) for f in report.findings if f.verdict is Outcome.FAIL}, [
        f"{d.code} {d.message}" for d in report.diagnostics
    ]


@pytest.mark.slow
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(terraform(), template()), MANY, st.booleans())
def test_edits_keep_the_law(files: dict[str, bytes], codes: list[str], unsafe: bool) -> None:
    with TemporaryDirectory() as temporary:
        folder = written(Path(temporary).resolve(), files)
        _, before = said(folder)
        done = mended(folder, files, *codes, unsafe=unsafe)
        failing, after = said(folder)
        assert after == before
        mended_keys = {(f.code, f.resource) for one in done.made for f in one.findings}
        assert not mended_keys & failing
        for name, data in files.items():
            text = (folder / name).read_bytes().decode()
            kept = [c for c in comments(data.decode()) if c not in comments(text)]
            assert not kept or any("remove" in one.change.title for one in done.made)
            assert ("\r\n" in text) == (b"\r\n" in data) and text.count("\n") - text.count("\r\n") in (
                0,
                text.count("\n"),
            )
            assert text.startswith("\ufeff") == data.startswith("\ufeff".encode())
            assert text.endswith("\n") == data.endswith(b"\n")

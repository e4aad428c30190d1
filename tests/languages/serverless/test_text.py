"""Variables in a text: what is one, and what it tries."""

from __future__ import annotations

import pytest

from s3lint.languages.serverless.text import Address, Literal, Variable, fallbacks, pieces


@pytest.mark.parametrize(
    "text",
    [
        "",
        "plain",
        "${AWS::Region}",
        "arn:aws:s3:::${Bucket}/${Bucket.Arn}",
        "${!Literal}",
        "${}",
        "${self:custom.x",  # never closed
        "$ {self:x}",
    ],
)
def test_what_is_no_variable(text: str) -> None:
    assert list(pieces(text)) == ([text] if text else [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("${self:custom.x}", [Variable("self:custom.x")]),
        ("a-${opt:stage, 'dev'}-b", ["a-", Variable("opt:stage, 'dev'"), "-b"]),
        ("${file(x.yml)}${env:A}", [Variable("file(x.yml)"), Variable("env:A")]),
        ("${self:custom.${opt:stage}.x}", [Variable("self:custom.${opt:stage}.x")]),
        ("${AWS::Region}-${sls:stage}", ["${AWS::Region}-", Variable("sls:stage")]),
        ("${account:/app/name}", [Variable("account:/app/name")]),
    ],
)
def test_pieces(text: str, expected: list[object]) -> None:
    assert list(pieces(text)) == expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("self:custom.x", [Address("self", None, "custom.x")]),
        ("self:", [Address("self", None, "")]),
        ("opt:stage, self:provider.stage, 'dev'", [("opt", "stage"), ("self", "provider.stage"), Literal("dev")]),
        ('opt:x, "a, b"', [("opt", "x"), Literal("a, b")]),
        ("opt:x, true", [("opt", "x"), Literal(True)]),
        ("opt:x, null", [("opt", "x"), Literal(None)]),
        ("opt:x, 30", [("opt", "x"), Literal(30)]),
        ("opt:x, -1.5", [("opt", "x"), Literal(-1.5)]),
        ("file(a,b.yml):c.d", [Address("file", "a,b.yml", "c.d")]),
        ("ssm(eu-west-1, raw):/a/b", [Address("ssm", "eu-west-1, raw", "/a/b")]),
        ("opt:x, ?", [("opt", "x"), None]),
    ],
)
def test_fallbacks(content: str, expected: list[object]) -> None:
    wanted = [Address(way[0], None, way[1]) if isinstance(way, tuple) else way for way in expected]
    assert list(fallbacks(content)) == wanted


@pytest.mark.parametrize("text", ["file(x.yml):a", "file(x.yml)", "self:a", "self"])
def test_an_address_as_it_is_written(text: str) -> None:
    (way,) = fallbacks(text)
    assert str(way) == (text if text != "self" else "self:")

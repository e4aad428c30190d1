"""Configuration in JSON syntax."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s3lint.languages.terraform.syntax import nodes, read_json, read_values_json
from s3lint.source import Source
from tests.support.laws import examples

TEXT = r"""{
  "//": "a comment",
  "resource": {
    "aws_s3_bucket": {
      "logs": {"bucket": "x-${var.name}", "//": "why", "n": [1, 1.5, true, null]},
      "many": [{"bucket": "one"}, {"bucket": "two"}]
    }
  },
  "variable": {"v": {"type": "list(string)", "default": "${not_a_template"}},
  "locals": {"json": "${jsonencode({\"a\" = var.b})}", "back\\slash": "a\\n%%{b}"},
  "resource": {"aws_s3_bucket": {"again": {"bucket": "kept"}}}
}
"""


def test_blocks_are_found_where_they_stand() -> None:
    source = Source("main.tf.json", TEXT)
    file = read_json(source)
    assert file.diagnostics == []
    assert [(b.type, b.labels, b.header.text) for b in file.blocks] == [
        ("resource", ("aws_s3_bucket", "logs"), '"logs"'),
        ("resource", ("aws_s3_bucket", "many"), '"many"'),
        ("resource", ("aws_s3_bucket", "many"), '"many"'),
        ("variable", ("v",), '"v"'),
        ("locals", (), '"locals"'),
        ("resource", ("aws_s3_bucket", "again"), '"again"'),
    ]
    assert file.blocks[0].attribute_names() == ["bucket", "n"]
    name = file.blocks[0].body().attributes["bucket"].expression
    assert isinstance(name, nodes.Template)
    assert source.text[name.start : name.end] == '"x-${var.name}"'
    default = file.blocks[3].attribute("default")
    assert default is not None and isinstance(default.expression, nodes.Literal)
    assert default.expression.data == "${not_a_template"


def test_a_template_behind_escapes_keeps_its_places() -> None:
    source = Source("main.tf.json", TEXT)
    attribute = read_json(source).blocks[4].attribute("json")
    assert attribute is not None and isinstance(attribute.expression, nodes.Wrapped)
    call = attribute.expression.expression
    assert isinstance(call, nodes.FunctionCall)
    (argument,) = call.arguments
    assert source.text[argument.start : argument.end] == r"{\"a\" = var.b}"


def test_backslashes_are_json_s_alone() -> None:
    attribute = read_json(Source("m.tf.json", TEXT)).blocks[4].attribute("back\\slash")
    assert attribute is not None and isinstance(attribute.expression, nodes.Literal)
    assert attribute.expression.data == "a\\n%{b}"


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        ('{\n"a":', "unexpected end", 2),
        ("[[[", "unexpected end", 1),
        ('{"resource": 1}', "expected an object", 1),
        ("1", "expected an object", 1),
        ('{"a": {},}', "a comma before `}`", 1),
        ("{'a': 1}", "unexpected `'a': 1}`", 1),
        ('{"a" 1}', "expected `:`, found `1`", 1),
        ('{"a": {}} x', "expected the end, found more text", 1),
        ("[" * 5000, "nested more than 120 levels deep", 1),
    ],
)
def test_broken_json_is_said(text: str, message: str, line: int) -> None:
    (said,) = read_json(Source("m.tf.json", text)).diagnostics
    assert (said.message, said.location.line) == (message, line)


def test_an_error_in_one_attribute_is_said_by_its_block() -> None:
    text = '{"resource": {"a": {"b": {"x": "${", "y": "ok"}, "c": {"z": "1"}}}}'
    bad, good = read_json(Source("m.tf.json", text)).blocks
    assert list(bad.body().attributes) == ["y"] and bad.broken
    assert not good.broken


def test_values_in_json_are_plain() -> None:
    body = read_values_json(Source("terraform.tfvars.json", '{"a": "${x}", "b": {"c": [1]}}'))
    made = body.attributes["a"].expression
    assert isinstance(made, nodes.Literal) and made.data == "${x}"
    assert read_values_json(Source("x.tfvars.json", "[]")).diagnostics


@examples(100)
@given(st.text(alphabet=st.sampled_from(list('{}[]":,\\ u0d8resourc$%~1.e-\n')), max_size=80))
def test_no_text_makes_it_fail(text: str) -> None:
    for whole in (text, '{"resource": {"a": {"b": {"c": ' + text + "}}}}", '{"locals": {"c": "' + text + '"}}'):
        for block in read_json(Source("m.tf.json", whole)).blocks:
            for attribute in block.body().attributes.values():
                assert 0 <= attribute.start < attribute.end <= len(whole)
        read_values_json(Source("m.tfvars.json", whole))

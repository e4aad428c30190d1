"""Terraform's native syntax: constructs, places, recovery, comments, values files."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s3lint.languages.terraform.syntax import (
    SyntaxProblem,
    comments,
    nodes,
    parse_expression,
    parse_template,
    read_file,
    read_values,
)
from s3lint.record import Struct, fields
from s3lint.source import Source
from tests.support.laws import examples


def shape(node: Any) -> Any:
    """A tree without its places, as tuples that can be compared and read."""
    if isinstance(node, list | tuple):
        return tuple(shape(item) for item in node)
    if not isinstance(node, Struct):
        return node
    if isinstance(node, nodes.Literal):
        return node.data
    if isinstance(node, nodes.Variable):
        return f"<{node.name}>"
    hidden = {"start", "end", "name_end", "header_end"}
    taken = [getattr(node, name) for name in fields(type(node)) if name not in hidden]
    return (type(node).__name__, *map(shape, taken))


def walk(node: Any) -> Iterator[nodes.Node]:
    if isinstance(node, list | tuple):
        for item in node:
            yield from walk(item)
    elif isinstance(node, dict):
        yield from walk(list(node.values()))
    elif isinstance(node, nodes.Node):
        yield node
        for name in fields(type(node)):
            yield from walk(getattr(node, name))


def expression(text: str) -> nodes.Expression:
    return parse_expression(Source("x.tf", text), 0, len(text))


def value(text: str) -> Any:
    return shape(expression(text))


EACH = ("Each",)
EXPRESSIONS = {
    "1 + 2 * 3": ("Binary", "+", 1, ("Binary", "*", 2, 3)),
    "1 - 2 - 3": ("Binary", "-", ("Binary", "-", 1, 2), 3),
    "a || b && c == d": ("Binary", "||", "<a>", ("Binary", "&&", "<b>", ("Binary", "==", "<c>", "<d>"))),
    "x -15": ("Binary", "-", "<x>", 15),
    "x-15": "<x-15>",
    "a[n -10]": ("Index", "<a>", ("Binary", "-", "<n>", 10), False),
    "5 -1.5": ("Binary", "-", 5, Decimal("1.5")),
    "-x.y": ("Unary", "-", ("GetAttribute", "<x>", "y")),
    "--x": ("Unary", "-", ("Unary", "-", "<x>")),
    "-!x": ("Unary", "-", ("Unary", "!", "<x>")),
    "!!x": ("Unary", "!", ("Unary", "!", "<x>")),
    "!a == b": ("Binary", "==", ("Unary", "!", "<a>"), "<b>"),
    "- /* a-b! */ x": ("Unary", "-", "<x>"),
    "c ? a::f(1) : 2": ("Conditional", "<c>", ("FunctionCall", "a::f", (1,), False), 2),
    "provider::aws::arn_parse(x)": ("FunctionCall", "provider::aws::arn_parse", ("<x>",), False),
    "f(a, b...)": ("FunctionCall", "f", ("<a>", "<b>"), True),
    "f(\na,\nb,\n)": ("FunctionCall", "f", ("<a>", "<b>"), False),
    "a.b[0].c": ("GetAttribute", ("Index", ("GetAttribute", "<a>", "b"), 0, False), "c"),
    "a.0.1": ("Index", ("Index", "<a>", 0, True), 1, True),
    "a[*].b[0]": ("Splat", "<a>", ("Index", ("GetAttribute", EACH, "b"), 0, False), True),
    "a.*.b[0]": ("Index", ("Splat", "<a>", ("GetAttribute", EACH, "b"), False), 0, False),
    "(a[*].b)[0]": ("Index", ("Parentheses", ("Splat", "<a>", ("GetAttribute", EACH, "b"), True)), 0, False),
    "a[*].b[*].c": (
        "Splat", "<a>", ("Splat", ("GetAttribute", EACH, "b"), ("GetAttribute", EACH, "c"), True), True,
    ),
    "x[ * ].y": ("Splat", "<x>", ("GetAttribute", EACH, "y"), True),
    "[1, 2,\n]": ("TupleConstructor", (1, 2)),
    '{ a = 1, "b" : 2, (c) = 3 }': (
        "ObjectConstructor",
        (("ObjectItem", "a", 1), ("ObjectItem", "b", 2), ("ObjectItem", ("Parentheses", "<c>"), 3)),
    ),
    "{\n null = 1\n in = 2\n if : 3\n}": (
        "ObjectConstructor", (("ObjectItem", "null", 1), ("ObjectItem", "in", 2), ("ObjectItem", "if", 3)),
    ),
    "[for x in y : x if x != 1]": ("ForTuple", None, "x", "<y>", "<x>", ("Binary", "!=", "<x>", 1)),
    "{ for k, v in m :\n k => v... if k }": ("ForObject", "k", "v", "<m>", "<k>", "<v>", "<k>", True),
    "{for x in y : x\n => x}": ("ForObject", None, "x", "<y>", "<x>", "<x>", None, False),
    "[for k,\n v in x : { a = v } if v]": (
        "ForTuple", "k", "v", "<x>", ("ObjectConstructor", (("ObjectItem", "a", "<v>"),)), "<v>",
    ),
    "(1 # one\n - 2)": ("Parentheses", ("Binary", "-", 1, 2)),
    "(x\n .y)": ("Parentheses", ("GetAttribute", "<x>", "y")),
    '"${\n x}"': ("Wrapped", "<x>"),
    '"${ /* c */ x }"': ("Wrapped", "<x>"),
    '"a ${~ x ~} b"': ("Template", ("a", ("Interpolation", "<x>"), "b")),
    '"$${x} %%{y} $ % $$"': "${x} %{y} $ % $$",
    '"$${x"': "${x",
    r'"\"\\\n\t\u00e9\U0001F600"': '"\\\n\té\U0001f600',
    '"${"nested ${deep["a"]}"}"': (
        "Wrapped", ("Template", ("nested ", ("Interpolation", ("Index", "<deep>", "a", False)))),
    ),
    '"%{ if a }b%{ else }c%{ endif }"': (
        "Template", (("IfDirective", "<a>", ("Template", ("b",)), ("Template", ("c",))),),
    ),
    '"%{ for k, v in m }${v}%{ endfor }"': (
        "Template", (("ForDirective", "k", "v", "<m>", ("Template", (("Interpolation", "<v>"),))),),
    ),
    "true": True, "null": None, "007": 7, "1e3": Decimal("1e3"), "é": "<é>",
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), EXPRESSIONS.items(), ids=list(EXPRESSIONS))
def test_an_expression_becomes_its_tree(text: str, expected: Any) -> None:
    assert value(text) == expected


HEREDOCS = {
    "<<E\nx\nE\n": "x\n",
    "<<E\nE\n": "",
    "<<_É\nx\n_É\n": "x\n",
    "<<E\nx\n  E \t\n": "x\n",
    "<<E\r\nx\r\nE \r\n": "x\r\n",
    "<<E\n a \\n \"b\"\nE\n": ' a \\n "b"\n',
    "<<-E\n    a\n\n      b\n  E\n": "a\n\n  b\n",
    "<<-E\n\ta\n\t\tb\nE\n": "a\n\tb\n",
    "<<E\n${x +\nE\n}\nE\n": ("Template", (("Interpolation", ("Binary", "+", "<x>", "<E>")), "\n")),
    "<<E\n${<<E\ninner\nE\n}\nE\n": ("Template", (("Interpolation", "inner\n"), "\n")),
    "<<E\na ${x}\nE\n": ("Template", ("a ", ("Interpolation", "<x>"), "\n")),
    "<<-E\n    a\n  ${x}\n  E\n": ("Template", ("  a\n", ("Interpolation", "<x>"), "\n")),
    "<<-E\n    a\n${x}\n  E\n": ("Template", ("    a\n", ("Interpolation", "<x>"), "\n")),
    "<<E\n%{ for a in b ~}\n  ${a}\n%{ endfor ~}\nE\n": (
        "Template", (("ForDirective", None, "a", "<b>", ("Template", ("  ", ("Interpolation", "<a>"), "\n"))), ""),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), HEREDOCS.items(), ids=[repr(h) for h in HEREDOCS])
def test_a_heredoc_becomes_its_text(text: str, expected: Any) -> None:
    assert value(text) == expected


def test_a_template_of_its_own_knows_no_backslashes_and_may_hold_quotes() -> None:
    text = 'a\\n"${x}"\n'
    assert shape(parse_template(Source("t", text), 0, len(text))) == (
        "Template", ('a\\n"', ("Interpolation", "<x>"), '"\n'),
    )  # fmt: skip
    assert shape(parse_template(Source("t", ""), 0, 0)) == ""
    assert shape(parse_template(Source("t", "${x}"), 0, 4)) == ("Wrapped", "<x>")


@pytest.mark.parametrize(
    ("text", "message", "at"),
    [
        ("1 +", "expected an expression, found the end", 3),
        ("f(1", "`(` is not closed", 1),
        ("[1)", "expected the end of `[`, found `)`", 2),
        ('"a', "the string is not closed on its line", 0),
        ("<<E\nx\n", "the heredoc is not closed by `E`", 0),
        ('"%{ if a }x"', "`%{ if }` has no `%{ endif }`", 1),
        ('"%{ endfor }"', "`%{ endfor }` belongs to no `%{ for }`", 1),
        ("a ; b", "unexpected character ';'", 2),
        ("1 /* x", "the comment is not closed", 2),
        ("a b", "expected `)` or a new line, found `b`", 2),
    ],
)
def test_a_problem_says_what_and_where(text: str, message: str, at: int) -> None:
    with pytest.raises(SyntaxProblem) as caught:
        expression(text)
    assert (caught.value.message, caught.value.start) == (message, at)


FILE = """\ufeff# top
resource "aws_s3_bucket" /* between */ "logs" { // one
  bucket = "x-${join("", ["}", "{"])}" # two
  tags   = {
    a = <<-E
      } "
    E
  }
  dynamic "rule" {
    for_each = [1] /* three */
    content {}
  }
}
locals { a = 1 }
variable x {}
"""


def test_a_file_is_split_into_blocks_with_their_places() -> None:
    source = Source("main.tf", FILE)
    file = read_file(source)
    assert file.diagnostics == []
    assert [(b.type, b.labels, b.span.line) for b in file.blocks] == [
        ("resource", ("aws_s3_bucket", "logs"), 2),
        ("locals", (), 14),
        ("variable", ("x",), 15),
    ]
    bucket = file.blocks[0]
    assert bucket.header.text == 'resource "aws_s3_bucket" /* between */ "logs"'
    assert bucket.span.text.endswith("}\n}")
    assert bucket.attribute_names() == ["bucket", "tags"]
    body = bucket.body()
    assert [(b.type, b.labels) for b in body.blocks] == [("dynamic", ("rule",))]
    assert source.text[body.blocks[0].start : body.blocks[0].header_end] == 'dynamic "rule"'
    place = body.attributes["bucket"]
    assert source.text[place.start : place.name_end] == "bucket"
    assert source.text[place.expression.start : place.expression.end] == '"x-${join("", ["}", "{"])}"'


def test_one_attribute_is_parsed_without_the_others() -> None:
    block = read_file(Source("a.tf", "locals {\n  a = [\n 1 ]\n  b = = 2\n  c = a # x\n}")).blocks[0]
    assert block.attribute_names() == ["a", "b", "c"]
    found = block.attribute("a")
    assert found is not None and shape(found.expression) == ("TupleConstructor", (1,))
    assert not block.broken
    assert block.attribute("b") is None
    assert [d.code for d in block.diagnostics] == ["S3L901"]
    assert block.attribute("nothing") is None


@pytest.mark.parametrize("text", EXPRESSIONS)
def test_every_node_points_into_the_text_of_its_parent(text: str) -> None:
    def check(node: nodes.Node) -> None:
        for inner in walk([getattr(node, name) for name in fields(type(node))]):
            assert node.start <= inner.start <= inner.end <= node.end
            check(inner)

    root = expression(text)
    assert 0 <= root.start < root.end <= len(text)
    check(root)


GOOD = 'resource "aws_s3_bucket" "good" {\n  bucket = "b"\n}\n'


@pytest.mark.parametrize(
    "bad",
    [
        'resource "a" "bad" {\n  a = = 1\n}\n',
        'resource "a" "bad" {\n  a = {\n}\n',
        'resource "a" "bad" {\n  a = <<EOT\n}\n',
        'resource "a" "bad" {\n  a = "x\n}\n',
        'resource "a" "bad" {\n  a = "${x\n}\n',
        'resource "a" "bad" {\n  a = (1\n}\n',
        'resource "a" "bad" {\n  a = ]\n}\n',
        "} stray\n",
        'resource "a" "bad"\n{\n}\n',
        "a = 1\n",
        "???\n",
    ],
)
def test_an_error_loses_its_own_block_alone(bad: str) -> None:
    file = read_file(Source("a.tf", GOOD + bad + GOOD))
    whole = [b for b in file.blocks if b.labels[-1:] == ("good",)]
    assert len(whole) == 2
    assert all(list(b.body().attributes) == ["bucket"] and not b.broken for b in whole)
    for block in file.blocks:
        block.body()
    said = file.diagnostics + [d for b in file.blocks for d in b.diagnostics]
    assert {d.code for d in said} <= {"S3L901", "S3L907"} and said
    assert said[0].location.line >= 4


def test_comments_are_found_with_their_places() -> None:
    found = comments(Source("main.tf", FILE))
    assert [(c.text, c.alone, c.span.line) for c in found] == [
        ("top", True, 1), ("between", False, 2), ("one", False, 2), ("two", False, 3), ("three", False, 10),
    ]  # fmt: skip
    assert found[2].span.text == "// one"


def test_comments_after_an_error_are_found() -> None:
    text = 'a = "x\n# s3lint:ignore\nb = "#no"\n/* two\n lines */ c = 1\n'
    assert [c.text for c in comments(Source("a.tf", text))] == ["s3lint:ignore", "two\n lines"]


def test_values_that_cannot_be_read_leave_the_others() -> None:
    body = read_values(Source("terraform.tfvars", 'a = 1\nb = {\n x = 2 }\nc = ]\nd = "x" # y\n'))
    assert list(body.attributes) == ["a", "b", "d"]
    assert [(d.code, d.location.line) for d in body.diagnostics] == [("S3L901", 4)]


HOSTILE = {
    "parentheses": "x = " + "(" * 50_000 + ")" * 50_000,
    "objects": "x = " + "{a=" * 50_000 + "}" * 50_000,
    "templates": "x = " + '"${' * 50_000 + '}"' * 50_000,
    "unary": "x = " + "-" * 100_000 + "1",
    "splats": "x = a" + "[*]" * 50_000,
    "directives": 'x = "' + "%{if a}" * 5_000 + "%{endif}" * 5_000 + '"',
    "blocks": "a {\n" * 20_000 + "}\n" * 20_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_nesting_is_bounded(name: str) -> None:
    file = read_file(Source("a.tf", 'resource "a" "b" {\n' + HOSTILE[name] + "\n}\n"))
    for block in file.blocks:
        block.body()
    said = file.diagnostics + [d for b in file.blocks for d in b.diagnostics]
    assert [d.code for d in said] in (["S3L905"], ["S3L901"])


LOST = {
    "heredocs": 'resource "a" "b" {\n  x = <<EOT\n',
    "blocks": 'resource "a" "b" {\n',
    "strings": 'resource "a" "b" {\n x = "\n',
    "comments": 'resource "a" "b" {\n/*',
}


@pytest.mark.parametrize("name", LOST)
def test_thousands_of_open_things_are_read_in_linear_time(name: str) -> None:
    text = LOST[name] * 10_000
    file = read_file(Source("a.tf", text))
    assert file.blocks == []
    assert 1 <= len(file.diagnostics) <= 100
    assert comments(Source("a.tf", text)) == []


@examples(150)
@given(st.text(alphabet=st.sampled_from(list("abE_ \n\t\r\"'{}()[]<>-!=?:.,*/#$%~\\01é\ufeff\x00")), max_size=60))
def test_no_text_makes_it_fail(text: str) -> None:
    for whole in (text, f"a b {{\n x = {text}\n}}\n"):
        source = Source("a.tf", whole)
        for block in read_file(source).blocks:
            block.attribute_names()
            for node in walk(block.body()):
                assert 0 <= node.start <= node.end <= len(whole)
        comments(source)
        read_values(source)
    for parse in (parse_expression, parse_template):
        try:
            parse(Source("a.tf", text), 0, len(text))
        except SyntaxProblem as problem:
            assert problem.message


@pytest.mark.parametrize("seed", range(3))
def test_a_mutated_file_is_read_or_said_to_be_broken(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(150):
        at = chance.randrange(len(FILE))
        junk = "".join(chance.choices('{}()"$%<~\n#/*E-', k=chance.randrange(4)))
        text = FILE[:at] + junk + FILE[at + chance.randrange(6) :]
        for block in read_file(Source("a.tf", text)).blocks:
            block.attribute_names()
            block.body()


TERRAFORM = shutil.which("terraform")


@pytest.mark.process
@pytest.mark.oracle
@pytest.mark.skipif(TERRAFORM is None, reason="terraform is not installed")
def test_what_terraform_reads_is_read(tmp_path: Path) -> None:
    # two legacy indexes in a row are taken here, and by no Terraform
    texts = [text for text in [*EXPRESSIONS, *HEREDOCS] if text != "a.0.1"]
    lines = [f"  a{i} = {text.rstrip()}" for i, text in enumerate(texts)]
    (tmp_path / "main.tf").write_text("locals {\n" + "\n".join(lines) + "\n}\n" + FILE[1:], newline="")
    command = [str(TERRAFORM), "fmt", "-check", "-write=false", "-list=false", "-no-color", str(tmp_path)]
    environment = {**os.environ, "TF_CLI_CONFIG_FILE": os.devnull}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=60)
    assert "Error" not in done.stderr, done.stderr
    file = read_file(Source("main.tf", (tmp_path / "main.tf").read_bytes().decode()))
    assert len(file.blocks[0].body().attributes) == len(lines)
    assert not file.diagnostics and not file.blocks[0].broken

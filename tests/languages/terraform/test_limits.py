"""Hostile expressions end soon, as unknown, and say so once."""

from __future__ import annotations

import time

import pytest

from s3lint.languages.terraform.evaluate import evaluate
from s3lint.languages.terraform.syntax import nodes, parse_expression
from s3lint.values import Unknown
from tests.languages.terraform.scope import Scope, is_error, value_of

TOO_MUCH = [
    "setproduct(range(1000), range(1000), range(1000))",
    "[for a in range(1000) : [for b in range(1000) : [for c in range(1000) : a]]]",
    'join("", [for a in range(1000) : join("", [for b in range(1000) : "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"])])',
    '"%{ for a in range(1000) }%{ for b in range(1000) }%{ for c in range(1000) }x%{ endfor }%{ endfor }%{ endfor }"',
    "1e999999999",
    "9" * 100_000,
    'format("%9999999s", "a")',
    'format("%.9999999f", 1)',
    'indent(100000000, "a\\nb")',
    'replace(replace(replace("aaaaaaaaaa", "a", "{0}"), "a", "{0}"), "a", "{0}")'.replace("{0}", "a" * 1000),
    'yamldecode("' + "[" * 5000 + '")',
    'yamldecode("a: &a [x,x,x,x,x,x,x,x,x]\\n'
    "b: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b]\\n"
    'd: &d [*c,*c,*c,*c,*c,*c,*c,*c]\\ne: [*d,*d,*d,*d,*d,*d,*d,*d]\\n")',
    "flatten([for a in range(1000) : range(1000)])",
    'merge([for a in range(1000) : { for b in range(1000) : "${a}-${b}" => 1 }]...)',
    "1/3" + "/3" * 3000,
    'parseint("' + "z" * 100_000 + '", 62)',
]


@pytest.mark.slow
@pytest.mark.parametrize("code", TOO_MUCH, ids=[code[:50] for code in TOO_MUCH])
def test_too_much_work_is_unknown(code: str, whole: bool) -> None:
    scope = Scope(code)
    if not whole:
        scope.budget.per_expression //= 10
    tree = parse_expression(scope.source, 0, len(code))
    began = time.process_time()
    value = evaluate(tree, scope)
    assert time.process_time() - began < 5
    assert isinstance(value, Unknown)
    assert value.reason.kind == "limit"
    assert [found.code for found in scope.budget.diagnostics] == ["S3L905"]


@pytest.mark.parametrize(
    "code", ["range(1e9)", 'jsondecode("' + "[" * 20_000 + '")', 'jsondecode("' + "1" * 5000 + '")']
)
def test_what_terraform_refuses_is_an_error(code: str) -> None:
    assert is_error(value_of(code))


def test_a_deep_tree_is_unknown() -> None:
    scope = Scope("1")
    tree: nodes.Expression = nodes.Literal(1, start=0, end=1)
    for _ in range(5000):
        tree = nodes.Parentheses(tree, start=0, end=1)
    value = evaluate(tree, scope)
    assert isinstance(value, Unknown)
    assert value.reason.kind == "limit"
    assert not isinstance(evaluate(nodes.Literal(1, start=0, end=1), scope), Unknown)


def test_a_limit_is_no_error_to_be_caught() -> None:
    assert value_of("try(range(1e9), 1)").data == 1  # type: ignore[attr-defined]
    value = value_of("try(setproduct(range(1000), range(1000)), 1)")
    assert isinstance(value, Unknown)
    assert value.reason.kind == "limit"


def test_long_chains_are_no_deep_ones() -> None:
    assert value_of("1" + " + 1" * 3000).data == 3001  # type: ignore[attr-defined]


def test_one_expression_does_not_take_the_work_of_all() -> None:
    code = "[for a in range(1000) : [for b in range(1000) : [for c in range(1000) : a]]]"
    scope = Scope(code)
    tree = parse_expression(scope.source, 0, len(code))
    evaluate(tree, scope)
    small = parse_expression(scope.source, len("[for a in "), len("[for a in range(1000)"))
    assert not isinstance(evaluate(small, scope), Unknown)
    assert len(scope.budget.diagnostics) == 1


FILES = {
    "a.txt": "hello\n",
    "t.tpl": "Hi ${name}%{ for x in xs } ${x}%{ endfor }",
    "sub/b.json": '{"k": 1}',
    "bin": "x",
}


def test_files_inside_the_tree_are_read() -> None:
    assert value_of('file("a.txt")', files=FILES).data == "hello\n"  # type: ignore[attr-defined]
    assert value_of('jsondecode(file("./sub/b.json")).k', files=FILES).data == 1  # type: ignore[attr-defined]
    assert value_of('fileexists("sub/../a.txt")', files=FILES).data is True  # type: ignore[attr-defined]
    assert is_error(value_of('fileexists("sub")', files=FILES))
    rendered = value_of('templatefile("t.tpl", { name = "Bo", xs = [1, 2] })', files=FILES)
    assert rendered.data == "Hi Bo 1 2"  # type: ignore[attr-defined]
    found = value_of('join(",", fileset(".", "**/*.{txt,json}"))', files=FILES)
    assert found.data == "a.txt,sub/b.json"  # type: ignore[attr-defined]


@pytest.mark.parametrize("path", ["../secret", "/etc/passwd", "~/x", "sub/../../secret", "no-such-file"])
def test_files_elsewhere_are_unknown(path: str) -> None:
    value = value_of(f'file("{path}")', files=FILES)
    assert isinstance(value, Unknown)
    assert value.reason.kind == "unread"
    assert path in value.reason.name


def test_a_template_sees_its_own_variables_alone() -> None:
    files = {"t.tpl": "${var.text}"}
    assert is_error(value_of('templatefile("t.tpl", {})', files=files))


def test_a_template_that_renders_itself_ends() -> None:
    value = value_of('templatefile("t.tpl", {})', files={"t.tpl": '${templatefile("t.tpl", {})}'})
    assert isinstance(value, Unknown)
    assert value.reason.kind in ("limit", "error")

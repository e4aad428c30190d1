"""What holds for every configuration, however it is written."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from s3lint.languages import terraform
from s3lint.source import MemoryTree, Span
from s3lint.values import Configuration, Mapping, OneOf, Scalar, Sequence, Text, Unknown, Value
from tests.support.laws import examples

EXPRESSIONS = (
    *('"n"', "null", "1", "true", "[]", '["x", "y"]', '{ a = "b" }', 'toset(["p"])'),
    *(
        "var.u",
        "var.d",
        "var.l",
        "local.a",
        "local.b",
        "local.none",
        "count.index",
        "each.key",
        "each.value",
        "self.id",
    ),
    *(
        "aws_s3_bucket.a",
        "aws_s3_bucket.a.id",
        "aws_s3_bucket.a[0].id",
        'aws_s3_bucket.b["x"].arn',
        "aws_s3_bucket.b[*].id",
    ),
    *("module.m", "module.m.id", "module.m[0].id", 'module.m["x"].id', "data.aws_iam_policy_document.d.json"),
    *(
        '"${var.u}-x"',
        'var.u == "x" ? 1 : 0',
        'var.u == "x" ? ["q"] : []',
        "length(var.l)",
        "{ for k in var.l : k => k }",
    ),
    *(
        "terraform.workspace",
        "path.module",
        "try(local.a, 1)",
        "jsonencode(local.b)",
        "range(1e9)",
        "((",
        '"${',
        "<<E\nx\n",
    ),
)
expression = st.sampled_from(EXPRESSIONS)
SOURCE = st.sampled_from(["./m", "./.", "x/y/z"])
META = st.sampled_from(["", "", "count = {}", "for_each = {}", "provider = aws.{}"])


@st.composite
def bodies(draw: st.DrawFn) -> str:
    """Arguments and blocks of a resource."""
    lines = [draw(META).replace("{}", draw(expression))]
    for name in draw(st.lists(st.sampled_from(["bucket", "policy", "acl", "tags"]), unique=True)):
        lines.append(f"{name} = {draw(expression)}")
    if draw(st.booleans()):
        lines.append(f"rule {{\n id = {draw(expression)}\n}}")
    if draw(st.booleans()):
        lines.append(f'dynamic "rule" {{\n for_each = {draw(expression)}\n content {{\n id = rule.value\n }}\n}}')
    return "\n".join(lines)


@st.composite
def modules(draw: st.DrawFn) -> str:
    """A module that holds some of everything."""
    call = draw(META).replace("{}", draw(expression))
    parts = [
        'variable "u" {}',
        f'variable "d" {{\n default = {draw(expression)}\n}}',
        'variable "l" {\n type = list(string)\n default = ["i", "j"]\n}',
        f"locals {{\n a = {draw(expression)}\n b = {draw(expression)}\n}}",
        f'resource "aws_s3_bucket" "a" {{\n{draw(bodies())}\n}}',
        f'resource "aws_s3_bucket" "b" {{\n{draw(bodies())}\n}}',
        f'data "aws_iam_policy_document" "d" {{\n statement {{\n actions = {draw(expression)}\n }}\n}}',
        f'module "m" {{\n source = "{draw(SOURCE)}"\n{call}\n u = {draw(expression)}\n}}',
        f'output "id" {{\n value = {draw(expression)}\n}}',
    ]
    return "\n".join(draw(st.permutations(parts)))


def spans(value: Value) -> Iterator[Span]:
    """Every place in a value."""
    yield from (span for span in (value.span, value.origin) if span is not None)
    inner: tuple[Value | None, ...] = ()
    if isinstance(value, Sequence):
        inner = value.items
    elif isinstance(value, Mapping):
        inner = tuple(value.entries.values())
        yield from value.keys.values()
    elif isinstance(value, OneOf):
        inner = tuple(choice.value for choice in value.choices)
    elif isinstance(value, Text):
        inner = (*(part for part in value.parts if isinstance(part, Unknown)), value.structure)
    elif isinstance(value, Scalar):
        inner = (value.structure,)
    for part in inner:
        if part is not None:
            yield from spans(part)


def described(configuration: Configuration) -> list[str]:
    """A configuration in words, for comparison."""
    return [f"{r.address} {r.exists.truth} {sorted(r.guard)} {sorted(r.body.entries)}" for r in configuration.resources]


@examples(60)
@given(modules(), modules())
def test_nothing_that_is_written_raises_and_every_place_is_real(root: str, child: str) -> None:
    files: dict[str, str | bytes] = {"main.tf": root, "m/main.tf": child}
    configuration = terraform.load(MemoryTree(files), ".")
    addresses = [r.address for r in configuration.resources]
    assert len(addresses) == len(set(addresses))
    for resource in configuration.resources:
        for span in spans(resource.body):
            assert span.path in files or span.path.startswith("--var")
            assert 0 <= span.start <= span.end <= len(span.source.text)
    again = terraform.load(MemoryTree(files), ".")
    assert described(again) == described(configuration)


@examples(100)
@given(st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from("abcd")), max_size=8))
def test_every_module_is_reached_from_some_root(calls: list[tuple[str, str]]) -> None:
    files: dict[str, str | bytes] = {f"{name}/own.tf": 'resource "aws_s3_bucket" "x" {}' for name in "abcd"}
    for index, (caller, target) in enumerate(calls):
        files[f"{caller}/call{index}.tf"] = f'module "m{index}" {{ source = "../{target}" }}'
    roots = terraform.find_roots(MemoryTree(files), list("abcd"))
    assert {folder for root in roots for folder in root.modules} == set("abcd")

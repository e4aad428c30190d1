"""Whether terragrunt runs a configuration at all: one that is excluded for certain it does not, nor one with an error.

https://docs.terragrunt.com/reference/hcl/blocks/#exclude
"""

from __future__ import annotations

from collections.abc import Iterator

from s3lint.languages.terraform.syntax import nodes
from s3lint.languages.terraform.types.inspect import unknowns
from s3lint.languages.terraform.types.problem import Problem
from s3lint.languages.terragrunt.config import Config
from s3lint.values import Value, text_of

_DEPLOYED = frozenset({"apply", "all", "all_except_output"})


def is_excluded(config: Config) -> bool:
    """Whether it is certain that it is never deployed."""
    block = config.layers.block("exclude")
    if block is None:
        skipped = config.main.document.content.arguments.get("skip")
        return skipped is not None and _is_true(skipped.expression)
    condition = block.nested.content.arguments.get("if")
    if condition is None or not _is_true(condition.expression):
        return False
    items = getattr(block.argument("actions"), "items", ())
    return any(text_of(item) in _DEPLOYED for item in items)


def is_rejected(config: Config) -> bool:
    """Whether something in it is an error where it lies. What others include may be one only there."""
    try:
        return any(reason.kind == "error" for value in _values(config) for reason in unknowns(value))
    except Problem:
        return True


def _values(config: Config) -> Iterator[Value]:
    yield config.main.locals()
    source, inputs = config.layers.terraform("source"), config.layers.merged("inputs")
    if source is not None:
        yield source[1].value(source[0])
    if inputs is not None:
        yield inputs


def _is_true(expression: nodes.Expression) -> bool:
    return isinstance(expression, nodes.Literal) and expression.data in (True, "true")

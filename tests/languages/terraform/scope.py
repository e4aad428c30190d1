"""A scope for tests of Terraform expressions: its roots are given as values."""

from __future__ import annotations

from collections.abc import Mapping as Names
from collections.abc import Sequence as Steps
from typing import Any

from s3lint.languages.terraform.evaluate import AttributeStep, Budget, FileAccess, Functions, Step, evaluate
from s3lint.languages.terraform.syntax import SyntaxProblem, parse_expression
from s3lint.languages.terraform.types.build import text, unknown
from s3lint.languages.terraform.types.kinds import BOOL, DYNAMIC, NUMBER, STRING, ListType, MapType, Type
from s3lint.source import MemoryTree, Source, Span
from s3lint.values import Identity, Mapping, OneOf, Reason, Scalar, Sequence, Text, Unknown, Value


def open_value(name: str, kind: Type = DYNAMIC) -> Unknown:
    return unknown(Reason("variable", name, "has no default"), kind)


def after_apply(address: str, attribute: str = "id") -> Unknown:
    made = unknown(Reason("after-apply", f"{address}.{attribute}", "is known after apply"), STRING)
    made.identity = Identity("aws_s3_bucket", address, attribute)
    return made


OPEN: dict[str, Value] = {
    "text": open_value("var.text", STRING),
    "flag": open_value("var.flag", BOOL),
    "count": open_value("var.count", NUMBER),
    "list": open_value("var.list", ListType(STRING)),
    "map": open_value("var.map", MapType(STRING)),
    "any": open_value("var.any"),
    "id": after_apply("aws_s3_bucket.a"),
}


class Scope:
    """`var.NAME` and `local.NAME` are the given values; nothing else is there."""

    def __init__(self, code: str, names: Names[str, Value] = OPEN, files: Names[str, str] | None = None) -> None:
        self.source = Source("main.tf", code)
        self.files = FileAccess(MemoryTree(dict(files or {})))
        self.budget = Budget()
        self.functions: Functions = {}
        self.names = names

    def resolve(self, name: str, steps: Steps[Step], span: Span) -> tuple[Value, int] | None:
        if name == "terraform":
            return text("default"), 1
        if name not in ("var", "local") or not steps or not isinstance(steps[0], AttributeStep):
            return None
        found = self.names.get(steps[0].name)
        return None if found is None else (found, 1)

    def qualify(self, text: str) -> str:
        return text


def value_of(code: str, names: Names[str, Value] = OPEN, files: Names[str, str] | None = None) -> Value:
    """The value of an expression; a syntax error counts as an error."""
    scope = Scope(code, names, files)
    try:
        tree = parse_expression(scope.source, 0, len(code))
    except SyntaxProblem as problem:
        return Unknown(Reason("error", "this expression", str(problem)))
    return evaluate(tree, scope)


def is_error(value: Value) -> bool:
    return isinstance(value, Unknown) and value.reason.kind == "error"


def is_open(value: Value) -> bool:
    """Whether it is unknown, in whole or in what makes it up."""
    return (isinstance(value, Unknown) and not is_error(value)) or isinstance(value, Text | OneOf)


def data_of(value: Value) -> Any:
    """Plain data; `...` stands for what is not known."""
    if isinstance(value, Scalar):
        return value.data
    if isinstance(value, Sequence):
        return [data_of(item) for item in value.items] + ([...] if value.open else [])
    if isinstance(value, Mapping):
        return {k: data_of(v) for k, v in value.entries.items()} | ({...: ...} if value.open else {})
    return ...


def options_of(code: str, names: Names[str, Value] = OPEN) -> dict[str, Any]:
    """What an undecided expression may be, by the answers that make it so."""
    value = value_of(code, names)
    assert isinstance(value, OneOf), value
    return {
        " ".join(f"{question}={answer}" for question, answer in sorted(option.guard)): data_of(
            option.value or Scalar(None)
        )
        for option in value.choices
    }

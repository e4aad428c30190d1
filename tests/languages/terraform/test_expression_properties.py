"""Laws of evaluation, over generated expressions; and the same expressions given to the terraform binary."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from s3lint.languages.terraform.functions.call import signatures
from s3lint.languages.terraform.functions.table import FUNCTIONS
from s3lint.values import OneOf, Scalar, Text, Value
from tests.languages.terraform.oracle import TERRAFORM, answers, exact, same
from tests.languages.terraform.scope import OPEN, data_of, is_error, is_open, value_of
from tests.support.laws import examples

NUMBERS = st.sampled_from(["0", "1", "2", "-1", "3.5", "10", "0.1", "1e3"])
STRINGS = st.sampled_from(['""', '"a"', '"b"', '"10"', '"true"', '"a-b"', '"é"', '"x/y"'])
ATOMS = st.one_of(NUMBERS, STRINGS, st.sampled_from(["true", "false", "null", "[]", "{}"]))
OPERATORS = st.sampled_from(["+", "-", "*", "/", "%", "==", "!=", "<", ">", "<=", ">=", "&&", "||"])
# those whose result hangs on more than their arguments, or where s3lint's bytes may differ
IMPURE = {
    "timestamp",
    "plantimestamp",
    "uuid",
    "bcrypt",
    "base64gzip",
    "abspath",
    "pathexpand",
    "rsadecrypt",
    "log",
    "pow",
}
OTHERS = {
    "base64gunzip",
    "cidrcontains",
    "urldecode",
    "convert",
    "templatestring",
    "templatefile",
    "fileset",
    "try",
    "can",
}
PURE = sorted(name for name in FUNCTIONS if name not in IMPURE | OTHERS and not name.startswith("file"))


def calls(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    def arguments(name: str) -> st.SearchStrategy[str]:
        signature = signatures()[name]
        least = len(signature.parameters)
        counts = st.integers(least, least + 2) if signature.variadic else st.just(least)
        lists = counts.flatmap(lambda count: st.lists(inner, min_size=count, max_size=count))
        return lists.map(lambda given: f"{name}({', '.join(given)})")

    return st.sampled_from(PURE).flatmap(arguments)


def larger(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]"),
        st.lists(inner, min_size=1, max_size=3).map(
            lambda items: "{ " + ", ".join(f"{name} = {item}" for name, item in zip("abc", items, strict=False)) + " }"
        ),
        st.tuples(inner, OPERATORS, inner).map(lambda parts: f"({' '.join(parts)})"),
        st.tuples(inner, inner, inner).map(lambda parts: "({} ? {} : {})".format(*parts)),
        inner.map(lambda part: f'"<${{{part}}}>"'),
        inner.map(lambda part: f"[for k, v in {part} : v]"),
        inner.map(lambda part: f"{{ for k, v in {part} : k => v }}"),
        inner.map(lambda part: f"[for v in {part} : v if v != null]"),
        inner.map(lambda part: f"{part}[*]"),
        st.tuples(inner, st.sampled_from(["[0]", ".a", '["b"]', "[1]"])).map("".join),
        st.tuples(inner, inner).map(lambda parts: "try({}, {})".format(*parts)),
        inner.map(lambda part: f"can({part})"),
        calls(inner),
        calls(inner),
    )


CLOSED = st.recursive(ATOMS, larger, max_leaves=8)
NAMES = st.sampled_from([f"var.{name}" for name in OPEN])
ANY = st.recursive(ATOMS | NAMES, larger, max_leaves=10)
QUICK = examples(300, suppress_health_check=list(HealthCheck))


@QUICK
@given(ANY)
def test_evaluation_never_raises(code: str) -> None:
    assert isinstance(value_of(code), Value)


@QUICK
@given(ANY)
def test_a_value_lies_in_its_text(code: str) -> None:
    value = value_of(code)
    if value.span is not None and value.span.path == "main.tf":
        assert 0 <= value.span.start <= value.span.end <= len(code)


@QUICK
@given(CLOSED)
def test_known_arguments_give_a_known_answer(code: str) -> None:
    value = value_of(code)
    if is_open(value):
        assert "null" in code  # a null of no type leaves some functions undecided


def fits(found: Any, after: Any) -> bool:
    """Whether data with gaps may be the data."""
    if found is ... or after is ...:
        return True
    if isinstance(found, list) and isinstance(after, list):
        return ... in found or (len(found) == len(after) and all(map(fits, found, after)))
    if isinstance(found, dict) and isinstance(after, dict):
        return ... in found or (found.keys() == after.keys() and all(fits(found[key], after[key]) for key in found))
    return same(found, after)


INPUTS = {
    "any": ["1", "null", '"a"', '["a", "b"]', "{ a = 1 }", "[]", "true", "{ b = [1] }"],
    "list": ["tolist([])", 'tolist(["a"])', 'tolist(["b", "c"])'],
    "map": ["tomap({})", 'tomap({ a = "x" })'],
    "flag": ["true", "false"],
    "count": ["0", "1", "2.5"],
    "text": ['""', '"a"', '"10"', '"true"', "tostring(null)"],
}
OPEN_CODE = st.recursive(ATOMS | st.sampled_from([f"var.{name}" for name in INPUTS]), larger, max_leaves=9)
GIVEN = st.fixed_dictionaries({name: st.sampled_from(values) for name, values in INPUTS.items()})


@QUICK
@given(OPEN_CODE, GIVEN)
def test_what_is_said_before_the_inputs_are_known_holds_for_all_of_them(code: str, inputs: dict[str, str]) -> None:
    before = value_of(code)
    after = value_of(code, {**OPEN, **{name: value_of(text) for name, text in inputs.items()}})
    if is_error(before):
        assert is_error(after)
    elif is_error(after):
        return
    elif isinstance(before, OneOf):
        assert any(fits(data_of(option.value or Scalar(None)), data_of(after)) for option in before.choices)
    elif isinstance(before, Text) and data_of(after) is not ...:
        pattern = "".join(re.escape(part) if isinstance(part, str) else "(?s:.*)" for part in before.parts)
        assert re.fullmatch(pattern, data_of(after))
    else:
        assert fits(data_of(before), data_of(after))


@pytest.mark.process
@pytest.mark.oracle
@pytest.mark.skipif(TERRAFORM is None, reason="terraform is not installed")
@examples(4, suppress_health_check=list(HealthCheck))
@given(st.lists(CLOSED, min_size=60, max_size=60, unique=True))
def test_terraform_agrees(codes: list[str]) -> None:
    wrong = []
    for code, answer in zip(codes, answers(codes), strict=True):
        value = value_of(code)
        if "unknown" in answer:
            right = is_open(value) or is_error(value)
        elif "error" in answer:
            # terraform takes the type of an arm that is not chosen from an expression in error, too
            right = is_error(value) or " ? " in code
        else:
            right = same(data_of(value), exact(json.loads(answer["json"], parse_float=Decimal)))
        if not right:
            wrong.append((code, answer, data_of(value)))
    assert wrong == []

"""Types, conversions, numbers and type constraints."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s3lint.languages.terraform.evaluate import TypeConstraint, convert, parse_type
from s3lint.languages.terraform.syntax import parse_expression
from s3lint.languages.terraform.types.inspect import type_of
from s3lint.languages.terraform.types.kinds import (
    BOOL,
    DYNAMIC,
    NUMBER,
    STRING,
    ListType,
    MapType,
    ObjectType,
    SetType,
    TupleType,
    Type,
)
from s3lint.languages.terraform.types.number import calculate, from_fraction, normal, parse, spell, to_fraction
from s3lint.languages.terraform.types.unify import convertible, unify
from s3lint.values import Mapping, Unknown
from tests.languages.terraform.scope import Scope, data_of, is_error, value_of


def constraint(code: str) -> TypeConstraint:
    scope = Scope(code, {})
    return parse_type(parse_expression(scope.source, 0, len(code)), scope)


CONVERSIONS: list[tuple[str, str, Any]] = [
    ("string", "5", "5"),
    ("number", '"0.50"', Decimal("0.5")),
    ("bool", '"1"', True),
    ("list(string)", "[1, true]", ["1", "true"]),
    ("set(number)", '["10", 9, 9]', [9, 10]),
    ("map(any)", '{ a = 1, b = "x" }', {"a": "1", "b": "x"}),
    ("tuple([number, string])", '["1", 2]', [1, "2"]),
    ("object({ a = string, b = optional(number) })", "{ a = 1, c = 2 }", {"a": "1", "b": None}),
    ("object({ a = optional(string, 5) })", "{}", {"a": "5"}),
    ("object({ l = optional(list(object({ n = optional(number, 7) })), [{}]) })", "{}", {"l": [{"n": 7}]}),
    ('map(object({ acl = optional(string, "private") }))', "{ x = { acl = null } }", {"x": {"acl": "private"}}),
    (
        "object({ a = optional(object({ b = optional(bool, true) }), {}) })",
        "{ a = { b = false } }",
        {"a": {"b": False}},
    ),
    ("any", '[1, "a"]', [1, "a"]),
    ("list(any)", '[[], ["a"]]', [[], ["a"]]),
    ("string", "null", None),
    ("list", "[1]", [1]),
]


@pytest.mark.parametrize(("kind", "code", "expected"), CONVERSIONS, ids=[f"{k} <- {c}" for k, c, _ in CONVERSIONS])
def test_values_convert_to_the_type_of_a_variable(kind: str, code: str, expected: Any) -> None:
    assert data_of(convert(value_of(code), constraint(kind))) == expected


REFUSED = [
    ("string", "[]"),
    ("number", '"x"'),
    ("bool", "1"),
    ("list(string)", "{}"),
    ("map(string)", "[1]"),
    ("object({ a = string })", "{}"),
    ("tuple([string])", "[]"),
    ("list(number)", '["a"]'),
    ("list(any)", "[1, []]"),
]


@pytest.mark.parametrize(("kind", "code"), REFUSED)
def test_what_does_not_convert_is_an_error(kind: str, code: str) -> None:
    value = convert(value_of(code), constraint(kind))
    assert is_error(value)


def test_an_error_names_the_place_inside() -> None:
    value = convert(value_of('{ a = ["x"] }'), constraint("object({ a = list(number) })"))
    assert isinstance(value, Unknown)
    assert 'attribute "a": element 0: a number is required' in value.reason.text


@pytest.mark.parametrize(
    "code", ["optional(string)", "strin", '"string"', "list(string, number)", "object(string)", "1"]
)
def test_what_is_no_type_says_so(code: str) -> None:
    found = constraint(code)
    assert found.problem
    assert found.type == DYNAMIC


def test_defaults_reach_into_open_and_unknown_values() -> None:
    kind = constraint('object({ a = optional(string, "d"), b = string })')
    value = convert(value_of("{ a = null, b = var.any }"), kind)
    assert data_of(value) == {"a": "d", "b": ...}
    assert isinstance(value, Mapping)
    assert type_of(value.entries["b"]) == STRING
    assert isinstance(convert(value_of("var.any"), kind), Unknown)


UNIFIED: list[tuple[list[Type], Type | None]] = [
    ([STRING, NUMBER], STRING),
    ([BOOL, NUMBER], None),
    ([BOOL, STRING], STRING),
    ([DYNAMIC, NUMBER], NUMBER),
    ([ListType(NUMBER), ListType(STRING)], ListType(STRING)),
    ([TupleType((NUMBER,)), TupleType(())], ListType(NUMBER)),
    ([TupleType((NUMBER,)), TupleType((STRING,))], TupleType((STRING,))),
    ([ListType(NUMBER), TupleType((STRING,))], ListType(STRING)),
    ([SetType(STRING), TupleType((STRING,))], SetType(STRING)),
    ([SetType(STRING), ListType(STRING)], ListType(STRING)),
    ([MapType(NUMBER), ObjectType.of({"a": STRING})], MapType(STRING)),
    ([ObjectType.of({"a": NUMBER}), ObjectType.of({"b": STRING})], MapType(STRING)),
    ([ObjectType.of({"a": NUMBER}), ObjectType.of({"a": STRING})], ObjectType.of({"a": STRING})),
    ([ObjectType.of({"a": NUMBER}), TupleType(())], None),
    ([STRING, ListType(STRING)], None),
]


@pytest.mark.parametrize(("kinds", "expected"), UNIFIED, ids=[" ".join(map(str, kinds)) for kinds, _ in UNIFIED])
def test_types_unify(kinds: list[Type], expected: Type | None) -> None:
    assert unify(kinds) == expected


PRIMITIVES = st.sampled_from([STRING, NUMBER, BOOL])
TYPES: st.SearchStrategy[Type] = st.recursive(
    PRIMITIVES,
    lambda inner: (
        inner.map(ListType)
        | inner.map(SetType)
        | inner.map(MapType)
        | st.lists(inner, max_size=3).map(lambda kinds: TupleType(tuple(kinds)))
        | st.dictionaries(st.sampled_from("abc"), inner, max_size=3).map(ObjectType.of)
    ),
    max_leaves=6,
)


@given(TYPES)
def test_a_type_unifies_with_itself(kind: Type) -> None:
    assert unify([kind, kind]) == kind
    assert convertible(kind, kind)


@given(st.lists(TYPES, min_size=1, max_size=4))
def test_all_types_convert_to_what_they_unify_to(kinds: list[Type]) -> None:
    found = unify(kinds)
    if found is not None:
        assert all(convertible(kind, found) for kind in kinds)


@given(st.fractions(min_value=-(10**9), max_value=10**9, max_denominator=10**6))
def test_the_shortest_name_of_a_number_names_it(value: Fraction) -> None:
    name = from_fraction(value)
    assert from_fraction(to_fraction(name)) == name
    assert abs(to_fraction(name) - value) <= abs(value) * Fraction(1, 2**511)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**20), max_value=10**20, places=12))
def test_decimals_survive_being_spelled_and_read(value: Decimal) -> None:
    number = normal(value)
    assert number == value
    assert parse(spell(number)) == number


@given(st.integers(-(10**30), 10**30), st.integers(1, 10**15))
def test_division_and_remainder_agree(left: int, right: int) -> None:
    quotient = int(Fraction(left, right))
    assert calculate("%", left, right) == left - quotient * right


def test_an_infinite_number_has_a_name() -> None:
    assert spell(calculate("/", 1, 0)) == "Inf"
    assert spell(calculate("/", -1, 0)) == "-Inf"

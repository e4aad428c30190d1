"""Classes of texts: every text that can be is alike to one that is given, and no two that are given are alike."""

from __future__ import annotations

import re
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s3lint.policy import actions, shapes
from s3lint.policy.automata import ANY, Token, one_of, spelled
from s3lint.policy.classes import Compared, Shape, Track, members
from s3lint.policy.glob import NO
from s3lint.policy.placeholders import foreign, open_hole, shown
from s3lint.policy.satisfy import OutOfBudget
from tests.policy import plain_evaluator as plain
from tests.support.laws import examples

ABC = Shape(((Token(one_of("abc/")), Token(one_of("abc/"), runs=True)),))
PATTERNS = st.text("ab*?/", min_size=1, max_size=5)
GROUPS = st.lists(st.lists(PATTERNS, min_size=1, max_size=3), min_size=1, max_size=4)
TEXTS = ["".join(letters) for length in range(1, 6) for letters in product("abc/", repeat=length)]


def told(groups: list[list[str]], text: str) -> tuple[bool, ...]:
    return tuple(any(plain.glob(pattern, text) for pattern in group) for group in groups)


def found(groups: list[list[str]], shape: Shape = ABC, **more: object) -> list[str]:
    rows = tuple(tuple(Compared("like", pattern) for pattern in group) for group in groups)
    return [shown(text) for text in members(shape, (Track(rows),), **more)]  # type: ignore[arg-type]


@given(GROUPS)
@examples(150)
def test_every_class_has_one_member(groups: list[list[str]]) -> None:
    given_ = [told(groups, text) for text in found(groups)]
    assert len(set(given_)) == len(given_), "two members of a class"
    assert {told(groups, text) for text in TEXTS} <= set(given_), "a class without a member"


@given(GROUPS)
@examples(100)
def test_members_have_the_shape(groups: list[list[str]]) -> None:
    assert all(re.fullmatch("[abc/]+", text) for text in found(groups))


@given(GROUPS, PATTERNS)
@examples(100)
def test_no_member_is_one_that_a_closed_value_matches(groups: list[list[str]], closed: str) -> None:
    left = found(groups, closed=(Compared("like", closed),))
    assert not any(plain.glob(closed, text) for text in left)
    wanted = {told(groups, text) for text in TEXTS if not plain.glob(closed, text)}
    assert wanted <= {told(groups, text) for text in left}


@given(st.lists(st.lists(st.text("ab*?:", min_size=1, max_size=4), min_size=6, max_size=6), min_size=1, max_size=3))
@examples(60)
def test_the_parts_of_arns_are_compared_apart(parts: list[list[str]]) -> None:
    patterns = [":".join(part.replace(":", "b") for part in row) for row in parts]
    texts = members(Shape(((Token(ANY, runs=True),),)), (Track(tuple((Compared("arn", p),) for p in patterns)),))
    classes = [tuple(plain.arn(pattern, shown(text)) for pattern in patterns) for text in texts]
    assert len(set(classes)) == len(classes)
    assert all(any(found[place] for found in classes) for place in range(len(patterns))), "each is attained alone"


@given(GROUPS, st.text("ab/", max_size=3))
@examples(60)
def test_what_stands_before_a_text_counts(groups: list[list[str]], before: str) -> None:
    rows = tuple(tuple(Compared("like", pattern) for pattern in group) for group in groups)
    texts = [shown(text) for text in members(ABC, (Track(rows, before),))]
    assert {told(groups, before + text) for text in TEXTS} <= {told(groups, before + text) for text in texts}


def test_case_counts_only_where_it_does() -> None:
    rows = ((Compared("ignorecase", "Foo"),), (Compared("string", "Foo"),))
    assert {shown(text) for text in members(shapes.ANYTHING, (Track(rows),))} == {"", "Foo", "fOO"}


@pytest.mark.parametrize(
    ("patterns", "key"),
    [([], "key"), (["k*"], "object"), (["k*", "o*"], "file"), (["*"], "key")],
)
def test_a_free_key_reads_like_one(patterns: list[str], key: str) -> None:
    assert found([[pattern] for pattern in patterns], shapes.KEY)[0] == key


def test_a_text_that_an_outsider_chose_is_none_that_is_spelled_out() -> None:
    assert foreign("key") != "key"
    assert shown(foreign("key")) == "key"


def test_too_many_classes_are_given_up_with_what_was_found() -> None:
    groups = tuple((Compared("like", f"*{letter}*"),) for letter in "abcdefghijklmnopqrstuv")
    with pytest.raises(OutOfBudget, match="patterns that overlap") as error:
        members(shapes.KEY, (Track(groups),))
    assert error.value.found


@pytest.mark.parametrize(
    ("shape", "text"),
    [
        (shapes.ACCOUNT, "111122223333"),
        (shapes.ORGANIZATION, "o-a1b2c3d4e5"),
        (shapes.organization_path(), "o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/ou-ab12-22222222/"),
        (shapes.VPC, "vpc-91237329"),
        (shapes.ENDPOINT, "vpce-0abcdef1234567890"),
        (shapes.principal_arn("User", "111122223333"), "arn:aws:iam::111122223333:user/division/bob"),
        (shapes.unique_id("AssumedRole", "111122223333"), "AROAEXAMPLEEXAMPLE123:bob"),
        (shapes.unique_id("Account", "111122223333"), "111122223333"),
        (shapes.arn("", "", ""), "arn:aws:s3:::acme-data"),
        (shapes.arn("", "", ""), "arn:aws:cloudfront::111122223333:distribution/E1"),
        (shapes.address(), "203.0.113.7"),
        (Shape((spelled("x"),)), "x"),
    ],
)
def test_shapes_are_those_of_aws(shape: Shape, text: str) -> None:
    assert shape.is_of(text)
    assert not shape.is_of("x" + text)


OF_ACTIONS = st.one_of(
    st.sampled_from(actions.known() + actions.elsewhere()).flatmap(
        lambda name: st.builds(
            lambda start, end, middle: name[:start] + middle + name[end:],
            st.integers(0, len(name)),
            st.integers(0, len(name)),
            st.sampled_from(["*", "?", "", open_hole("x"), "**", "e", "S3"]),
        )
    ),
    st.sampled_from(
        ["*", "s3:*", "S3:getobject", "ec2:*", "?3:*", "*:*", "s*", "ec2:Describe*", "", ":", "s3", "*object"]
    ),
)


@given(OF_ACTIONS)
@examples(300)
def test_the_actions_of_a_pattern_are_those_that_it_matches_one_by_one(pattern: str) -> None:
    every = (*actions.known(), *actions.elsewhere())
    one_by_one = {action: match for action in every if (match := actions.names_action(pattern, action)) != NO}
    assert dict(actions.named_by(pattern)) == one_by_one

"""Guards that together hold whatever is answered."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from s3lint.values.coverage import covers

ANSWERS = {"a": frozenset({"x", "y", "z"}), "b": frozenset({"true", "false"}), "c": frozenset({"1", "another value"})}
GUARDS = st.sets(
    st.fixed_dictionaries(
        {}, optional={name: st.sampled_from(sorted(answers)) for name, answers in ANSWERS.items()}
    ).map(lambda chosen: frozenset(chosen.items()))
)


@given(GUARDS)
def test_guards_cover_what_every_choice_of_answers_finds_covered(guards: set[frozenset[tuple[str, str]]]) -> None:
    worlds = [frozenset(zip(ANSWERS, chosen, strict=True)) for chosen in product(*ANSWERS.values())]
    assert covers(guards, ANSWERS) is all(any(guard <= world for guard in guards) for world in worlds)


def test_answers_that_are_not_known_of_are_not_covered() -> None:
    two = [frozenset({("Env", "dev")}), frozenset({("Env", "prod")})]
    assert not covers(two, {})
    assert covers(two, {"Env": frozenset({"dev", "prod"})})

"""TOML that others wrote ends with a sentence, whatever it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s3lint.source.toml import BadToml, read_toml


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a = " + "9" * 5000, "number that is too long"),
        ("a = " + "[" * 100_000 + "]" * 100_000, "nested too deeply"),
        (".".join(["a"] * 20_000) + " = 1", "more than 64 parts"),
        ("[" + ".".join(["a"] * 20_000) + "]", "more than 64 parts"),
        ("a = {" + ".".join(["'a'"] * 20_000) + " = 1}", "more than 64 parts"),
        ("a = 1\na = 2\n", "is not TOML"),
    ],
)
def test_what_cannot_be_read(text: str, said: str) -> None:
    with pytest.raises(BadToml, match=said):
        read_toml(text)


@pytest.mark.parametrize("text", ["a = '" + "x." * 200 + "'", "# " + "x." * 200, "a.b.c = 1", "a = [1, 2]"])
def test_dots_elsewhere_are_no_keys(text: str) -> None:
    read_toml(text)


@given(st.text("ab.=[]{}\"'\n #1,-"))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        read_toml(text)
    except BadToml as error:
        assert str(error)

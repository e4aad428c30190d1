"""Expressions that are compiled when they are first used are patterns for whoever uses them."""

from __future__ import annotations

import re
import sys
from importlib import import_module
from pkgutil import walk_packages

import pytest

import s3lint
from s3lint.lazy import lazy_re


def test_it_is_compiled_when_it_is_used() -> None:
    lazy_re("(")
    with pytest.raises(re.error):
        lazy_re("(").match("a")


@pytest.mark.parametrize(("text", "subject"), [(r"(?P<a>b+)", "abba"), (rb"b", b"abba")])
def test_it_answers_as_a_pattern_does(text: str, subject: str) -> None:
    lazy, pattern = lazy_re(text, re.IGNORECASE), re.compile(text, re.IGNORECASE)
    for _ in range(2):
        assert [found.span() for found in lazy.finditer(subject)] == [
            found.span() for found in pattern.finditer(subject)
        ]
        assert lazy.match(subject) is None
        assert lazy.pattern == pattern.pattern
        assert lazy.flags == pattern.flags


def test_all_of_the_package_are_well_formed() -> None:
    modules = [found.name for found in walk_packages(s3lint.__path__, "s3lint.") if "__main__" not in found.name]
    for name in modules:
        try:
            import_module(name)
        except ModuleNotFoundError as error:  # what an extra brings
            assert not str(error.name).startswith("s3lint")
    kind = type(lazy_re(""))
    ours = [module for name in modules if (module := sys.modules.get(name))]
    patterns = {
        (module.__name__, name): held for module in ours for name, held in vars(module).items() if type(held) is kind
    }
    assert patterns, "none is found, so none would be tried"
    for (module, name), held in patterns.items():
        try:
            assert isinstance(held.pattern, (str, bytes))
        except re.error as error:
            raise AssertionError(f"{module}.{name} is no regular expression: {error}") from error

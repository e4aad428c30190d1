"""The fenced examples of a check's docstring, which are its first tests."""

from __future__ import annotations

import re

from s3lint.checks.model import Outcome
from s3lint.lazy import lazy_re
from s3lint.record import Struct

VERDICTS = {"bad": Outcome.FAIL, "good": Outcome.PASS, "unknown": Outcome.UNKNOWN}
MARKS = {"finding": Outcome.FAIL, "unknown": Outcome.UNKNOWN}

_FENCE = lazy_re(r"^```(\w+) (bad|good|unknown)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_SETTINGS = lazy_re(r"^```toml\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_MARK = lazy_re(r"(?:#|//) *(finding|unknown) *$")


class Example(Struct, frozen=True):
    """A documented example: what it is written in, which verdict it shows, and on which lines (from 1)."""

    language: str  # terraform, cloudformation
    kind: str  # bad, good, unknown
    text: str

    @property
    def verdict(self) -> Outcome:
        """The verdict that it shows."""
        return VERDICTS[self.kind]

    @property
    def marks(self) -> dict[int, Outcome]:
        """The marked lines and what is found there."""
        found = ((number, _MARK.search(line)) for number, line in enumerate(self.text.splitlines(), 1))
        return {number: MARKS[mark[1]] for number, mark in found if mark}


def parse_examples(doc: str | None) -> list[Example]:
    """The examples of a docstring, in the order in which they are written."""
    return [Example(language, kind, text) for language, kind, text in _FENCE.findall(doc or "")]


def settings_of_examples(doc: str | None) -> str | None:
    """The configuration file that the examples are judged with, where there is one."""
    found = _SETTINGS.search(doc or "")
    return found[1] if found else None


def without_examples(doc: str | None) -> str:
    """A docstring without its examples."""
    return re.sub(r"\n{3,}", "\n\n", _FENCE.sub("", doc or "").strip())

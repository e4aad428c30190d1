"""Every format takes any text in every field that a repository can choose, and shows no control character."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from xml.etree import ElementTree

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from s3lint.engine.report import Report
from s3lint.report import FORMATS, render, render_buckets, render_graph, render_statistics
from tests.report import sample_report
from tests.support.laws import examples

ANY = st.text(st.characters(), max_size=40) | st.text(
    "\x00\x1b\x85\u2028\u202e\ud800\ufffe<>&'\"`|\\#:%]-\n\r", max_size=30
)
JSON = ("json", "sarif", "gitlab", "inspect json", "graph json")


@contextmanager
def everywhere(text: str) -> Iterator[Report]:
    """A report with this text in every field."""
    before = sample_report.EVIL
    sample_report.EVIL = text
    try:
        yield sample_report.hostile()
    finally:
        sample_report.EVIL = before


def shown(name: str, report: Report) -> str:
    match name.split():
        case ["statistics"]:
            return render_statistics(report)
        case ["inspect", form]:
            return render_buckets(form, report)
        case ["graph", form]:
            return render_graph(form, report)
    return render(name, report)


def harmful(char: str) -> bool:
    return (
        unicodedata.category(char) in ("Cc", "Cs") and char != "\n"
    ) or char in "\u2028\u2029\u202d\u202e\u2066\u2067"


@pytest.mark.parametrize(
    "name",
    [
        *FORMATS,
        "statistics",
        "inspect text",
        "inspect json",
        *(f"graph {f}" for f in ("dot", "mermaid", "json", "html")),
    ],
)
@given(text=ANY)
@example(text="\ud800\udfff")
@example(text="\ufffe\uffff\x0b")
@example(text="::error::x ##vso[task.setvariable variable=a]b")
@examples(40)
def test_any_text_is_shown_harmlessly(name: str, text: str) -> None:
    with everywhere(text) as report:
        made = shown(name, report)
    assert made.encode()
    found = {hex(ord(char)) for char in made if harmful(char)}
    assert not found, found
    assert not re.search(r"##\w*\[", made)  # what Azure Pipelines obeys anywhere in a line
    if name != "github":
        assert not re.search(r"(?m)^\s*::(?!:)", made)  # and GitHub at the start of one
    if name in JSON:
        json.loads(made)
    elif name == "junit":
        ElementTree.fromstring(made)

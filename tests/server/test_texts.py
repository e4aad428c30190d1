"""Places in both ways to count."""

from __future__ import annotations

import pytest

pytest.importorskip("pygls", reason="the extra `server` is not installed")

from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types as lsp

from s3lint.server.actions import changes
from s3lint.server.texts import Text
from s3lint.source import Location
from tests.support.editor import applied

texts = st.text(st.sampled_from("ab é🪣\n\r\t\u2028\f"), max_size=40)
encodings = st.sampled_from(["utf-8", "utf-16", "utf-32"])


@given(texts, encodings)
def test_each_offset_is_found_again(text: str, encoding: str) -> None:
    counted = Text("a.tf", text, encoding)
    for offset in range(len(text) + 1):
        if text[offset - 1 : offset + 1] != "\r\n":  # which is one line end
            position = counted.position(offset)
            ends_line = text[offset - 1 : offset] in ("\r", "\n")
            assert counted.offset(position) == offset
            assert not ends_line or position.character == 0


@given(texts, encodings, st.integers(0, 9), st.integers(0, 60))
def test_any_position_is_somewhere(text: str, encoding: str, line: int, character: int) -> None:
    assert 0 <= Text("a.tf", text, encoding).offset(lsp.Position(line, character)) <= len(text)


def test_a_location_becomes_a_range() -> None:
    text = Text("a.tf", "x\r\n🪣 = true\r\n")
    assert text.range(Location("a.tf", 2, 5, 2, 9)) == lsp.Range(lsp.Position(1, 5), lsp.Position(1, 9))


@given(st.text("ab\n", max_size=20), st.text("ab\n", max_size=20))
def test_an_edit_makes_one_text_of_another(before: str, after: str) -> None:
    assert applied(before, changes(Text("a.tf", before), after)) == after

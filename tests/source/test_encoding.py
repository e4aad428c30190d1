"""Wide encodings are told by a byte order mark, and without one by the zero bytes of their first letters."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s3lint.source.encoding import decoded, wide_encoding

MARKS = {
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
    "utf-32-le": codecs.BOM_UTF32_LE,
    "utf-32-be": codecs.BOM_UTF32_BE,
}
TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\ufeff\0"))
BEGINNING = st.text(st.characters(min_codepoint=9, max_codepoint=126), min_size=2, max_size=5)


@given(TEXT, BEGINNING)
def test_other_texts_are_narrow(text: str, beginning: str) -> None:
    assert wide_encoding((beginning + text).encode()) is None
    assert decoded((beginning + text).encode()) == beginning + text


@pytest.mark.parametrize("encoding", sorted(MARKS))
@given(TEXT, BEGINNING)
def test_any_text_that_begins_with_ascii_is_read(encoding: str, text: str, beginning: str) -> None:
    whole = beginning + text
    assert decoded(whole.encode(encoding)) == whole
    assert decoded(MARKS[encoding] + whole.encode(encoding)) == whole


@given(st.binary())
def test_any_bytes_are_some_text(data: bytes) -> None:
    assert isinstance(decoded(data), str)

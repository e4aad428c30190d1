"""JSON text with unknown parts: they are told from whatever characters the text itself holds."""

from __future__ import annotations

import pytest

from s3lint.values import Mapping, Reason, Scalar, Text, Unknown, decode_json
from s3lint.values.jsontext import NotJson

HOLE = Unknown(Reason("variable", "var.x", "has no value"))


@pytest.mark.parametrize("private", ["\ue000", "\\ue000", "\\uE000", "\ue000\ue001\\ue002"])
def test_a_private_character_is_no_hole(private: str) -> None:
    read = decode_json(Text((f'{{"a": "{private}", "b": "x', HOLE, '"}')))
    assert isinstance(read, Mapping)
    one, two = read.entries["a"], read.entries["b"]
    assert isinstance(one, Scalar) and str(one.data).startswith("\ue000")
    assert isinstance(two, Text) and two.parts[0] == "x" and isinstance(two.parts[1], Unknown)


def test_a_private_character_where_a_value_is_due() -> None:
    for text in (Scalar("\ue000"), Scalar('{"a": \ue000}'), Text(("[\ue000, ", HOLE, "]"))):
        with pytest.raises(NotJson):
            decode_json(text)


def test_a_text_with_every_private_character() -> None:
    every = "".join(map(chr, range(0xE000, 0xF900)))
    with pytest.raises(NotJson, match="private"):
        decode_json(Text((f'["{every}", ', HOLE, "]")))

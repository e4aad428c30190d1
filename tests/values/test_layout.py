"""Texts beside the code that spells them: each word of a text is found where it was written, or not at all."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s3lint.source import Source
from s3lint.values import Mapping, Reason, Scalar, Sequence, Text, Unknown, Value, decode_json
from s3lint.values.aligned import aligned
from s3lint.values.layout import Layout, apart, put_together
from tests.support.laws import examples

HOLE = Unknown(Reason("variable", "var.x", "has no value"))

WORDS = st.text("ab<&é\u4e00\"'\\/${}%", min_size=1, max_size=6)
DOCUMENTS = st.recursive(
    WORDS | st.integers(-9, 9) | st.booleans(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=8,
)


def quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def terraform_quoted(text: str) -> str:
    return quoted(text).replace("${", "$${").replace("%{", "%%{")


def indented(text: str, by: str) -> str:
    return "".join(by + line for line in text.splitlines(keepends=True))


SPELLINGS: dict[str, Callable[[str], str]] = {
    "as it is": lambda text: text,
    "heredoc": lambda text: f"<<EOF\n{text}\nEOF",
    "heredoc with a sequence": lambda text: f"<<EOF\n{text.replace('${', '$${').replace('%{', '%%{')}\nEOF",
    "indented heredoc": lambda text: f"<<-EOF\n{indented(text, '    ')}\n  EOF",
    "quoted": terraform_quoted,
    "quoted in JSON": quoted,
    "YAML block": lambda text: f"|\n{indented(text, '      ')}",
    "YAML quotes": lambda text: "'" + text.replace("'", "''") + "'",
    "Fn::Sub in YAML": lambda text: f"!Sub |-\n{indented(text, '  ')}",
    "Fn::Sub in JSON": lambda text: f'{{"Fn::Sub": {quoted(text)}}}',
}


def placed(text: str, code: str) -> Scalar:
    source = Source("main.tf", f"before {code} after")
    return Scalar(text, span=source.span(7, 7 + len(code)))


def unescaped(written: str, spelling: str) -> str:
    """What stands at a place, as JSON."""
    if spelling.startswith("quoted") or "JSON" in spelling:
        written = json.loads(f'"{written}"')
    if spelling in ("heredoc with a sequence", "quoted"):
        written = written.replace("$${", "${").replace("%%{", "%{")
    return written.replace("''", "'") if spelling == "YAML quotes" else written


def leaves(value: Value) -> list[Value]:
    if isinstance(value, Mapping):
        return [leaf for item in value.entries.values() for leaf in leaves(item)]
    return [leaf for item in value.items for leaf in leaves(item)] if isinstance(value, Sequence) else [value]


@pytest.mark.parametrize("spelling", SPELLINGS)
@given(document=DOCUMENTS, indent=st.none() | st.just(2))
@examples(60)
def test_each_value_stands_where_it_is_spelled(spelling: str, document: Any, indent: int | None) -> None:
    text = json.dumps(document, indent=indent, ensure_ascii=False)
    whole = placed(text, SPELLINGS[spelling](text))
    for leaf in leaves(decode_json(whole)):
        assert isinstance(leaf, Scalar) and leaf.span is not None
        assert unescaped(leaf.span.text, spelling) == json.dumps(leaf.data, ensure_ascii=False)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('{"a": "c"}', '"{\\"a\\": \\"b\\"}"'),
        ('{"a": 1}', "<<EOF\n{}\nEOF"),
        ('{"a": 1}', 'trimspace("x")'),
        ("{}", ""),
        ("", "x"),
    ],
)
def test_code_that_spells_another_text_is_not_aligned(text: str, code: str) -> None:
    assert aligned(text, code) is None


def test_a_text_that_its_code_does_not_spell_stands_where_that_does() -> None:
    whole = placed('{"a": 1}', "format(local.x, 1)")
    read = decode_json(whole)
    assert isinstance(read, Mapping) and read.entries["a"].span == whole.span


def test_pieces_keep_their_places() -> None:
    code = Source("main.tf", '{"a": "x${var.x}", "b": [')
    other = Source("more.json", "1, 2")
    pieces: list[Value] = [
        Scalar('{"a": "x', span=code.span(0, 8)),
        HOLE.at(code.span(8, 16)),
        Scalar('", "b": [', span=code.span(16, 25)),
        Scalar("1, 2", span=code.span(0, 1), origin=other.span(0, 4)),
        Scalar("]}"),
    ]
    whole = put_together(Text(('{"a": "x', HOLE, '", "b": [1, 2]}'), span=code.span(0, 25)), pieces)
    read = decode_json(whole)
    assert isinstance(read, Mapping)
    one, two = read.entries["a"], read.entries["b"]
    assert one.span is not None and one.span.text == '"x${var.x}"'
    assert isinstance(two, Sequence) and [item.span and item.span.text for item in two.items] == ["1", "2"]
    assert two.items[1].span is not None and two.items[1].span.path == "more.json"


def test_a_piece_that_encodes_a_value_is_that_value() -> None:
    known = Sequence((Scalar("*", span=Source("main.tf", '"*"').span(0, 3)),))
    pieces: list[Value] = [Scalar('{"a":\n'), Text(('["', HOLE, '"]'), structure=known), Scalar(', "b": '), HOLE]
    whole = put_together(Text(('{"a":\n["', HOLE, '"], "b": ', HOLE, "}")), [*pieces, Scalar("}")])
    read = decode_json(whole)
    assert isinstance(read, Mapping) and read.entries["a"] is known
    assert isinstance(read.entries["b"], Unknown)


def test_pieces_that_do_not_make_the_text_tell_nothing() -> None:
    code = Source("main.tf", '{"a": 1}')
    whole = Scalar('{"a": 12}', span=code.span(0, 8), pieces=(Scalar('{"a": ', span=code.span(0, 6)), Scalar("1}")))
    assert Layout(whole).span(6, 8) == code.span(0, 8)


def test_a_replaced_word_leaves_the_others_in_their_places() -> None:
    code = Source("main.tf", '{"a": "NAME", "b": "c"}')
    whole = Scalar(code.text, span=code.span(0, len(code.text)))
    made = put_together(Scalar(code.text.replace("NAME", "longer")), apart(whole, "NAME", Scalar("longer")))
    read = decode_json(made)
    assert isinstance(read, Mapping)
    assert read.entries["b"].span is not None and read.entries["b"].span.text == '"c"'
    assert read.entries["a"].span is not None and read.entries["a"].span.text == '"NAME"'


def test_many_pieces_are_not_kept() -> None:
    text = "\n" * 10_001
    assert not getattr(put_together(Scalar(text), [Scalar("\n")] * len(text)), "pieces", None)

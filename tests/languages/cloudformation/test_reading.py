"""Bytes to located documents: values as cfn-flip reads them, places on the text, bounds, and nothing raised."""

from __future__ import annotations

import json
import time
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s3lint.languages.cloudformation.reading import Document, Lost, Map, Reading, Seq, comments, read
from s3lint.languages.cloudformation.reading.build import read_yaml
from s3lint.source import Source
from tests.support.laws import examples

TEMPLATES = {
    "plain": """\
AWSTemplateFormatVersion: "2010-09-09"
Description: >-
  A folded
  text
Parameters:
  Env: {Type: String, Default: dev}
Resources:
  Logs:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: !Sub "logs-${Env}"
      Tags:
        - {Key: a, Value: !Ref Env}
        - Key: 'b'
          Value: "two\\nlines"
  Policy:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Logs
      PolicyDocument:
        Statement:
          - Effect: Deny
            Action: [s3:*]
            Resource: [!GetAtt Logs.Arn, !Join ["", [!GetAtt Logs.Arn, /*]]]
            Condition: {Bool: {"aws:SecureTransport": false}}
""",
    "short forms": """\
Conditions:
  A: !Equals [!Ref X, "y"]
  B: !Not [!Condition A]
Outputs:
  O:
    Value: !If [A, !Select [0, !Split [",", "a,b"]], !FindInMap [M, !Ref "AWS::Region", k]]
    Export: {Name: !Sub ["${V}-x", {V: !ImportValue z}]}
  P:
    Value: !Base64
      Fn::Join:
        - "\\n"
        - - one
          - !Cidr [10.0.0.0/8, 2, 8]
""",
    "scalars": """\
a: [yes, No, ON, off, true, null, ~, "", '', 12, -3, 1.5, "12", 'true', plain text, a#b, "#c"]
b:
c: |
  literal
    text

d: "é\\u00e9 \\" quoted"
e: 'it''s'
f: multi
  line plain
g: {k: [1, {z: 2}]}
? complex
: value
""",
    "merge": """\
base: &base {A: 1, B: 2}
list: &list [1, 2]
made:
  A: 9
  <<: *base
  C: *list
""",
    "json": json.dumps(
        {"Resources": {"B": {"Type": "AWS::S3::Bucket", "Properties": {"Tags": [1, 2.5, None, "x"]}}}}, indent=2
    ),
}


def plain(node: Any) -> Any:
    if isinstance(node, Map):
        return {k: plain(v) for k, v in node.items()}
    if isinstance(node, Seq):
        return [plain(v) for v in node]
    return node


def document(text: str) -> Document:
    reading = read("t.yaml", text.encode())
    assert reading.problems == []
    return reading.documents[0]


@pytest.mark.parametrize("name", [n for n in TEMPLATES if n not in ("scalars", "merge")])
def test_values_are_those_of_cfn_flip(name: str) -> None:
    cfn_flip = pytest.importorskip("cfn_flip")
    expected = json.loads(json.dumps(cfn_flip.load(TEMPLATES[name])[0], default=str))
    assert plain(document(TEMPLATES[name]).root) == expected


def test_scalars_but_for_what_cloudformation_takes_as_text() -> None:
    root = plain(document(TEMPLATES["scalars"]).root)
    words = [True, False, True, False, True, None, None, "", "", 12, -3, 1.5, "12", "true", "plain text", "a#b", "#c"]
    assert root["a"] == words
    assert root["b"] is None
    assert root["c"] == "literal\n  text\n"
    assert root["d"] == 'éé " quoted'
    assert root["complex"] == "value"


@pytest.mark.parametrize(
    "text", ["2012-10-17", "2024-13-45", "001234567012", "000400", "12:30:45", "1_000", "0x1F", "1e3", "=", ".5", "1."]
)
def test_dates_and_odd_numbers_stay_text(text: str) -> None:
    root = document(f"a: {text}\n{text}: b\n").root
    assert root == {"a": text, text: "b"}


def test_keys_are_text() -> None:
    assert list(document("on: 1\n32: 2\nnull: 3\n").root) == ["on", "32", "null"]


def leaves(node: Any) -> list[tuple[str, Any, int, int]]:
    found: list[tuple[str, Any, int, int]] = []
    todo = [node]
    while todo:
        here = todo.pop()
        if isinstance(here, Map):
            for key, value in here.items():
                start, begin, end = here.at[key]
                found.append(("key", key, start, begin))
                found.append(("value", value, begin, end))
                todo.append(value)
        elif isinstance(here, Seq):
            for value, (begin, end) in zip(here, here.at, strict=True):
                found.append(("value", value, begin, end))
                todo.append(value)
    return found


@pytest.mark.parametrize("name", ["plain", "short forms", "json"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_every_place_lies_on_its_text(name: str, ending: str, mark: str) -> None:
    reading = read("t", (mark + TEMPLATES[name].replace("\n", ending)).encode())
    text = reading.source.text
    for kind, value, start, end in leaves(reading.documents[0].root):
        there = text[start:end]
        if kind == "key":
            assert there.strip("\"' ").startswith(value) or there.startswith("!") or there == "", (value, there)
        elif isinstance(value, Map | Seq):
            assert there == there.strip()
            assert there.startswith(("!", "{", "[", "-", '"')) or there[0].isalpha(), there
        elif isinstance(value, str) and not there.startswith(("|", ">", "!")):
            bare = there[1:-1] if there[:1] in ("'", '"') else there
            assert bare.replace("\\n", "\n") == value
        elif isinstance(value, bool | int):
            assert there.lower() == str(value).lower()


def test_json_and_yaml_give_the_same_places() -> None:
    text = TEMPLATES["json"]
    as_json = read("t.json", text.encode()).documents[0].root
    reading = Reading(Source("t", text))
    read_yaml(text, reading)
    assert leaves(as_json) == leaves(reading.documents[0].root)


@pytest.mark.parametrize("name", TEMPLATES)
def test_without_libyaml_it_reads_the_same(name: str) -> None:
    pure, fast = Reading(Source("t", "")), Reading(Source("t", ""))
    read_yaml(TEMPLATES[name], pure, pure=True)
    read_yaml(TEMPLATES[name], fast)
    assert leaves(pure.documents[0].root) == leaves(fast.documents[0].root)


def test_a_block_ends_with_its_last_leaf() -> None:
    text = "a:\n  b: 1\n  c: two\n\n# comment\nd: 3\n"
    root = document(text).root
    _, start, end = root.at["a"]
    assert text[start:end] == "b: 1\n  c: two"


def test_duplicate_keys_are_kept_and_the_last_counts() -> None:
    for text in ("x:\n  a: 1\n  b: 2\n  a: 3\n", '{"x": {"a": 1, "b": 2, "a": 3}}'):
        root = document(text).root["x"]
        assert root == {"a": 3, "b": 2}
        assert [key for key, _ in root.twice] == ["a"]
        assert root.twice[0][1] < root.at["b"][0] < root.at["a"][0]


def test_merged_keys_do_not_override_or_count_as_duplicates() -> None:
    made = document(TEMPLATES["merge"]).root["made"]
    assert made == {"A": 9, "B": 2, "C": [1, 2]}
    assert made.twice == []


def test_several_documents() -> None:
    reading = read("t", b"---\na: 1\n---\nb: 2\n...\n---\n[1, 2]\n")
    assert [plain(d.root) for d in reading.documents] == [{"a": 1}, {"b": 2}, [1, 2]]


def test_complete_documents_before_an_error_are_kept() -> None:
    reading = read("t", b"a: 1\n---\nb: [\n")
    assert [d.root for d in reading.documents] == [{"a": 1}]
    assert not reading.complete
    assert (reading.problems[0].code, reading.problems[0].incomplete) == ("S3L901", True)


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [("a: 1\nb: [1, 2\nc: 3\n", 3, 2), ("a: 1\n  b: 2\n", 2, 4), ('{\n  "a": 1\n  "b": 2\n}', 3, 3)],
)
def test_an_error_names_its_place(text: str, line: int, column: int) -> None:
    (problem,) = read("t", text.encode()).problems
    assert (problem.code, problem.location.line, problem.location.column) == ("S3L901", line, column)


def test_encodings() -> None:
    text = "a: é\n"
    for data in (text.encode("utf-16"), text.encode("utf-8-sig"), text.encode("cp1252"), text.encode()):
        assert read("t", data).documents[0].root == {"a": "é"}


def test_json_that_libyaml_rejects_and_json_with_comment_lines() -> None:
    assert read("t", b'{"a": "\\ud83d\\ude00"}').documents[0].root == {"a": "\U0001f600"}
    assert read("t", b'// c\n{"a": 1,\n  // d\n  "b": "http://x"}').documents[0].root == {"a": 1, "b": "http://x"}
    assert read("t", b'{"a": 1, "b": [1, 2,],}').documents[0].root == {"a": 1, "b": [1, 2]}  # YAML allows it


def test_control_characters_are_passed_over_with_a_note() -> None:
    reading = read("t", b'a: "x\x01y"\nb: 2\n')
    assert reading.documents[0].root["b"] == 2
    assert reading.complete
    assert [p.incomplete for p in reading.problems] == [False]


def test_expressions_of_template_languages_are_marked() -> None:
    text = "{% if x %}\na: {{ value }}\n{% endif %}\nb: '{{resolve:ssm:x}}'\n"
    reading = read("t", text.encode())
    assert reading.documents[0].root["b"] == "{{resolve:ssm:x}}"
    assert [text[a:b] for a, b in reading.foreign] == ["{{ value }}"]
    assert reading.problems == []


HOSTILE = {
    "flow depth": "[" * 100_000,
    "block depth": "- " * 100_000,
    "map depth": "{a: " * 100_000,
    "json depth": '{"a":' * 50_000 + "1" + "}" * 50_000,
    "nested json": "[" * 900 + "]" * 900,
    "bomb": "a0: &a0 [x, x]\n" + "".join(f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}, *a{i - 1}]\n" for i in range(1, 60)),
    "recursive": "a: &a [*a]\n",
    "undefined": "a: *b\n",
    "tags": "!!python/object/apply:os.system ['x']\n",
    "digits": "a: " + "9" * 100_000,
    "json digits": '{"a": ' + "9" * 100_000 + "}",
    "long key": "a" * 5_000 + ": 1\n",
    "binary": "\x00\x01\x02",
    "open expressions": "a: [{{" * 100_000,
    "many expressions": "a: [" + "{{ x }}" * 100_000,
    "many statements": "{% x %}{# y #}" * 50_000 + "\n a: [",
    "surrogate": "a: \ud800\n",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_read_in_bounds(name: str) -> None:
    began = time.process_time()
    reading = read("t", HOSTILE[name].encode("utf-8", "surrogatepass"))
    assert time.process_time() - began < 5
    assert reading.documents or reading.problems


def test_too_deep_a_part_is_lost_and_the_rest_kept() -> None:
    for text in ("a: " + "[" * 300 + "]" * 300 + "\nb: 2\n", '{"a": ' + "[" * 300 + "]" * 300 + ', "b": 2}'):
        reading = read("t", text.encode())
        root = reading.documents[0].root
        assert root["b"] == 2
        assert [p.code for p in reading.problems] == ["S3L905"]
        node = root["a"]
        while isinstance(node, Seq):
            node = node[0]
        assert isinstance(node, Lost)


@examples(150)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_diagnosed(data: bytes) -> None:
    reading = read("t", data)
    assert reading.complete or reading.problems


@examples(150)
@given(st.sampled_from(sorted(TEMPLATES)), st.data())
def test_mutated_templates_are_read_or_diagnosed(name: str, data: st.DataObject) -> None:
    text = TEMPLATES[name]
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(text)))
        piece = data.draw(
            st.sampled_from(["!If ", "*a", "&a ", "<<: ", "{", "]", "\n", ": ", "- ", '"', "|", "\t", "{{ x }}"])
        )
        text = text[:at] + piece + text[at + data.draw(st.integers(0, 5)) :]
    reading = read("t", text.encode())
    assert reading.complete or reading.problems
    for problem in reading.problems:
        assert 1 <= problem.location.line <= text.count("\n") + 1


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**15), 10**15) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=12,
)


@examples(150)
@given(st.dictionaries(st.text(max_size=5), _JSON, max_size=4), st.sampled_from([None, 1, 2]))
def test_any_json_is_read_as_json_reads_it(value: dict[str, Any], indent: int | None) -> None:
    text = json.dumps(value, indent=indent)
    root = read("t", text.encode()).documents[0].root
    assert plain(root) == value
    for kind, item, start, end in leaves(root):
        if kind == "value":
            assert json.loads(text[start:end]) == plain(item)


def test_comments_are_outside_of_scalars() -> None:
    text = "# one\na: 'x # no'  # two\nb: |  # three\n  # no\n  text\nc: a#no\nd: [1, #four\n 2]\ne: \"#no\"\n"
    assert [c.text for c in comments(Source("t", text))] == ["# one", "# two", "# three", "#four"]


def test_comments_of_json_are_whole_lines() -> None:
    text = '// one\n{"a": "http://x", "b": "# no"\n  // two\n}\n'
    assert [c.text for c in comments(Source("t", text))] == ["// one", "// two"]


def test_no_value_is_a_date() -> None:
    for text in TEMPLATES.values():
        assert not any(isinstance(value, date) for _, value, _, _ in leaves(read("t", text.encode()).documents[0].root))

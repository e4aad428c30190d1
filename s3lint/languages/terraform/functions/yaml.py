"""YAML as Terraform reads and writes it (a dialect between 1.1 and 1.2). The doorway to PyYAML.

Source: Terraform's yamldecode and yamlencode (go-cty-yaml), measured.
"""

from __future__ import annotations

import re
from itertools import accumulate
from typing import Any

from s3lint.languages.terraform.functions.call import Call
from s3lint.languages.terraform.functions.dates import timestamp_text
from s3lint.languages.terraform.functions.yamlholes import Ambiguous, Holes, holes
from s3lint.languages.terraform.types.build import boolean, null, number, object_of, sequence, text
from s3lint.languages.terraform.types.convert import converted
from s3lint.languages.terraform.types.inspect import is_null
from s3lint.languages.terraform.types.kinds import STRING
from s3lint.languages.terraform.types.number import INFINITY, parse, spell
from s3lint.languages.terraform.types.problem import OverLimit, Problem
from s3lint.lazy import lazy_re
from s3lint.values import Mapping, Scalar, Value

_MAX_TEXT = 128 << 10
_MAX_DEPTH = 100
_NULL = {"", "~", "null", "Null", "NULL"}
_TRUE = {form for word in ("y", "yes", "true", "on") for form in (word, word.title(), word.upper())}
_FALSE = {form for word in ("n", "no", "false", "off") for form in (word, word.title(), word.upper())}
_NUMBER = lazy_re(r"[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?", re.ASCII)
_BASED = lazy_re(r"0x[0-9a-fA-F]+|0o[0-7]+")
_INFINITE = lazy_re(r"([-+]?)\.(?:inf|Inf|INF)")
_TAG = "tag:yaml.org,2002:"


def yamldecode(call: Call, arguments: list[Value]) -> Value:
    """What a YAML text encodes."""
    value = arguments[0]
    held = holes(value)
    if held is None:
        return call.unknown(value)
    import yaml

    if len(held.source) > _MAX_TEXT:
        raise OverLimit("decodes a YAML string that is too long")
    call.budget.spend(len(held.source))
    if _depth(held.source) > _MAX_DEPTH:
        raise OverLimit("is nested too deeply")
    try:
        loader = yaml.SafeLoader(held.source.removeprefix("\ufeff"))
        node = loader.get_single_node()
    except yaml.YAMLError as error:
        if held.mark:
            return call.unknown(value)
        raise Problem(f"invalid YAML: {getattr(error, 'problem', None) or 'it cannot be read'}") from error
    except ValueError as error:
        raise Problem("invalid YAML") from error
    if node is None:
        raise Problem("invalid YAML: missing start of document")
    try:
        return _value(node, call, (), held)
    except Ambiguous:
        return call.unknown(value)


def _depth(source: str) -> int:
    """How deeply brackets nest, at most; PyYAML takes very long where they nest deeply."""
    steps = (1 if letter in "[{" else -1 for letter in re.findall(r"[\[\]{}]", source))
    return max(0, *accumulate(steps, initial=0))


def _value(node: Any, call: Call, above: tuple[int, ...], held: Holes) -> Value:
    """A node's value. An alias is walked each time, so the budget bounds what it multiplies to."""
    call.budget.spend(4)
    if id(node) in above:
        raise Problem("invalid YAML: a node may not contain itself")
    above = (*above, id(node))
    if len(above) > _MAX_DEPTH:
        raise OverLimit("is nested too deeply")
    if node.id == "scalar":
        return held.scalar(node, call, _plain(held.sample(node), call)) if held.are_in(node) else _scalar(node, call)
    held.check(node)
    if node.id == "sequence":
        if node.tag != _TAG + "seq":
            raise Problem(f"unsupported tag {node.tag}")
        return sequence([_value(item, call, above, held) for item in node.value], call.span)
    if node.tag != _TAG + "map":
        raise Problem(f"unsupported tag {node.tag}")
    own: dict[str, Value] = {}
    merged: dict[str, Value] = {}
    for key_node, value_node in node.value:
        item = _value(value_node, call, above, held)
        if key_node.id == "scalar" and key_node.value == "<<":
            if not isinstance(item, Mapping):
                raise Problem("cannot merge this: only a mapping can be merged")
            merged.update(item.entries)
            continue
        own[_key(_value(key_node, call, above, held))] = item
    return object_of({**merged, **own}, None, call.span)


def _key(value: Value) -> str:
    if is_null(value):
        raise Problem("a mapping key must not be null")
    found = converted(value, STRING)
    assert isinstance(found, Scalar)
    return str(found.data)


def _scalar(node: Any, call: Call) -> Value:
    data, tag = str(node.value), str(node.tag)
    quoted = node.style is not None
    explicit = node.tag.startswith("!")
    kind = tag.removeprefix(_TAG)
    if explicit or kind not in ("str", "int", "float", "bool", "null", "timestamp", "binary", "merge", "value"):
        raise Problem(f"unsupported tag {tag}")
    if kind == "binary" or (quoted and kind != "int"):
        return text(data, call.span)
    plain = _plain(data, call)
    if node_is_tagged(node):
        if kind == "str":
            return text(data, call.span)
        if (
            kind in ("int", "float")
            and not isinstance(getattr(plain, "data", None), int)
            and _NUMBER.fullmatch(data) is None
        ):
            raise Problem(f"cannot parse {data!r} as {kind}")
    return text(data, call.span) if quoted else plain


def node_is_tagged(node: Any) -> bool:
    """Whether a tag is written at a node: then its text does not begin where the node does."""
    mark = node.start_mark
    return bool(mark.buffer is not None and mark.buffer[mark.pointer : mark.pointer + 1] == "!")


def _plain(data: str, call: Call) -> Value:
    """What a plain scalar means."""
    if data in _NULL:
        return null(span=call.span)
    if data in _TRUE or data in _FALSE:
        return boolean(data in _TRUE, call.span)
    if _BASED.fullmatch(data):
        return number(int(data[2:], 16 if data[1] == "x" else 8), call.span)
    if _NUMBER.fullmatch(data):
        found = parse(data)
        return number(found, call.span) if found is not None else text(data, call.span)
    infinite = _INFINITE.fullmatch(data)
    if infinite:
        return number(-INFINITY if infinite[1] == "-" else INFINITY, call.span)
    if data in (".nan", ".NaN", ".NAN"):
        raise Problem("a number that is not a number is not supported")
    return text(timestamp_text(data) or data, call.span)


_NAMED = {0: "0", 7: "a", 8: "b", 9: "t", 10: "n", 11: "v", 12: "f", 13: "r", 27: "e", 34: '"', 92: "\\"}
_NAMED |= {0x85: "N", 0x2028: "L", 0x2029: "P"}
_WIDTH = 80


def yamlencode(data: Any) -> str:
    """A value as YAML, in block style with every string in quotes."""
    if isinstance(data, dict | list | str):
        return _block(data, 0, 0) + "\n"
    return _word(data) + "\n...\n"


def _word(data: Any) -> str:
    if data is None or isinstance(data, bool):
        return {None: "null", True: "true", False: "false"}[data]
    return spell(data)


def _block(data: Any, indent: int, column: int) -> str:
    """A node whose first line stands at a column; the lines after it are moved in. No newline at the end."""
    pad = "\n" + " " * indent
    if isinstance(data, dict):
        if not data:
            return "{}"
        return pad.join(_pair(key, data[key], indent) for key in sorted(data))
    if isinstance(data, list):
        return pad.join("- " + _block(item, indent + 2, indent + 2) for item in data) if data else "[]"
    if isinstance(data, str):
        return _literal(data, indent) if _may_be_literal(data) else _double(data, max(indent, 2), column)
    return _word(data)


def _pair(key: str, value: Any, indent: int) -> str:
    head = _double(key, 0, 0, folds=False) + ":"
    if isinstance(value, dict) and value:
        return head + "\n" + " " * (indent + 2) + _block(value, indent + 2, indent + 2)
    if isinstance(value, list) and value:
        return head + "\n" + " " * indent + _block(value, indent, indent)
    if isinstance(value, str):
        return head + " " + _block(value, indent + 2, indent + len(head) + 1)
    return head + " " + _block(value, indent, 0)


def _may_be_literal(data: str) -> bool:
    if "\n" not in data or " \n" in data or data.endswith(" "):
        return False
    return all(letter == "\n" or _printable(letter) for letter in data)


def _printable(letter: str) -> bool:
    code = ord(letter)
    if code in (0x85, 0x2028, 0x2029, 0xFEFF):
        return False
    return 0x20 <= code < 0x7F or 0xA0 <= code < 0xD800 or 0xE000 <= code < 0xFFFE


def _literal(data: str, indent: int) -> str:
    indent = max(indent, 2)
    hint = "2" if data[0] in " \n" else ""
    chomp = "-" if not data.endswith("\n") else "+" if data.endswith("\n\n") or data == "\n" else ""
    body = data.removesuffix("\n")
    lines = "".join("\n" + (" " * indent + line if line else "") for line in body.split("\n"))
    return f"|{hint}{chomp}{lines}"


def _double(data: str, indent: int, column: int, *, folds: bool = True) -> str:
    out = ['"']
    column += 1
    spaces = False
    for index, letter in enumerate(data):
        if letter == " ":
            if folds and not spaces and column > _WIDTH and 0 < index < len(data) - 1:
                out.append("\n" + " " * indent)
                column = indent
                if data[index + 1] == " ":
                    out.append("\\")
                    column += 1
            else:
                out.append(letter)
                column += 1
            spaces = True
            continue
        piece = letter if _printable(letter) and letter not in '"\\' else _escape(ord(letter))
        out.append(piece)
        column += len(piece)
        spaces = False
    return "".join(out) + '"'


def _escape(code: int) -> str:
    if code in _NAMED:
        return "\\" + _NAMED[code]
    if code <= 0xFF:
        return f"\\x{code:02X}"
    return f"\\u{code:04X}" if code <= 0xFFFF else f"\\U{code:08X}"

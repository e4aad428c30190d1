"""JSON with the place of every key and value: json.loads says whether it is JSON, one scan finds the places."""

from __future__ import annotations

import json
from typing import Any

from s3lint.languages.cloudformation.reading.nodes import MAX_DEPTH, Document, Lost, Map, Reading, Seq
from s3lint.lazy import lazy_re

_TOKEN = lazy_re(r'"[^"\\]*(?:\\.[^"\\]*)*"|[{}\[\]]|[^\s,:{}\[\]"]+')
_COMMENT_LINE = lazy_re(r"(?m)^[ \t]*//[^\n]*")
_WORDS = {"true": True, "false": False, "null": None}


class BadJson(ValueError):
    """The text is not JSON; `offset` is where, `deep` whether it is only nested too deeply."""

    def __init__(self, message: str, offset: int, *, deep: bool = False) -> None:
        super().__init__(message)
        self.offset = offset
        self.deep = deep


def read_json(text: str, reading: Reading) -> None:
    """Add the document of a JSON text to the reading; whole-line `//` comments are passed over. Raises BadJson."""
    try:
        try:
            json.loads(text)
        except ValueError:
            if "//" not in text:
                raise
            text = _COMMENT_LINE.sub(lambda m: " " * len(m[0]), text)
            json.loads(text)
    except RecursionError as error:
        raise BadJson("nested too deeply", 0, deep=True) from error
    except json.JSONDecodeError as error:
        raise BadJson(error.msg[:1].lower() + error.msg[1:], error.pos) from error
    except ValueError as error:  # an integer of more digits than Python converts
        raise BadJson(str(error), 0) from error
    reading.documents.append(_locate(text, reading))


def _scalar(token: str) -> Any:
    if token[0] == '"':
        return token[1:-1] if "\\" not in token else json.loads(token)
    if token in _WORDS:
        return _WORDS[token]
    number = json.loads(token)
    return token if isinstance(number, int) and len(token) > 18 else number


def _locate(text: str, reading: Reading) -> Document:
    """The tree of a valid JSON text."""
    top = Seq(0)
    node: Any = top
    stack: list[tuple[Any, str | None, int]] = []
    key: str | None = None
    key_start = 0
    for found in _TOKEN.finditer(text):
        token, start, end = found[0], found.start(), found.end()
        if token in "{[":
            stack.append((node, key, key_start))
            node, key = Map(start) if token == "{" else Seq(start), None
            continue
        if token in "}]":
            value, start = node, node.start
            value.end = end
            node, key, key_start = stack.pop()
            node.weight += value.weight
            if len(stack) >= MAX_DEPTH:
                value = Lost(f"is nested deeper than {MAX_DEPTH} levels")
                if len(stack) == MAX_DEPTH:
                    reading.problem(
                        "S3L905", f"nested deeper than {MAX_DEPTH} levels: s3lint does not read this part", start
                    )
        else:
            value = _scalar(token)
            if key is None and type(node) is Map:
                key, key_start = value, start
                continue
            node.weight += 1
        if type(node) is Map:
            assert key is not None
            node.put(key, value, (key_start, start, end))
            key = None
        else:
            node.put(value, start, end)
    return Document(top[0], *top.at[0])

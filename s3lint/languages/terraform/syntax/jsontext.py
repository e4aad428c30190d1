"""JSON as syntax: members in order and with their places, keys that stand twice included."""

from __future__ import annotations

import json
from decimal import Decimal, InvalidOperation
from typing import Any

from s3lint.languages.terraform.syntax.lexer import MAX_DEPTH
from s3lint.languages.terraform.syntax.problem import SyntaxProblem, TooDeep
from s3lint.lazy import lazy_re
from s3lint.record import Struct
from s3lint.source import Source

_TOKEN = lazy_re(
    r'[ \t\r\n\ufeff]*(?:(?P<string>"(?:[^"\\\x00-\x1f]|\\[^\n])*")'
    r"|(?P<number>-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)"
    r"|(?P<word>true|false|null)|(?P<mark>[{}\[\]:,]))"
)
_SURROGATE = lazy_re("[\ud800-\udfff]")  # half a character
_WORDS = {"true": True, "false": False, "null": None}


class Json(Struct, eq=False):
    """A JSON value: `data` is a plain scalar, a list of items, or a list of members (key, value)."""

    kind: str  # scalar, array, object
    data: Any
    start: int
    end: int


def read(source: Source) -> Json:
    """The value that the whole text is. Raises SyntaxProblem."""
    return _Reader(source.text).run()


def read_range(source: Source, start: int, end: int) -> Json:
    """The value that stands between two offsets. Raises SyntaxProblem."""
    reader = _Reader(source.text)
    reader.at = start
    reader.next()
    value = reader.value(0)
    if reader.at > end:
        raise SyntaxProblem("the value continues after its end", start, end)
    return value


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.kind = self.word = ""
        self.start = 0

    def run(self) -> Json:
        self.next()
        value = self.value(0)
        if self.text[self.at :].strip():
            raise SyntaxProblem("expected the end, found more text", self.at, len(self.text))
        return value

    def next(self) -> None:
        found = _TOKEN.match(self.text, self.at)
        if found is None:
            rest = self.text[self.at :]
            at = self.at + len(rest) - len(rest.lstrip())
            what = f"unexpected `{self.text[at : at + 10]}`" if at < len(self.text) else "unexpected end"
            raise SyntaxProblem(what, at, min(at + 10, len(self.text)))
        self.kind = found.lastgroup or ""
        self.word = found[self.kind]
        self.start, self.at = found.start(self.kind), found.end()

    def value(self, depth: int) -> Json:
        start, kind, word = self.start, self.kind, self.word
        if depth > MAX_DEPTH:
            raise TooDeep(f"nested more than {MAX_DEPTH} levels deep", start, start + 1)
        if word == "{" and kind == "mark":
            return Json("object", self.members(depth), start, self.at)
        if word == "[" and kind == "mark":
            return Json("array", self.items(depth), start, self.at)
        return Json("scalar", self.scalar(), start, self.at)

    def scalar(self) -> Any:
        if self.kind == "string":
            try:
                return _SURROGATE.sub("\ufffd", json.loads(self.word))
            except ValueError as error:
                raise SyntaxProblem("invalid escape in a string", self.start, self.at) from error
        if self.kind == "number":
            whole = self.word.lstrip("-").isdigit() and len(self.word) <= 300
            try:
                return int(self.word) if whole else Decimal(self.word)
            except InvalidOperation as error:
                raise SyntaxProblem("the number is out of range", self.start, self.at) from error
        if self.kind == "word":
            return _WORDS[self.word]
        raise SyntaxProblem(f"expected a value, found `{self.word}`", self.start, self.at)

    def items(self, depth: int) -> list[Json]:
        found: list[Json] = []
        self.next()
        while self.word != "]" or self.kind != "mark":
            found.append(self.value(depth + 1))
            self.separator("]")
        return found

    def members(self, depth: int) -> list[tuple[Json, Json]]:
        found: list[tuple[Json, Json]] = []
        self.next()
        while self.word != "}" or self.kind != "mark":
            if self.kind != "string":
                raise SyntaxProblem("expected a key in quotes", self.start, self.at)
            key = Json("scalar", self.scalar(), self.start, self.at)
            self.next()
            if self.word != ":":
                raise SyntaxProblem(f"expected `:`, found `{self.word}`", self.start, self.at)
            self.next()
            found.append((key, self.value(depth + 1)))
            self.separator("}")
        return found

    def separator(self, close: str) -> None:
        self.next()
        if self.kind == "mark" and self.word == ",":
            self.next()
            if self.kind == "mark" and self.word == close:
                raise SyntaxProblem(f"a comma before `{close}`", self.start, self.at)
        elif self.kind != "mark" or self.word != close:
            raise SyntaxProblem(f"expected `,` or `{close}`, found `{self.word}`", self.start, self.at)

"""Bytes to text, and text of other languages blanked out without moving anything."""

from __future__ import annotations

from collections.abc import Iterator

from s3lint.lazy import lazy_re

_CONTROL = lazy_re("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_OPEN = lazy_re(r"\{[{%#]")
_CLOSE = {"{{": "}}", "{%": "%}", "{#": "#}"}
_MARGIN = 200  # an expression that stands alone on its line has no more than this beside it
_NOT_NEWLINE = lazy_re(r"[^\r\n]")


def decode(data: bytes) -> str:
    """The text of a file, without a byte order mark. Anything is some text: UTF-16 by its mark, UTF-8, else cp1252."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def blank_controls(text: str) -> str:
    """The text with the characters that YAML forbids as blanks."""
    return _CONTROL.sub(" ", text)


def blank_templates(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text with template expressions (Helm, Jinja) blanked, and where those stand that make up values."""
    foreign: list[tuple[int, int]] = []
    pieces: list[str] = []
    at = 0
    for start, end in _expressions(text):
        is_value = text.startswith("{{", start) and not _alone(text, start, end)
        if is_value:
            foreign.append((start, end))
        pieces += [text[at:start], _NOT_NEWLINE.sub("x" if is_value else " ", text[start:end])]
        at = end
    return "".join([*pieces, text[at:]]), foreign


def _expressions(text: str) -> Iterator[tuple[int, int]]:
    """Where expressions stand; `{{resolve:…}}` is CloudFormation's own."""
    at = 0
    unclosed: set[str] = set()
    for found in _OPEN.finditer(text):
        kind = found[0]
        if found.start() < at or kind in unclosed or text.startswith("resolve:", found.end()):
            continue
        end = text.find(_CLOSE[kind], found.end())
        if end < 0:
            unclosed.add(kind)
        else:
            at = end + 2
            yield found.start(), at


def _alone(text: str, start: int, end: int) -> bool:
    """Whether nothing else stands on the lines of an expression."""
    begin = text.rfind("\n", max(0, start - _MARGIN), start) + 1
    before = text[max(begin, start - _MARGIN) : start]
    stop = text.find("\n", end, end + _MARGIN)
    after = text[end : stop if stop >= 0 else end + _MARGIN]
    return not (before + after).strip()

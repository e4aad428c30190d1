"""Bytes to text, and text of other languages blanked out without moving anything."""

from __future__ import annotations

import re

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
# `{{resolve:…}}` is CloudFormation's own
_TEMPLATE = re.compile(r"\{\{(?!resolve:).*?\}\}|\{%.*?%\}|\{#.*?#\}", re.S)
_NOT_NEWLINE = re.compile(r"[^\r\n]")


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

    def blank(found: re.Match[str]) -> str:
        begin = text.rfind("\n", 0, found.start()) + 1
        end = text.find("\n", found.end())
        around = text[begin : found.start()] + text[found.end() : end if end >= 0 else len(text)]
        if found[0].startswith("{{") and around.strip():
            foreign.append(found.span())
            return _NOT_NEWLINE.sub("x", found[0])
        return _NOT_NEWLINE.sub(" ", found[0])

    return (_TEMPLATE.sub(blank, text) if "{{" in text or "{%" in text or "{#" in text else text), foreign

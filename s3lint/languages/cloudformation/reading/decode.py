"""Bytes to text."""

from __future__ import annotations

from s3lint.lazy import lazy_re

_CONTROL = lazy_re("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


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

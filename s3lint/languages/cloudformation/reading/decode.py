"""Bytes to text."""

from __future__ import annotations

from s3lint.lazy import lazy_re
from s3lint.source.encoding import decoded, wide_encoding

_CONTROL = lazy_re("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_LATER_MARK = lazy_re("(?m)^\ufeff+")  # each document of a file may begin with one (YAML 1.2.2, 5.2)


def decode(data: bytes) -> str:
    """The text of a file, without byte order marks. Anything is some text: UTF-16 and UTF-32, UTF-8, else cp1252."""
    if wide_encoding(data) is not None:
        text = decoded(data)
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", "replace")
    return _LATER_MARK.sub("", text) if "\ufeff" in text else text


def blank_controls(text: str) -> str:
    """The text with the characters that YAML forbids as blanks."""
    return _CONTROL.sub(" ", text)

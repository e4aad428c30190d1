"""The escapes of quoted strings (HCL native syntax, `Template Literals`), and the words of a text behind them."""

from __future__ import annotations

import re

from s3lint.lazy import lazy_re

_ESCAPE = lazy_re(r"\\(?:([nrt\"\\])|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))|\$(\$\{)|%(%\{)")
_SEQUENCE_ESCAPE = lazy_re(r"\$(\$\{)|%(%\{)")
BAD_ESCAPE = lazy_re(r"(?:[^\\]|^)(?:\\\\)*\\(?![nrt\"\\]|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8})")
_LETTERS = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\"}
_OF_A_WORD = lazy_re(r"\\(?:u00([2-7][0-9a-fA-F])|U000000([2-7][0-9a-fA-F])|(/))")


def unescaped(quoted: str) -> str:
    """The text that a quoted string stands for, where it holds no sequences."""
    if "\\" in quoted:
        return _ESCAPE.sub(_resolved, quoted)
    return sequences_unescaped(quoted)


def sequences_unescaped(text: str) -> str:
    """The text of a heredoc: only the starts of sequences have an escape there."""
    return _SEQUENCE_ESCAPE.sub(lambda m: m[1] or m[2], text) if "{" in text else text


def words(text: str) -> str:
    """A file's text in which every word of ASCII can be searched that its strings spell, in HCL and in JSON.

    For questions whether a text may matter at all: what is no string's escape is resolved too.
    """
    if "\\u" in text or "\\U" in text or "\\/" in text:
        return _OF_A_WORD.sub(lambda m: m[3] or chr(int(m[1] or m[2], 16)), text)
    return text


def _resolved(found: re.Match[str]) -> str:
    letter, short, long, dollar, percent = found.groups()
    if letter:
        return _LETTERS[letter]
    if short or long:
        code = int(short or long, 16)
        return chr(code) if code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else "\ufffd"
    return str(dollar or percent)

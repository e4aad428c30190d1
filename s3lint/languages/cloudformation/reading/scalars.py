"""Plain YAML scalars as CloudFormation takes them: dates, octal, sexagesimal and hexadecimal numbers stay text."""

from __future__ import annotations

from s3lint.lazy import lazy_re

_WORDS: dict[str, bool | None] = {
    **{form: True for word in ("yes", "true", "on") for form in (word, word.title(), word.upper())},
    **{form: False for word in ("no", "false", "off") for form in (word, word.title(), word.upper())},
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
}
_INTEGER = lazy_re(r"[-+]?(?:0|[1-9][0-9]{0,17})\Z")
_DECIMAL = lazy_re(r"[-+]?(?:0|[1-9][0-9]*)\.[0-9]+\Z")


def plain(text: str) -> str | int | float | bool | None:
    """The value of an unquoted scalar."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] in "0123456789-+":
        if _INTEGER.match(text):
            return int(text)
        if _DECIMAL.match(text):
            return float(text)
    return text

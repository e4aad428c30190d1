"""Characters as people see them: Unicode's grapheme clusters."""

from __future__ import annotations


def graphemes(text: str) -> list[str]:
    """The grapheme clusters of a text."""
    if text.isascii() and "\r" not in text:
        return list(text)
    import regex

    return list(regex.findall(r"\X", text))

"""String functions over known strings."""

from __future__ import annotations

import re
from typing import Any

from s3lint.languages.terraform.functions.call import whole
from s3lint.languages.terraform.functions.graphemes import graphemes
from s3lint.languages.terraform.types.problem import OverLimit, Problem

_SPACES = "\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_MAX_TEXT = 4 << 20


def chomp(text: str) -> str:
    """Without newlines at the end."""
    return re.sub(r"(?:\r\n|\n|\r)*\Z", "", text) if text[-1:] in "\r\n" else text


def upper(text: str) -> str:
    """In upper case, letter for letter."""
    return "".join(letter.upper() if len(letter.upper()) == 1 else letter for letter in text)


def lower(text: str) -> str:
    """In lower case, letter for letter."""
    return "".join(letter.lower() if len(letter.lower()) == 1 else letter[0].lower()[0] for letter in text)


def title(text: str) -> str:
    """Each word's first letter in upper case."""
    out, before = [], " "
    for letter in text:
        starts = not (before.isalnum() or before == "_" or (not before.isascii() and not before.isspace()))
        out.append(letter.title() if starts and len(letter.title()) == 1 else letter)
        before = letter
    return "".join(out)


def trim(text: str, cutset: str) -> str:
    """Without the given letters at both ends."""
    return text.strip(cutset) if cutset else text


def trimspace(text: str) -> str:
    """Without white space at both ends."""
    return text.strip(_SPACES)


def indent(spaces: Any, text: str) -> str:
    """All lines but the first moved in."""
    count = whole(spaces, "the number of spaces")
    if count < 0:
        raise Problem("the number of spaces must not be negative")
    if len(text) + text.count("\n") * count > _MAX_TEXT:
        raise OverLimit("produces a string that is too long")
    return text.replace("\n", "\n" + " " * count)


def strrev(text: str) -> str:
    """Backwards."""
    return "".join(reversed(graphemes(text)))


def substr(text: str, offset: Any, length: Any) -> str:
    """A part, counted in grapheme clusters."""
    letters = graphemes(text)
    start, count = whole(offset, "the offset"), whole(length, "the length")
    if start < 0:
        start = max(0, start + len(letters))
    return "".join(letters[start:] if count < 0 else letters[start : start + count])


def strcontains(text: str, part: str) -> bool:
    """Whether a text holds another."""
    return part in text

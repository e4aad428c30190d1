"""What a regular expression says of a text that is not known: its characters and its length."""

from __future__ import annotations

import re
import string

from s3lint.lazy import lazy_re
from s3lint.record import Struct

_DIGITS, _LETTERS = frozenset(string.digits), frozenset(string.ascii_letters)
_CLASSES = {"d": _DIGITS, "w": _DIGITS | _LETTERS | {"_"}}
_PIECE = lazy_re(
    r"(?:\[(?P<set>(?!\^)(?:\\.|[^\\\[\]])+)\]|\\(?P<escape>.)|(?P<plain>[^\\\[\]().|?*+{}^$]))"
    r"(?:(?P<count>[?*+])|\{(?P<least>\d{1,4})(?:(?P<open>,)(?P<most>\d{1,4})?)?\})?"
)
_RANGE = lazy_re(r"(?P<class>\\[dw])|(?P<from>\\?.)-(?P<to>\\?.)|(?P<one>\\?.)")
_COUNTS: dict[str, tuple[int, int | None]] = {"?": (0, 1), "*": (0, None), "+": (1, None)}


class Shape(Struct, frozen=True):
    """The characters that a text may hold, those that it may begin and end with, and its length (`most` None: any)."""

    alphabet: frozenset[str]
    first: frozenset[str]
    last: frozenset[str]
    least: int
    most: int | None


def shape_of(pattern: str, *, anchored: bool = False) -> Shape | None:
    """The shape of the texts that a pattern matches whole; None where it does not tell (alternatives, groups).

    `anchored` says that the pattern is matched against the whole text even without `^` and `$`.
    """
    if not anchored and not (pattern.startswith("^") and pattern.endswith("$") and not pattern.endswith("\\$")):
        return None
    at, body = 0, pattern.removeprefix("^").removesuffix("$")
    pieces: list[tuple[frozenset[str], int, int | None]] = []
    while at < len(body):
        found = _PIECE.match(body, at)
        if found is None or found.end() == at or len(pieces) > 100:
            return None
        characters = _characters(found)
        if not characters:
            return None
        pieces.append((characters, *_count(found)))
        at = found.end()
    return _joined(pieces) if pieces else None


def _joined(pieces: list[tuple[frozenset[str], int, int | None]]) -> Shape:
    most = [most for _, _, most in pieces]
    return Shape(
        frozenset().union(*(characters for characters, _, _ in pieces)),
        _edge(pieces),
        _edge(pieces[::-1]),
        sum(least for _, least, _ in pieces),
        None if None in most else sum(number or 0 for number in most),
    )


def _edge(pieces: list[tuple[frozenset[str], int, int | None]]) -> frozenset[str]:
    """The characters that may stand at the end that the pieces begin with."""
    found: frozenset[str] = frozenset()
    for characters, least, _ in pieces:
        found |= characters
        if least:
            break
    return found


def _count(found: re.Match[str]) -> tuple[int, int | None]:
    if found["count"]:
        return _COUNTS[found["count"]]
    if found["least"] is None:
        return 1, 1
    least = int(found["least"])
    return least, int(found["most"]) if found["most"] else None if found["open"] else least


def _characters(found: re.Match[str]) -> frozenset[str]:
    """The characters of one piece; empty where that is not told."""
    if found["plain"]:
        return frozenset(found["plain"])
    if found["escape"]:
        letter = found["escape"]
        return _CLASSES.get(letter, frozenset() if letter.isalnum() else frozenset(letter))
    characters: set[str] = set()
    for part in _RANGE.finditer(found["set"]):
        if part["class"]:
            characters |= _CLASSES[part["class"][1]]
        elif part["one"]:
            if part["one"][0] == "\\" and part["one"][1:].isalnum():
                return frozenset()
            characters.add(part["one"][-1])
        else:
            first, last = ord(part["from"][-1]), ord(part["to"][-1])
            if last < first or last > 127 or part["from"].startswith("\\") or part["to"].startswith("\\"):
                return frozenset()
            characters |= set(map(chr, range(first, last + 1)))
    return frozenset(characters)

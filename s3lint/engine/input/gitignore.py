"""Patterns as git reads and compares them (gitignore(5); git's dir.c and wildmatch.c), in linear time.

Names are compared byte by byte, as git does: each byte stands here for one character (Latin-1).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

from s3lint.lazy import lazy_re
from s3lint.record import Struct
from s3lint.values.regex import BadPattern, compile_pattern

LONGEST = 2_000  # characters of a pattern with wildcards; a longer one is no work of people, and ignores nothing
_SPECIAL = lazy_re(r"[*?\[\\]")
_ANY = lazy_re("(?s).*")
_TOGETHER = 50  # patterns that are tried at once
_CLASSES = {
    "alnum": "0-9A-Za-z",
    "alpha": "A-Za-z",
    "blank": " \t",
    "cntrl": "\x00-\x1f\x7f",
    "digit": "0-9",
    "graph": "!-~",
    "lower": "a-z",
    "print": " -~",
    "punct": "!-/:-@[-`{-~",
    "space": "\t-\r ",
    "upper": "A-Z",
    "xdigit": "0-9A-Fa-f",
}


class _MatchesNothing(Exception):
    """A pattern that git never finds to match."""


def lines_of(data: bytes) -> list[str]:
    """The lines of an ignore file that may be patterns. Only a line feed ends a line."""
    text = data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "surrogateescape")
    lines = (line.removesuffix("\r").partition("\0")[0] for line in text.split("\n"))
    return [line for line in lines if line and not line.startswith("#")]


def as_bytes(text: str) -> str:
    """A name or pattern with a character for each of its bytes."""
    if text.isascii():
        return text
    try:
        return text.encode("utf-8", "surrogateescape").decode("latin-1")
    except UnicodeEncodeError:  # half a character, in a name on Windows
        return text.encode("utf-8", "surrogatepass").decode("latin-1")


class Pattern(Struct, frozen=True):
    """One line: what it says of the paths that it matches."""

    text: str  # without the marks around it
    ignores: bool  # not taken back by `!`
    folders_only: bool
    by_name: bool  # compared with the last part of a path alone

    @property
    def literal(self) -> str | None:
        """The name or path that it is, where it has no wildcards."""
        return None if _SPECIAL.search(self.text) else self.text

    def expression(self) -> str | None:
        """A regular expression for the whole name or path; None for a pattern that matches nothing."""
        found = _SPECIAL.search(self.text)
        start = found.start() if found else len(self.text)
        # git compares what stands before the first wildcard by itself, and takes `**` behind it for a whole part
        try:
            return re.escape(self.text[:start]) + "".join(_translated(self.text, start, in_path=not self.by_name))
        except _MatchesNothing:
            return None


def parse(line: str) -> Pattern | None:
    """The pattern of a line; None where nothing is left of it."""
    text = _without_blanks(line)
    ignores = not text.startswith("!")
    text = text if ignores else text[1:]
    folders_only = text.endswith("/")
    text = text[:-1] if folders_only else text
    by_name = "/" not in text
    text = text.removeprefix("/")
    return Pattern(text, ignores, folders_only, by_name) if text else None


def _without_blanks(line: str) -> str:
    """The line without the blanks at its end, but for one behind a backslash."""
    end = len(line.rstrip(" "))
    if end < len(line) and (end - len(line[:end].rstrip("\\"))) % 2:
        end += 1
    return line[:end]


def _translated(text: str, start: int, *, in_path: bool) -> Iterator[str]:
    at, any_one = start, "[^/]" if in_path else "."
    while at < len(text):
        letter = text[at]
        if letter == "*":
            end = at + len(text[at:]) - len(text[at:].lstrip("*"))
            is_part = (at == start or text[at - 1] == "/") and (end == len(text) or text.startswith(("/", "\\/"), end))
            if in_path and end - at > 1 and is_part and text.startswith("/", end):
                yield "(?:.*/)?"
                end += 1
            else:
                yield ".*" if not in_path or (end - at > 1 and is_part) else "[^/]*"
            at = end
        elif letter == "?":
            yield any_one
            at += 1
        elif letter == "[":
            members, at = _members(text, at + 1)
            yield _set_of(members - {ord("/")} if in_path else members)
        else:
            at += letter == "\\"
            if at == len(text):
                raise _MatchesNothing
            yield re.escape(text[at])
            at += 1


def _members(text: str, at: int) -> tuple[set[int], int]:
    """The bytes that a bracket stands for, and the offset after it. Raises _MatchesNothing where it is not closed."""
    negated = text.startswith(("!", "^"), at)
    at += negated
    found: set[int] = set()
    before: str | None = None  # what a range may start with
    first = True
    while first or not text.startswith("]", at):
        first = False
        letter = _letter(text, at)
        if letter == "[" and text.startswith("[:", at):
            end = text.find("]", at + 2)
            if end < 0:
                raise _MatchesNothing
            if end > at + 2 and text[end - 1] == ":":
                if text[at + 2 : end - 1] not in _CLASSES:
                    raise _MatchesNothing
                found |= _ranges(_CLASSES[text[at + 2 : end - 1]])
                before, at = None, end + 1
                continue
        if letter == "-" and before is not None and _letter(text, at + 1) != "]":
            at += 1 + text.startswith("\\", at + 1)
            found |= set(range(ord(before), ord(_letter(text, at)) + 1))
            before, at = None, at + 1
            continue
        at += letter == "\\"
        before = _letter(text, at)
        found.add(ord(before))
        at += 1
    return set(range(1, 256)) - found if negated else found, at + 1


def _letter(text: str, at: int) -> str:
    if at >= len(text):
        raise _MatchesNothing
    return text[at]


def _ranges(spelled: str) -> set[int]:
    found = re.findall(r"(.)-(.)|(.)", spelled, re.DOTALL)
    return {code for first, last, one in found for code in range(ord(first or one), ord(last or one) + 1)}


def _set_of(members: set[int]) -> str:
    if not members:
        raise _MatchesNothing
    return "[" + "".join(f"\\x{{{code:x}}}" for code in sorted(members)) + "]"


class PatternList:
    """The patterns of one file: the last that matches decides."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.patterns = [pattern for line in lines if (pattern := parse(as_bytes(line))) is not None]
        self._literals: dict[tuple[bool, str], list[int]] = {}
        wild: list[int] = []
        for number, pattern in enumerate(self.patterns):
            if (text := pattern.literal) is not None:
                self._literals.setdefault((pattern.by_name, text), []).append(number)
            elif len(pattern.text) <= LONGEST:
                wild.append(number)
        self._groups = [_Group(self.patterns, wild[at : at + _TOGETHER]) for at in range(0, len(wild), _TOGETHER)]

    @property
    def work(self) -> int:
        """What comparing one path costs, in groups of patterns."""
        return len(self._groups)

    def says(self, path: str, *, is_folder: bool) -> bool | None:
        """True: ignored; False: taken back; None: no pattern speaks of it."""
        path = as_bytes(path)
        name = path[path.rfind("/") + 1 :]
        found = [*self._literals.get((True, name), ()), *self._literals.get((False, path), ())]
        best = max((n for n in found if is_folder or not self.patterns[n].folders_only), default=-1)
        for group in reversed(self._groups):
            if group.numbers[-1] < best:
                break
            matched = group.last(path, name, is_folder)
            if matched is not None:
                best = max(best, matched)
                break
        return None if best < 0 else self.patterns[best].ignores


class _Group:
    """Some patterns with wildcards: together they tell quickly that none of them matches."""

    def __init__(self, patterns: list[Pattern], numbers: list[int]) -> None:
        self._patterns = patterns
        self.numbers = numbers

    def last(self, path: str, name: str, is_folder: bool) -> int | None:
        """The number of the last pattern that matches."""
        by_name, by_path = self._together
        if not (by_name and by_name.fullmatch(name)) and not (by_path and by_path.fullmatch(path)):
            return None
        for number, expression in self._each:
            pattern = self._patterns[number]
            if (is_folder or not pattern.folders_only) and expression.fullmatch(name if pattern.by_name else path):
                return number
        return None

    @cached_property
    def _expressions(self) -> list[tuple[int, str]]:
        return [(number, found) for number in self.numbers if (found := self._patterns[number].expression())]

    @cached_property
    def _each(self) -> list[tuple[int, Any]]:
        """The patterns, the last first."""
        found = ((number, _compiled([expression])) for number, expression in reversed(self._expressions))
        return [(number, compiled) for number, compiled in found if compiled is not None]

    @cached_property
    def _together(self) -> tuple[Any, Any]:
        """One expression for all that are compared with names, and one for those that are compared with paths."""
        found: list[list[str]] = [[], []]
        for number, expression in self._expressions:
            found[not self._patterns[number].by_name].append(expression)
        by_name, by_path = ((_compiled(some) or _ANY) if some else None for some in found)
        return by_name, by_path


def _compiled(expressions: list[str]) -> Any:
    """One expression for some; None where RE2 finds it too large."""
    try:
        return compile_pattern(f"(?s){'|'.join(f'(?:{one})' for one in expressions)}")
    except BadPattern:
        return None

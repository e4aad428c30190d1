"""A text beside the code that spells it: which character of the code each word of the text stands for.

Languages take indentation away, fold lines and resolve escapes. White space therefore counts for nothing, and escapes
are undone in each way that a language has; whatever else differs means that the code does not spell the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate

from s3lint.lazy import lazy_re
from s3lint.record import Struct

LONGEST = 1 << 20  # characters; of longer texts no places are looked for

_OPENING = lazy_re(  # a function of CloudFormation, then a heredoc's marker, a YAML block's, or a quote
    r"""(?:!\w+\s+|\{?\s*"?Fn::\w+"?\s*:\s*)?(?:<<-?[^\n]*\n|[|>][-+\d]*[ \t]*(?:\#[^\n]*)?\r?\n|["'])?"""
)
_WORD = lazy_re(r"\S+")
_BLANK = lazy_re(r"\s*")
_LETTERS = {"n": "\n", "r": "\r", "t": "\t", "f": "\f", "b": "\b"}
_QUOTED = r"\\u[0-9a-fA-F]{4}|\\U[0-9a-fA-F]{8}|\\\n\s*|\\."
_SEQUENCES = r"\$(?=\$\{)|%(?=%\{)"
_ESCAPES = (
    lazy_re(r"(?!)"),  # none at all
    lazy_re(_SEQUENCES),  # of a template in a heredoc or file
    lazy_re(_QUOTED, re.S),  # of JSON, and of YAML's double quotes
    lazy_re(f"{_QUOTED}|{_SEQUENCES}", re.S),  # of Terraform's quotes
    lazy_re("''"),  # of YAML's single quotes
)

_Row = tuple[int, int, int, int]


class Aligned(Struct, frozen=True):
    """Runs of characters that follow each other in the text and in the code."""

    text: tuple[int, ...]  # where each starts in the text,
    code: tuple[int, ...]  # and in the code
    lengths: tuple[int, ...]
    ends: tuple[int, ...]  # in the code, behind the last character of each: an escape is longer than what it means

    def range(self, start: int, end: int) -> tuple[int, int]:
        """The range of the code for a range of the text that begins and ends with a word."""
        return self._at(start)[0], self._at(max(end - 1, start))[1]

    def _at(self, index: int) -> tuple[int, int]:
        """Where a character of the text begins and ends in the code."""
        run = max(bisect_right(self.text, index) - 1, 0)
        inside = max(index - self.text[run], 0)
        begin, end = self.code[run] + inside, self.ends[run]
        return min(begin, end), end if inside >= self.lengths[run] - 1 else begin + 1


def aligned(text: str, code: str) -> Aligned | None:
    """The text beside code that spells it, quotes and markers of a heredoc included; None where it does not."""
    if not text or len(text) > LONGEST or len(code) > 2 * LONGEST:
        return None
    opening = _OPENING.match(code)
    starts = dict.fromkeys((opening.end() if opening else 0, 0))
    for start in starts:
        if code.startswith(text, start):
            return Aligned((0,), (start,), (len(text),), (start + len(text),))
    tried = (_runs(text, *_resolved(code, start, escapes)) for start in starts for escapes in _ESCAPES)
    return next((found for found in tried if found is not None), None)


def _resolved(code: str, start: int, escapes: re.Pattern[str]) -> tuple[str, list[int], list[int]]:
    """Code with its escapes resolved, and for each stretch of it where it starts, there and in the code."""
    pieces: list[str] = []
    origins: list[int] = []
    at = start
    for found in escapes.finditer(code, start):
        pieces += [code[at : found.start()], _meant(found[0])]
        origins += [at, found.start()]
        at = found.end()
    pieces.append(code[at:])
    origins.append(at)
    starts = list(accumulate(map(len, pieces), initial=0))[:-1]
    return "".join(pieces), starts, origins


def _meant(escape: str) -> str:
    if not escape.startswith("\\"):
        return escape[1:]  # one of two quotes, nothing of a sequence
    if escape[1] == "\n":
        return ""
    if escape[1] in "uU" and len(escape) > 2:
        return chr(min(int(escape[2:], 16), 0x10FFFF))
    return _LETTERS.get(escape[1], escape[1])


def _runs(text: str, code: str, starts: list[int], origins: list[int]) -> Aligned | None:
    """Each word of the text at its place in the code; None where a word does not follow."""
    rows: list[_Row] = []
    at = 0
    for word in _WORD.finditer(text):
        blank = _BLANK.match(code, at)
        at = blank.end() if blank else at
        if not code.startswith(word[0], at):
            return None
        rows += _rows(word.start(), at, at + len(word[0]), starts, origins)
        at += len(word[0])
    return Aligned(*zip(*rows, strict=True)) if rows else None


def _rows(text: int, begin: int, end: int, starts: list[int], origins: list[int]) -> Iterator[_Row]:
    """A word in runs that stand together in the code as it is written: the fields of Aligned."""
    index = bisect_right(starts, begin) - 1
    while begin < end:
        following = starts[index + 1] if index + 1 < len(starts) else end
        stop = min(end, following)
        if stop > begin:
            place = origins[index] + begin - starts[index]
            is_escape = index % 2 == 1
            yield text, place, stop - begin, origins[index + 1] if is_escape else place + stop - begin
            text += stop - begin
            begin = stop
        index += 1

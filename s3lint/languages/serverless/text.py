"""Variables in a text: `${self:custom.name, 'default'}`.

https://www.serverless.com/framework/docs/guides/variables
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from s3lint.lazy import lazy_re
from s3lint.record import Struct

_ADDRESS = lazy_re(r"([A-Za-z][\w-]*)(?:\((.*)\))?(?::(?!:)(.*))?\Z", re.DOTALL)
_BEGINS = lazy_re(r"\s*[A-Za-z][\w-]*(?:\(|:(?!:))")
_BRACE = lazy_re(r"\$\{|\}")
_QUOTED = lazy_re(r"""(['"])(.*)\1\Z""", re.DOTALL)
_WORDS: dict[str, object] = {"true": True, "false": False, "null": None}
_NUMBER = lazy_re(r"-?\d+(\.\d+)?\Z")


class Variable(Struct, frozen=True):
    """A variable with what stands between its braces."""

    content: str

    @property
    def text(self) -> str:
        """As it is written."""
        return f"${{{self.content}}}"


class Literal(Struct, frozen=True):
    """A fallback that is written out."""

    data: object


class Address(Struct, frozen=True):
    """Where a variable looks: `file(PARAMETERS):PATH`."""

    kind: str
    parameters: str | None
    path: str

    def __str__(self) -> str:
        inside = f"({self.parameters})" if self.parameters is not None else ""
        return f"{self.kind}{inside}{':' if self.path or not inside else ''}{self.path}"


def pieces(text: str) -> Iterator[str | Variable]:
    """The text cut at its variables. What CloudFormation means (`${AWS::Region}`, `${Bucket.Arn}`) is plain text."""
    at = begin = 0
    closings = _closings(text)
    while (start := text.find("${", at)) >= 0:
        end = closings.get(start, -1)
        if end < 0 or not _BEGINS.match(text, start + 2, end) or not is_variable(content := text[start + 2 : end]):
            at = start + 2
            continue
        if start > begin:
            yield text[begin:start]
        yield Variable(content)
        at = begin = end + 1
    if begin < len(text):
        yield text[begin:]


def is_variable(content: str) -> bool:
    """Whether what stands between braces is one of the framework's variables."""
    found = _ADDRESS.match(_first(content))
    return found is not None and (found[2] is not None or found[3] is not None)


def fallbacks(content: str) -> Iterator[Literal | Address | None]:
    """What a variable tries, one after the other; None where that is not understood."""
    for part in _split(content):
        written = part.strip()
        if (quoted := _QUOTED.match(written)) is not None:
            yield Literal(quoted[2])
        elif written in _WORDS:
            yield Literal(_WORDS[written])
        elif _NUMBER.match(written):
            yield Literal(float(written) if "." in written else int(written))
        else:
            found = _ADDRESS.match(written)
            yield Address(found[1], found[2], (found[3] or "").strip()) if found is not None else None


def _closings(text: str) -> dict[int, int]:
    """Where each variable of a text ends, by where it opens."""
    found: dict[int, int] = {}
    opened: list[int] = []
    for sign in _BRACE.finditer(text):
        if sign[0] != "}":
            opened.append(sign.start())
        elif opened:
            found[opened.pop()] = sign.start()
    return found


def _first(content: str) -> str:
    return next(_split(content), "").strip()


def _split(content: str) -> Iterator[str]:
    """The parts between commas that stand outside of quotes, parentheses and variables."""
    depth = begin = 0
    quote, blank = "", True
    for at, sign in enumerate(content):
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "'\"" and blank:
            quote = sign
        elif sign in "({":
            depth += 1
        elif sign in ")}":
            depth -= 1
        elif sign == "," and depth <= 0:
            yield content[begin:at]
            begin, blank = at + 1, True
            continue
        blank = blank and sign.isspace()
    yield content[begin:]

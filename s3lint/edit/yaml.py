"""The outline of a YAML template, by its indentation."""

from __future__ import annotations

from math import inf

from s3lint.edit.outline import Comment, Construct, Outline
from s3lint.lazy import lazy_re

_DASH = lazy_re(r"-(?:[ ]+|$)")
_KEY = lazy_re(r"""(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s#'"\[{,&*!|>][^#'"]*?):(?=\s|$)""")
_OPENS_BLOCK = lazy_re(r"\s*(?:[&!]\S*(?:\s+|$))*$")  # nothing, or only an anchor or tag
_BLOCK_SCALAR = lazy_re(r"(?:^|[\s:-])(?:![^\s]*\s+)?[|>][-+0-9]*$")
_QUOTED = lazy_re(r"""(?<![^\s\[{,:(-])(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')""")
_COMMENT = lazy_re(r"(?:^|(?<=\s))#(.*)$")


class _Reader:
    def __init__(self) -> None:
        self.outline = Outline()
        self.open: list[tuple[float, Construct]] = []
        self.scalar: int | None = None  # indentation of the key that a block scalar belongs to

    def line(self, number: int, line: str) -> None:
        text = line.rstrip()
        content = text.lstrip(" ")
        indent = len(text) - len(content)
        if not content:
            return
        if self.scalar is not None:
            if indent > self.scalar:
                self._extend(number)
                return
            self.scalar = None
        content = self._without_comment(number, content, indent)
        if not content or content in ("---", "..."):
            return
        self._constructs(number, content, indent)
        self._extend(number)

    def _without_comment(self, number: int, content: str, indent: int) -> str:
        masked = _QUOTED.sub(lambda match: "_" * len(match.group()), content) if "#" in content else content
        if found := _COMMENT.search(masked):
            text = content[found.start() + 1 :].lstrip("#").strip()
            column = indent + found.start() + 1
            before = content[: found.start()].rstrip()
            self.outline.comments.append(Comment(number, column, number, text, alone=not before))
            if not before:  # its indentation says which blocks it still belongs to
                self._extend(number, indent)
            return before
        return content

    def _constructs(self, number: int, content: str, indent: int) -> None:
        at = 0
        while dash := _DASH.match(content, at):
            # a list may stand at the indentation of its key, so an item counts as half a step deeper
            self._begin(number, indent + at + 0.5, block=True)
            at = dash.end()
        key = _KEY.match(content, at)
        rest = content[key.end() :] if key else content[at:]
        if key:
            self._begin(number, indent + at, block=bool(_OPENS_BLOCK.match(rest)), section=indent + at == 0)
        if _BLOCK_SCALAR.search(rest):
            self.scalar = int(self.open[-1][0]) if self.open else indent

    def _begin(self, number: int, depth: float, *, block: bool, section: bool = False) -> None:
        while self.open and self.open[-1][0] >= depth:
            self.open.pop()
        parent = self.open[-1][1] if self.open else None
        construct = Construct(number, number, parent, block, section, column=int(depth) + 1)
        self.outline.constructs.append(construct)
        self.open.append((depth, construct))

    def _extend(self, number: int, below: float = inf) -> None:
        for depth, construct in self.open:
            if depth < below:
                construct.last = number


def outline(text: str) -> Outline:
    """The outline of a YAML file."""
    reader = _Reader()
    for number, line in enumerate(text.split("\n"), start=1):
        reader.line(number, line)
    return reader.outline

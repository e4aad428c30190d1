"""The scanner: where blocks and attributes end, without parsing what stands in them (some 35 MB a second)."""

from __future__ import annotations

from typing import NamedTuple

from s3lint.languages.terraform.syntax.heredocs import Closings
from s3lint.languages.terraform.syntax.lexer import MAX_DEPTH
from s3lint.languages.terraform.syntax.patterns import (
    ATTRIBUTE,
    BLANKS,
    BORING,
    BORING_LINE,
    HEADER,
    HEREDOC_OPEN,
)
from s3lint.languages.terraform.syntax.problem import SyntaxProblem, TooDeep
from s3lint.languages.terraform.syntax.template_text import OPEN, heredoc_text, quoted_text

# templates inside sequences inside templates: each level costs one entry of the scanner's stack
_MAX_TEMPLATES = 10 * MAX_DEPTH


class _Outer(NamedTuple):
    """A template whose sequence is being skipped, and the brackets that were open around it."""

    mark: str  # `"` or the heredoc's marker
    start: int
    depth: int


class Item(NamedTuple):
    """An attribute (no braces) or block of a body, by offsets."""

    name: str
    is_block: bool
    start: int
    value: int  # where the expression, or the block's inside, starts
    end: int


class Scanner:
    """Skips over the text of one file."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.closings = Closings(text)

    def block_end(self, at: int, limit: int) -> int:
        """The offset after the brace that closes a block; `at` is the offset after its opening brace."""
        return self._skip(at, limit, line=False)

    def attribute_end(self, at: int, limit: int) -> int:
        """The offset at which the expression that starts at `at` ends: with its line, unless brackets are open."""
        return self._skip(at, limit, line=True)

    def items(self, at: int, limit: int) -> list[Item]:
        """The attributes and blocks between two offsets, in order."""
        found = []
        while (at := self.blanks(at, limit)) < limit:
            if attribute := ATTRIBUTE.match(self.text, at, limit):
                end = self.attribute_end(attribute.end(), limit)
                found.append(Item(attribute[1], False, at, attribute.end(), end))
            elif block := HEADER.match(self.text, at, limit):
                end = self.block_end(block.end(), limit)
                found.append(Item(block[1], True, at, block.end(), end))
            else:
                raise SyntaxProblem("expected an attribute or a block", at, at + 1)
            at = end
        return found

    def blanks(self, at: int, limit: int) -> int:
        """The offset of what follows white space and comments."""
        found = BLANKS.match(self.text, at, limit)
        return found.end() if found else at

    def _skip(self, at: int, limit: int, *, line: bool) -> int:
        text, start = self.text, at
        outer: list[_Outer] = []
        depth = 0 if line else 1
        while True:
            by_line = line and not outer
            found = (BORING_LINE if by_line else BORING).match(text, at, limit)
            at = found.end() if found else at
            if at >= limit:
                if by_line and depth == 0:
                    return limit
                raise SyntaxProblem("the block is not closed", start, start + 1)
            letter = text[at]
            if letter == "{" or (by_line and letter in "(["):
                depth, at = depth + 1, at + 1
            elif letter in "})]":
                if by_line and depth == 0:
                    return at
                depth, at = depth - 1, at + 1
                if depth == 0 and outer:
                    at, depth = self._template(outer, outer.pop(), at, limit)
                elif depth == 0 and not line:
                    return at
            elif letter == '"':
                at, depth = self._template(outer, _Outer('"', at, depth), at + 1, limit)
            elif letter == "<":
                opening = HEREDOC_OPEN.match(text, at, limit)
                if opening is None:
                    at += 1
                else:
                    self.closings.check(opening[2], at)
                    at, depth = self._template(outer, _Outer(opening[2], at, depth), opening.end(), limit)
            elif letter == "\n":
                if depth == 0:
                    return at
                at += 1
            elif text.startswith("/*", at):
                raise SyntaxProblem("the comment is not closed", at, at + 2)
            elif depth == 0 and by_line:  # a comment after the value
                return at
            else:
                end = text.find("\n", at, limit)
                at = limit if end < 0 else end

    def _template(self, outer: list[_Outer], template: _Outer, at: int, limit: int) -> tuple[int, int]:
        """Skips template text. Closed: the offset after it and the depth around it; else that of a sequence, and 1."""
        if template.mark == '"':
            stop, closed = quoted_text(self.text, at, limit)
        else:
            stop, closed = heredoc_text(self.text, template.mark, at, limit)
        if closed == OPEN:
            raise self._unclosed(template)
        if closed:
            return closed, template.depth
        if len(outer) >= _MAX_TEMPLATES:
            raise TooDeep("templates are nested too deeply", at, at + 1)
        outer.append(template)
        return stop + 2, 1

    def _unclosed(self, template: _Outer) -> SyntaxProblem:
        if template.mark == '"':
            return SyntaxProblem("the string is not closed on its line", template.start, template.start + 1)
        return SyntaxProblem(f"the heredoc is not closed by `{template.mark}`", template.start, template.start + 2)

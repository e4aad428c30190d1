"""The outline of Terraform's language, by one pass over its brackets, strings and comments."""

from __future__ import annotations

import re

from s3lint.edit.outline import Comment, Construct, Outline
from s3lint.lazy import lazy_re
from s3lint.record import Struct
from s3lint.source import Source

_TOKEN = lazy_re(
    r"""
    (?P<space>[^\S\n]+)
    | (?P<newline>\n)
    | (?P<line_comment>(?:\#|//)[^\n]*)
    | (?P<block_comment>/\*.*?(?:\*/|\Z))
    | <<-?(?P<heredoc>[^\W\d][\w-]*)[^\S\n]*\n
    | (?P<quote>")
    | (?P<open>[{\[(])
    | (?P<close>[}\])])
    | (?P<comma>,)
    | (?P<assign>[=:](?!=))
    | (?P<word>[^\s\#/"<{}\[\](),=:]+(?:[^\S\n]+[^\s\#/"<{}\[\](),=:]+)*|.)
    """,
    re.VERBOSE | re.DOTALL,
)
_IN_STRING = lazy_re(r'(?:[^"\\$%\n]|\\.|\$\$\{|%%\{|[$%](?!\{))*')
_IN_TEMPLATE = lazy_re(r'[^{}"]*')


class _Level(Struct):
    """An open bracket, and the construct that is being read inside of it."""

    holder: Construct | None
    current: Construct | None = None
    assigned: bool = False


class _Reader:
    def __init__(self, source: Source) -> None:
        self.source = source
        self.outline = Outline()
        self.levels = [_Level(None)]
        self.line = 1
        self.start = 0  # offset of the line
        self.code_on_line = False

    def read(self) -> Outline:
        text, at = self.source.text, 0
        while at < len(text):
            match = _TOKEN.match(text, at)
            assert match is not None, "the last alternative takes any character"
            at = self._token(match)
        while self.levels:
            self._end()
            self.levels.pop()
        return self.outline

    def _token(self, match: re.Match[str]) -> int:
        """Takes one token and returns where the next begins."""
        kind, end = match.lastgroup or "heredoc", match.end()
        if kind == "space":
            return end
        if kind == "newline":
            self._end()
            self._newline(end)
        elif kind in ("line_comment", "block_comment"):
            self._comment(match)
        elif kind == "comma":
            self._end()
        elif kind == "close":
            self._close()
        else:
            end = self._code(kind, match)
        return end

    def _code(self, kind: str, match: re.Match[str]) -> int:
        end = match.end()
        level = self._begin(match.start())
        if kind == "assign":
            level.assigned = True
        elif kind == "open":
            assert level.current is not None
            level.current.block |= match.group() == "{" and not level.assigned
            self.levels.append(_Level(level.current))
        elif kind == "quote":
            end = _string_end(self.source.text, end)
            self._advance(match.start(), end)
        elif kind == "heredoc":
            end = _heredoc_end(self.source.text, end, match.group("heredoc"))
            self._advance(match.start(), end)
        return end

    def _begin(self, at: int) -> _Level:
        """The level that is being read, with a construct begun in it."""
        level = self.levels[-1]
        self.code_on_line = True
        if level.current is None:
            level.current = Construct(self.line, self.line, level.holder, column=at - self.start + 1)
            level.assigned = False
            self.outline.constructs.append(level.current)
        return level

    def _end(self) -> None:
        level = self.levels[-1]
        if level.current is not None:
            level.current.last = self.line
            level.current = None

    def _close(self) -> None:
        self._end()
        self.code_on_line = True
        if len(self.levels) > 1:
            self.levels.pop()

    def _newline(self, end: int) -> None:
        self.line += 1
        self.start = end
        self.code_on_line = False

    def _advance(self, start: int, end: int) -> None:
        """Counts the lines of a token that spans several."""
        newlines = self.source.text.count("\n", start, end)
        if newlines:
            self.line += newlines
            self.start = self.source.text.rfind("\n", start, end) + 1

    def _comment(self, match: re.Match[str]) -> None:
        line, column = self.line, match.start() - self.start + 1
        self._advance(match.start(), match.end())
        text = match.group().removeprefix("/*").removesuffix("*/").lstrip("#/").strip()
        self.outline.comments.append(Comment(line, column, self.line, text, alone=not self.code_on_line))


def outline(source: Source) -> Outline:
    """The outline of a `.tf` file. Linear in its length, whatever stands in it."""
    return _Reader(source).read()


def _string_end(text: str, at: int) -> int:
    """Where a quoted template ends (its opening quote stands before `at`); at the line's end where it is not closed."""
    nesting = ['"']
    while nesting:
        if nesting[-1] == '"':
            at = _IN_STRING.match(text, at).end()  # type: ignore[union-attr]
            if at >= len(text) or text[at] == "\n":
                return at
            if text[at] == '"':
                nesting.pop()
                at += 1
            elif text[at] == "\\":
                return at + 1
            else:
                nesting.append("{")
                at += 2
            continue
        at = _IN_TEMPLATE.match(text, at).end()  # type: ignore[union-attr]
        if at >= len(text):
            return at
        if text[at] == "}":
            nesting.pop()
        else:
            nesting.append(text[at])
        at += 1
    return at


def _heredoc_end(text: str, at: int, tag: str) -> int:
    """Where a heredoc ends: behind its closing tag, before that line's newline."""
    closing = re.compile(rf"^[^\S\n]*{re.escape(tag)}(?=[^\w-]|\Z)", re.MULTILINE).search(text, at)
    return closing.end() if closing else len(text)

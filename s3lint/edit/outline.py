"""The outline of a file: the lines that its blocks, attributes and comments take, and what a comment is about."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from s3lint.record import Struct, field


class Construct(Struct):
    """A block, attribute, list item or the like: its lines, and the construct that holds it."""

    first: int
    last: int
    parent: Construct | None
    block: bool = False  # holds constructs of its own (a nested block, a mapping), unlike a plain attribute
    section: bool = False  # only orders a file (`Resources:`): a comment in it does not mean all of it
    column: int = 1

    def holds(self, line: int) -> bool:
        """Whether a line lies inside, below its first one."""
        return self.first < line <= self.last

    @property
    def enclosing(self) -> Construct:
        """The outermost construct around it that is no section: the resource."""
        here = self
        while here.parent is not None and not here.parent.section:
            here = here.parent
        return here


class Comment(Struct, frozen=True):
    """A comment: its text without marks, and whether code stands before it on its line."""

    line: int
    column: int
    end_line: int
    text: str
    alone: bool


class Outline(Struct):
    """Constructs in the order of their first lines (outer ones first), and comments."""

    constructs: list[Construct] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    _ends: dict[int, Construct] | None = None
    _runs: dict[int, int] | None = None

    def covered(self, comment: Comment) -> Construct | None:
        """What a comment is about.

        Behind code: the construct of that line. Alone: what stands directly below, or the block that it opens
        (as its first line), or the construct around it where a blank line or the end follows.
        """
        if not comment.alone:
            return self.on_line(comment.line)
        around = self.around(comment.line)
        below = self._below(comment, around)
        if below is None:
            return around
        if around is not None and around.block and not below.block and self._is_first(below):
            return around
        return below

    def around(self, line: int) -> Construct | None:
        """The innermost construct that a line lies inside of, sections apart."""
        found = self._begun(line - 1)
        while found is not None and not found.holds(line):
            found = found.parent
        return None if found is None or found.section else found

    def on_line(self, line: int) -> Construct | None:
        """The outermost construct that starts on a line; else ends there; else the innermost around it."""
        return self._starting(line) or self._ending().get(line) or self.around(line)

    def statements(self, line: int) -> Iterator[Construct]:
        """The constructs that a line belongs to, innermost first: above one of them a comment may be added."""
        found = self._begun(line)
        while found is not None:
            if found.last >= line and not found.section:
                yield found
            found = found.parent

    def _begun(self, line: int) -> Construct | None:
        """The last construct that starts on or before a line: what holds the line is this one or around it."""
        index = bisect_right(self.constructs, line, key=lambda construct: construct.first)
        return self.constructs[index - 1] if index else None

    def _starting(self, line: int) -> Construct | None:
        index = bisect_left(self.constructs, line, key=lambda construct: construct.first)
        while index < len(self.constructs) and self.constructs[index].first == line:
            if not self.constructs[index].section:
                return self.constructs[index]
            index += 1
        return None

    def _ending(self) -> dict[int, Construct]:
        """The outermost block that ends on each line."""
        if self._ends is None:
            blocks = [c for c in self.constructs if c.block and not c.section]
            self._ends = {construct.last: construct for construct in reversed(blocks)}
        return self._ends

    def _below(self, comment: Comment, around: Construct | None) -> Construct | None:
        """The construct directly below, only comments in between."""
        end = self._remarks().get(comment.end_line + 1, comment.end_line)
        found = self._starting(end + 1)
        return found if found and (around is None or found.first <= around.last) else None

    def _remarks(self) -> dict[int, int]:
        """The first line of each comment that stands alone -> the last of the run of them that it begins."""
        if self._runs is None:
            self._runs = {}
            for comment in reversed(self.comments):
                if comment.alone:
                    self._runs[comment.line] = self._runs.get(comment.end_line + 1, comment.end_line)
        return self._runs

    def _is_first(self, construct: Construct) -> bool:
        """Whether it is the first in its block: the construct before it is the block itself."""
        index = bisect_left(self.constructs, construct.first, key=lambda other: other.first)
        while self.constructs[index] is not construct:
            index += 1
        return index > 0 and self.constructs[index - 1] is construct.parent

"""Which heredocs can be closed at all: one pass over the lines, so that a thousand open ones do not cost one each."""

from __future__ import annotations

from s3lint.languages.terraform.syntax.problem import SyntaxProblem


class Closings:
    """The last line of a text on which each word stands alone. Made when the first heredoc asks."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._last: dict[str, int] | None = None

    def check(self, marker: str, at: int) -> None:
        """Raises SyntaxProblem where no line after the heredoc that starts at `at` can close it."""
        if self._last is None:
            self._last = {}
            start = 0
            for line in self.text.split("\n"):
                self._last[line.strip()] = start
                start += len(line) + 1
        if self._last.get(marker, -1) <= at:
            raise SyntaxProblem(f"the heredoc is not closed by `{marker}`", at, at + 2)

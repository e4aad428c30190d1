"""What stops an evaluation. Raised and caught inside evaluation only: it becomes an Unknown at the border."""

from __future__ import annotations

from s3lint.source import Span


class Problem(Exception):
    """An error that terraform would report for an expression; the message is for the user."""

    def __init__(self, message: str, span: Span | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.span = span


class StaticProblem(Problem):
    """An error that terraform sees without evaluating, so that `try` and `can` do not catch it."""


class OverLimit(Exception):
    """The work for an expression is out of bounds; `try` and `can` do not catch this."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message

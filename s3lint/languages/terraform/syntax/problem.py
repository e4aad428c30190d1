"""A syntax error, as the parser reports it to its callers."""

from __future__ import annotations


class SyntaxProblem(Exception):
    """The text is not Terraform's language; `start` and `end` are the offsets of what does not belong there."""

    def __init__(self, message: str, start: int, end: int) -> None:
        super().__init__(message)
        self.message = message
        self.start = start
        self.end = end


class TooDeep(SyntaxProblem):
    """Brackets, templates or operators nested deeper, or more of them in a block, than any program needs (S3L905)."""

"""The comments of a file, with their places: suppressions stand in them."""

from __future__ import annotations

from s3lint.languages.terraform.syntax.heredocs import Closings
from s3lint.languages.terraform.syntax.lexer import Lexer
from s3lint.languages.terraform.syntax.problem import SyntaxProblem
from s3lint.record import Struct
from s3lint.source import Source, Span

_MAX_ERRORS = 200


class Comment(Struct, frozen=True):
    """One comment: where it stands, what it says, and whether nothing else stands on its lines."""

    span: Span
    text: str
    alone: bool


def comments(source: Source) -> list[Comment]:
    """Every comment of a `.tf` file, in order; where the text is broken, reading goes on with the next line."""
    found: list[tuple[int, int]] = []
    text, at = source.text, 0
    closings = Closings(text)
    for _ in range(_MAX_ERRORS):
        try:
            for _token in Lexer(text, at, len(text), found, closings).body_tokens():
                pass
            break
        except SyntaxProblem as problem:
            stop = max(at, problem.start, found[-1][1] - 1 if found else 0)
            at = text.find("\n", stop) + 1
            if at == 0 or text.startswith("/*", problem.start):
                break
    return [_comment(source, start, end) for start, end in found]


def _comment(source: Source, start: int, end: int) -> Comment:
    text = source.text
    while end > start and text[end - 1] in "\r\n":
        end -= 1
    raw = text[start:end]
    inner = raw[2:-2] if raw.startswith("/*") else raw.lstrip("#") if raw.startswith("#") else raw.lstrip("/")
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    around = text[line_start:start] + text[end : len(text) if line_end < 0 else line_end]
    return Comment(source.span(start, end), inner.strip(), not around.strip("\ufeff \t\r"))

"""What CloudFormation's evaluation is told of variables that have no value: they are unknown parts of a text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from s3lint.languages.serverless.text import pieces
from s3lint.languages.serverless.why import Open
from s3lint.source import Span
from s3lint.values import Reason


class Unknowns:
    """The variables of a service whose values are not known."""

    def __init__(self, why: Mapping[str, Open]) -> None:
        self._why = why

    def parts(self, text: str, span: Span | None) -> Iterator[str | tuple[str, Reason]]:
        """A text cut at its variables, each with the reason why it is not known."""
        for piece in pieces(text):
            yield piece if isinstance(piece, str) else (piece.text, self.reason(piece.text, span))

    def reason(self, text: str, span: Span | None) -> Reason:
        """Why a variable is not known."""
        found = self._why.get(text, Open(text, "is a variable that s3lint does not evaluate"))
        return Reason("data", found.name, found.says, span, found.hint)

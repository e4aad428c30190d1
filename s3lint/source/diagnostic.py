"""What went wrong while reading: data, never an exception."""

from __future__ import annotations

from s3lint.record import Struct
from s3lint.source.text import Location, Span

INTERNAL = "S3L900"  # a mistake of s3lint itself


class Diagnostic(Struct, frozen=True):
    """A message about the analysis itself (codes S3L9xx).

    `incomplete` says that input was lost (exit 3), `left_out` what of S3 is not judged because of it: a noun, such as
    `bucket policy`. Of input that was lost without a noun, a part of the file is not judged.
    """

    code: str
    message: str
    location: Location
    incomplete: bool = True
    hint: str = ""
    left_out: str = ""
    about: str = ""  # what it says it of, where other places share that (a module's source): they are told together
    also: tuple[Location, ...] = ()  # those other places

    @property
    def is_gap(self) -> bool:
        """Whether something that may matter to S3 is not judged because of it."""
        return self.incomplete or bool(self.left_out)

    @staticmethod
    def at(
        code: str, message: str, span: Span, *, incomplete: bool = True, hint: str = "", left_out: str = ""
    ) -> Diagnostic:
        """A diagnostic that points at a span."""
        return Diagnostic(code, message, span.location(), incomplete, hint, left_out)

"""What went wrong while reading: data, never an exception."""

from __future__ import annotations

from dataclasses import dataclass

from s3lint.source.text import Location, Span

INTERNAL = "S3L900"  # a mistake of s3lint itself


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A message about the analysis itself (codes S3L9xx). `incomplete` says that input was lost (exit 3)."""

    code: str
    message: str
    location: Location
    incomplete: bool = True
    hint: str = ""

    @staticmethod
    def at(code: str, message: str, span: Span, *, incomplete: bool = True, hint: str = "") -> Diagnostic:
        """A diagnostic that points at a span."""
        return Diagnostic(code, message, span.location(), incomplete, hint)

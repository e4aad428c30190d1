"""Places as the protocol counts them.

A line ends with `\\n`, `\\r\\n` or `\\r` there, and characters are counted in the units that both sides agreed on.
s3lint ends lines with `\\n` and counts code points. Offsets are what the two have in common.
"""

from __future__ import annotations

from bisect import bisect_right

from s3lint.lazy import lazy_re
from s3lint.server.protocol import lsp
from s3lint.source import Location, Source

_LINE = lazy_re(r"\r\n|\n|\r")
_WIDTHS = {lsp.PositionEncodingKind.Utf8: "utf-8", lsp.PositionEncodingKind.Utf16: "utf-16-le"}


class Text:
    """One text, with its places in both ways to count."""

    def __init__(self, path: str, text: str, encoding: str = lsp.PositionEncodingKind.Utf16) -> None:
        self.source = Source(path, text)
        self.text = text
        self._starts = [0, *(match.end() for match in _LINE.finditer(text))]
        self._encoding = encoding
        self._is_plain = text.isascii()

    def position(self, offset: int) -> lsp.Position:
        """An offset as the protocol counts."""
        offset = max(0, min(offset, len(self.text)))
        line = bisect_right(self._starts, offset) - 1
        return lsp.Position(line, self._units(self.text[self._starts[line] : offset]))

    def offset(self, position: lsp.Position) -> int:
        """A position as an offset, within the text and the line."""
        if position.line >= len(self._starts):
            return len(self.text)
        start = self._starts[position.line]
        end = self._starts[position.line + 1] if position.line + 1 < len(self._starts) else len(self.text)
        line = self.text[start:end].rstrip("\r\n")
        if self._is_plain or self._units(line) <= position.character:
            return start + min(position.character, len(line))
        units = 0
        for index, char in enumerate(line):
            units += self._units(char)
            if units > position.character:
                return start + index
        return start + len(line)

    def range(self, place: Location) -> lsp.Range:
        """A place that s3lint names."""
        start = self.source.offset(place.line, place.column)
        end = self.source.offset(place.end_line, place.end_column)
        return self.between(start, max(start, end))

    def between(self, start: int, end: int) -> lsp.Range:
        """The range between two offsets."""
        return lsp.Range(self.position(start), self.position(end))

    def line_around(self, position: lsp.Position) -> tuple[str, int]:
        """The line of a position up to its end, and the offset at which it starts."""
        line = min(position.line, len(self._starts) - 1)
        end = self._starts[line + 1] if line + 1 < len(self._starts) else len(self.text)
        return self.text[self._starts[line] : end].rstrip("\r\n"), self._starts[line]

    def _units(self, text: str) -> int:
        if self._is_plain or text.isascii() or self._encoding not in _WIDTHS:
            return len(text)
        width = _WIDTHS[lsp.PositionEncodingKind(self._encoding)]
        return len(text.encode(width, "surrogatepass")) // (2 if width == "utf-16-le" else 1)

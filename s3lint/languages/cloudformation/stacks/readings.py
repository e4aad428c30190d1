"""A template as it was read last: what asks for the same text again, in another environment, need not parse it."""

from __future__ import annotations

from s3lint.languages.cloudformation.detect import words
from s3lint.languages.cloudformation.reading import Reading, read

# what makes a stack add to the nodes of its template
_GROWS = (b"AWS::Include", b"Fn::Transform", b"Fn::ForEach", b"provider")


class Readings:
    """Keeps one reading."""

    def __init__(self) -> None:
        self._kept: tuple[str, bytes, Reading] | None = None

    def of(self, path: str, data: bytes) -> Reading:
        """What a text says; the nodes are not to be changed."""
        if self._kept is not None and self._kept[:2] == (path, data):
            return self._kept[2]
        reading, text = read(path, data), words(data)
        self._kept = None if any(word in text for word in _GROWS) else (path, data, reading)
        return reading

"""Templates as they were read last: what asks for the same text again, in another environment or as a nested stack of
another template, need not parse it."""

from __future__ import annotations

from s3lint.languages.cloudformation.detect import words
from s3lint.languages.cloudformation.reading import Reading, read

MOST = 4 << 20  # characters of the texts that are kept
# what makes a stack add to the nodes of its template
_GROWS = (b"AWS::Include", b"Fn::Transform", b"Fn::ForEach", b"provider")


class Readings:
    """Keeps readings, those that were asked for last, but none with one of some words."""

    def __init__(self, but: tuple[bytes, ...] = _GROWS) -> None:
        self._but = but
        self._kept: dict[str, tuple[bytes, Reading]] = {}
        self._size = 0

    def of(self, path: str, data: bytes) -> Reading:
        """What a text says; the nodes are not to be changed."""
        known = self._kept.pop(path, None)
        if known is not None and known[0] == data:
            self._kept[path] = known
            return known[1]
        self._size -= len(known[0]) if known is not None else 0
        reading, text = read(path, data), words(data) if self._but else b""
        if not any(word in text for word in self._but):
            self._keep(path, data, reading)
        return reading

    def _keep(self, path: str, data: bytes, reading: Reading) -> None:
        self._kept[path] = data, reading
        self._size += len(data)
        while self._size > MOST:
            first = next(iter(self._kept))
            self._size -= len(self._kept.pop(first)[0])

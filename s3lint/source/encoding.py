"""How the text of a file is encoded: by its byte order mark, or by where the zero bytes of its first letters stand.

YAML 1.2.2, 5.2, and RFC 4627, 3: each of their texts begins with ASCII, so four bytes tell.
"""

from __future__ import annotations

import codecs

_MARKS = (  # that of UTF-32 begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ZEROS = {  # which of the first four bytes are zero
    (True, True, True, False): "utf-32-be",
    (False, True, True, True): "utf-32-le",
    (True, False): "utf-16-be",
    (False, True): "utf-16-le",
}


def wide_encoding(data: bytes) -> str | None:
    """The encoding of a text whose letters take two or four bytes: `utf-16-le`, say. None for any other."""
    if b"\0" not in data[:4] and data[:2] not in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return None
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    zeros = tuple(byte == 0 for byte in data[:4])
    return _ZEROS.get(zeros) or _ZEROS.get(zeros[:2])


def decoded(data: bytes, narrow: str = "utf-8-sig") -> str:
    """The text of a file without its byte order mark; `narrow` is the encoding of one that is not wide."""
    encoding = wide_encoding(data)
    if encoding is None:
        return data.decode(narrow, "replace")
    return data.decode(encoding, "replace").removeprefix("\ufeff")

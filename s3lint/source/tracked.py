"""Which files git tracks, by its index.

https://git-scm.com/docs/index-format
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from s3lint.record import Struct, field

_REPOSITORY, _FOLDER = 0o160000, 0o040000  # modes of entries that stand for all below them
_MODES = (0o100000, 0o120000, _REPOSITORY, _FOLDER)
_EXTENDED = 0x4000
_LARGEST = 1 << 30


class Tracked(Struct):
    """The paths of an index."""

    files: set[str] = field(default_factory=set)
    folders: set[str] = field(default_factory=set)  # that hold such files
    wholes: set[str] = field(default_factory=set)  # all below is another repository's, or is not checked out

    def __contains__(self, path: str) -> bool:
        """Whether a file is tracked, or one in a folder."""
        if path in self.files or path in self.folders or path in self.wholes:
            return True
        return bool(self.wholes) and any(path[:at] in self.wholes for at, c in enumerate(path) if c == "/")

    def add(self, path: str, *, whole: bool = False) -> None:
        """Note a path."""
        (self.wholes if whole else self.files).add(path)
        at = path.rfind("/")
        while at > 0 and path[:at] not in self.folders:
            self.folders.add(path[:at])
            at = path.rfind("/", 0, at)
        self.folders.add(".")


def tracked_in(root: Path) -> Tracked | None:
    """What git tracks in a folder that is the top of a work tree; None where that cannot be told."""
    try:
        folder = _repository(root / ".git")
        if folder is None or not (folder / "HEAD").exists():
            return None
        return _of(_read(folder)) if (folder / "index").exists() else Tracked()
    except (OSError, ValueError):
        return None


def _repository(place: Path) -> Path | None:
    """The folder of the index. A linked work tree and a submodule have a file that names it (gitrepository-layout(5));
    a clone never writes one that comes with a commit, and of what it names nothing but names of files is compared."""
    if place.is_dir():
        return place
    if not place.is_file():
        return None
    mark, _, named = _bytes(place, 4096).decode("utf-8", "surrogateescape").partition(": ")
    folder = place.parent / named.rstrip("\n")
    return folder if mark == "gitdir" and folder.is_dir() else None


def _of(entries: Iterable[tuple[bytes, int]]) -> Tracked:
    found = Tracked()
    for name, mode in entries:
        if not name:
            continue  # changes an entry of the shared index
        found.add(name.rstrip(b"/").decode("utf-8", "surrogateescape"), whole=mode & 0o170000 in (_REPOSITORY, _FOLDER))
    return found


def _read(folder: Path) -> list[tuple[bytes, int]]:
    """The entries of a repository's index, and of the one that it shares most of them with."""
    entries, shared = _parsed(_bytes(folder / "index"))
    if shared:
        entries += _parsed(_bytes(folder / f"sharedindex.{shared}"))[0]
    return entries


def _bytes(path: Path, limit: int = _LARGEST) -> bytes:
    if not path.is_file() or path.stat().st_size > limit:
        raise ValueError("not a file that git writes")
    return path.read_bytes()


def _parsed(data: bytes) -> tuple[list[tuple[bytes, int]], str]:
    """The entries of an index, and the name of the index that it is based on. Raises ValueError."""
    length = next((n for n in (20, 32) if _digest(data[:-n], n) == data[-n:]), 0)
    for size in (length,) if length else (20, 32):  # without a checksum, only one of the two fits
        try:
            entries, at = _entries(data, size)
            return entries, _base(data, at, size)
        except (IndexError, ValueError):
            continue
    raise ValueError("not an index")


def _digest(data: bytes, length: int) -> bytes:
    return (hashlib.sha1 if length == 20 else hashlib.sha256)(data, usedforsecurity=False).digest()


def _entries(data: bytes, size: int) -> tuple[list[tuple[bytes, int]], int]:
    version, count = int.from_bytes(data[4:8], "big"), int.from_bytes(data[8:12], "big")
    if data[:4] != b"DIRC" or version not in (2, 3, 4):
        raise ValueError("version")
    found: list[tuple[bytes, int]] = []
    at, name = 12, b""
    for _ in range(count):
        start = at
        mode = int.from_bytes(data[at + 24 : at + 28], "big")
        flags = int.from_bytes(data[at + 40 + size : at + 42 + size], "big")
        at += 42 + size + 2 * bool(flags & _EXTENDED)
        kept = 0
        if version == 4:
            removed, at = _number(data, at)
            kept = len(name) - removed
            if kept < 0:
                raise ValueError("prefix")
        end = data.index(b"\0", at)
        name = name[:kept] + data[at:end]
        at = end + 1 if version == 4 else start + ((end - start + 8) & ~7)
        if mode & 0o170000 not in _MODES:
            raise ValueError("mode")
        found.append((name, mode))
    if at > len(data) - size:
        raise ValueError("length")
    return found, at


def _number(data: bytes, at: int) -> tuple[int, int]:
    """An integer of variable length, as packs write offsets."""
    value = data[at] & 0x7F
    while data[at] & 0x80:
        at += 1
        value = ((value + 1) << 7) | (data[at] & 0x7F)
    return value, at + 1


def _base(data: bytes, at: int, size: int) -> str:
    """The name that the extension `link` gives."""
    while at + 8 <= len(data) - size:
        length = int.from_bytes(data[at + 4 : at + 8], "big")
        if data[at : at + 4] == b"link":
            return data[at + 8 : at + 8 + size].hex().strip("0") and data[at + 8 : at + 8 + size].hex()
        at += 8 + length
    return ""

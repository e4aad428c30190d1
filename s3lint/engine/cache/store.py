"""Where results are kept: one file for each question that was asked, in a folder that is the user's alone."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from s3lint.engine.errors import UsageError
from s3lint.engine.input.scope import Scope, inside
from s3lint.source.userfolder import private_folder, read_private, write_private

LARGEST = 16 << 20  # bytes of one entry
MOST_BYTES, MOST_ENTRIES = 128 << 20, 200


def place(roots: Iterable[Path], name: str = "results") -> Path | None:
    """The folder of the results; None where there is no safe one, or where it lies in a tree that is scanned."""
    folder = private_folder(name)
    if folder is None:
        return None
    real = Path(os.path.realpath(folder))
    return None if any(real.is_relative_to(root) or root.is_relative_to(real) for root in roots) else folder


def named_place(named: str, given: Sequence[Scope]) -> Path:
    """The folder of the results within one that the user names, which may lie in a tree where git tracks nothing of it.

    Raises UsageError where others may have written it: whoever commits a file there would answer for a run.
    """
    base = given[0].cwd / named
    real = Path(os.path.realpath(base))
    for scope in given:
        path = inside(scope.root, real)
        # a link that comes with a commit could lead anywhere
        leads_out = inside(scope.root, Path(os.path.normpath(base))) not in (None, path)
        if leads_out or path == "." or (path is not None and scope.tree.is_tracked(path) is not False):
            raise UsageError(f"--cache-dir {named}: cannot keep results in a folder that git may track files in")
        if scope.root.is_relative_to(real):
            raise UsageError(f"--cache-dir {named}: cannot keep results in a folder that holds the scanned code")
    folder = private_folder("results", within=real)
    if folder is None:
        raise UsageError(f"--cache-dir {named}: cannot make a folder there that only its owner can write to")
    return folder


def key_of(*parts: str) -> str:
    """One name for everything that a result depends on beside the tree."""
    text = json.dumps(parts)
    return hashlib.sha256(text.encode()).hexdigest()


def load(folder: Path, key: str) -> Any:
    """What was kept under a key; None where nothing was, or not what s3lint wrote."""
    body = read(folder, key, LARGEST)
    try:
        return None if body is None else json.loads(body)
    except (ValueError, RecursionError):
        return None


def save(folder: Path, key: str, text: str) -> None:
    """Keep JSON under a key."""
    write(folder, key, text.encode(), LARGEST)


def read(folder: Path, key: str, largest: int) -> bytes | None:
    """The bytes that were kept under a key; None where none were, or not by s3lint."""
    data = read_private(_file(folder, key), largest)
    digest, _, body = (data or b"").partition(b"\n")
    return body if data is not None and digest == _digest(key, body) else None


def write(folder: Path, key: str, body: bytes, largest: int) -> None:
    """Keep bytes under a key, and drop the oldest entries where there are too many."""
    data = _digest(key, body) + b"\n" + body
    if len(data) <= largest:
        write_private(_file(folder, key), data)
        _prune(folder)


def _file(folder: Path, key: str) -> Path:
    return folder / f"{key}.json"


def _digest(key: str, body: bytes) -> bytes:
    """Of the key too: an entry under another's name is none."""
    return hashlib.sha256(key.encode() + b"\n" + body).hexdigest().encode()


def _prune(folder: Path) -> None:
    try:
        with os.scandir(folder) as entries:
            found = sorted(((e.stat(follow_symlinks=False), e.path) for e in entries), key=lambda e: -e[0].st_mtime_ns)
        total = 0
        for number, (status, path) in enumerate(found, 1):
            total += status.st_size
            if number > MOST_ENTRIES or total > MOST_BYTES:
                os.unlink(path)
    except OSError:
        pass  # another run was quicker

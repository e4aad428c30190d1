"""What a folder on disk is known by: another stamp wherever a file in it is another, without reading any."""

from __future__ import annotations

import hashlib
import os
import stat
from pathlib import Path

_GIT = (".git",)  # what it holds of the tree's own is told by the commit


def stamp(root: Path) -> str:
    """A hash of the names, sizes and times of all that lies below a folder. Links are not followed."""
    digest = hashlib.sha256()
    pending = [str(root)]
    while pending:
        folder = pending.pop()
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            digest.update(repr((folder, error.errno)).encode())
            continue
        for entry in entries:
            if entry.name in _GIT:
                continue
            digest.update(repr((os.path.relpath(entry.path, root), *_state(entry))).encode())
            if entry.is_dir(follow_symlinks=False):
                pending.append(entry.path)
    return digest.hexdigest()


def _state(entry: os.DirEntry[str]) -> tuple[object, ...]:
    try:
        status = entry.stat(follow_symlinks=False)
        if stat.S_ISDIR(status.st_mode):
            return ("folder",)
        target = os.readlink(entry.path) if stat.S_ISLNK(status.st_mode) else ""
    except OSError as error:
        return (error.errno,)
    return status.st_mode, status.st_size, status.st_mtime_ns, status.st_ctime_ns, target

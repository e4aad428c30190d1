"""Files that s3lint keeps for itself between runs, in a folder of the user's that nobody else can write to."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

OWN = ".s3lint"
"""s3lint's folder within one that the user names."""

_FOLLOW_NO_LINK = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def private_folder(*names: str, within: Path | None = None) -> Path | None:
    """s3lint's folder among the user's caches, or within another one, or a folder below it; None where it is not the
    user's alone."""
    base = _base() if within is None else within
    if base is None:
        return None
    folder = base / ("s3lint" if within is None else OWN)
    for step in (folder, *(folder.joinpath(*names[: end + 1]) for end in range(len(names)))):
        try:
            step.mkdir(mode=0o700, parents=True, exist_ok=True)
            status = step.lstat()
        except (OSError, ValueError):
            return None
        if not (stat.S_ISDIR(status.st_mode) and _is_private(status)):
            return None
        folder = step
    return folder


def read_private(path: Path, limit: int) -> bytes | None:
    """A file that was kept; None where it is missing, too large, or not written by the user alone."""
    try:
        descriptor = os.open(path, os.O_RDONLY | _FOLLOW_NO_LINK)
        with open(descriptor, "rb") as file:
            status = os.fstat(descriptor)
            if not (stat.S_ISREG(status.st_mode) and _is_private(status) and status.st_size <= limit):
                return None
            return file.read(limit)
    except OSError:
        return None


def write_private(path: Path, data: bytes) -> None:
    """Keep a file. It is written under another name and then renamed, so that no reader meets half of it."""
    draft = path.with_name(f".{path.name}.{os.urandom(8).hex()}")
    try:
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _FOLLOW_NO_LINK, 0o600)
        try:
            with open(descriptor, "wb") as file:
                file.write(data)
            os.replace(draft, path)
        except BaseException:
            os.unlink(draft)
            raise
    except OSError:
        pass  # what is not kept is made anew


def _base() -> Path | None:
    """The folder of the user's caches. A relative one would lie wherever s3lint runs: in the scanned tree."""
    named = os.environ.get("XDG_CACHE_HOME")
    if not named or not os.path.isabs(named):
        if sys.platform == "win32":
            named = os.environ.get("LOCALAPPDATA") or os.path.expanduser("~\\AppData\\Local")
        else:
            named = os.path.expanduser("~/Library/Caches" if sys.platform == "darwin" else "~/.cache")
    return Path(named) if os.path.isabs(named) else None


def _is_private(status: os.stat_result) -> bool:
    if os.name == "nt":  # a profile's folders are the user's by their access lists
        return True
    return status.st_uid == os.getuid() and not status.st_mode & 0o022

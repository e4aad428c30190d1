"""What tells one installation of s3lint from another: its own files, Python, and the packages around it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import s3lint
from s3lint import __version__

PACKAGE = Path(s3lint.__file__).resolve().parent
_RECORDS = (".dist-info", ".egg-info", ".egg-link", ".pth")


def installation() -> str | None:
    """Different wherever the same input might be judged differently; None where that cannot be told."""
    own = sorted(_files(str(PACKAGE)))
    if not own:
        return None  # run from an archive
    python = (sys.version, sys.implementation.cache_tag, tuple(sys.flags), sys.getfilesystemencoding(), sys.platform)
    return repr((__version__, str(PACKAGE), own, python, sys.path, [_installed(folder) for folder in sys.path]))


def _files(folder: str) -> Iterator[tuple[str, tuple[int, ...]]]:
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_dir():
                    if entry.name != "__pycache__":
                        yield from _files(entry.path)
                else:
                    yield entry.path, _state(entry.stat())
    except OSError:
        yield folder, ()


def _state(status: os.stat_result) -> tuple[int, ...]:
    """Nothing writes to a file, or puts another in its place, without changing one of these."""
    return status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns


def _installed(folder: str) -> list[tuple[str, tuple[int, ...]]]:
    """The records that installers leave: they carry versions, and are written anew with every installation."""
    try:
        if not os.path.isdir(folder or "."):
            return [(folder, _state(os.stat(folder)))]
        with os.scandir(folder or ".") as entries:
            return sorted((e.name, _state(e.stat())) for e in entries if e.name.endswith(_RECORDS))
    except OSError:
        return []

"""Paths inside a tree: POSIX, relative to its root, `.` for the root itself, never above it."""

from __future__ import annotations

import os
import posixpath

from s3lint.lazy import lazy_re

_PLAIN = lazy_re(r"[\w-][\w.-]*(?:/[\w-][\w.-]*)*")  # paths that are as short as they can be
_TRIAL = lazy_re(r"(?:examples?|samples?|demos?|e2e|fixtures?|tests?)(?:[-_.].*)?")


def join(folder: str, relative: str) -> str | None:
    """The path that `relative`, as code writes it, names as seen from `folder`.

    None where it is absolute or leaves the tree.
    """
    if folder == "." and _PLAIN.fullmatch(relative):  # most are
        return relative
    if relative.startswith(("/", "\\", "~")) or "\0" in relative:
        return None
    path = posixpath.normpath(posixpath.join(folder or ".", relative.replace("\\", "/")))
    return None if path == ".." or path.startswith("../") else path


def child(folder: str, name: str) -> str:
    """The path of what a folder lists under a name, which may hold any sign but `/`."""
    return name if folder in (".", "") else f"{folder}/{name}"


def inside(path: str) -> str | None:
    """A path in a tree in its plainest form, or None where it is absolute or leaves the tree."""
    if path.startswith("/") or "\0" in path:
        return None
    plain = posixpath.normpath(path.replace("\\", "/") if os.sep == "\\" else path)
    return None if plain == ".." or plain.startswith("../") else plain


def folder_of(path: str) -> str:
    """The folder that holds a path (`.` at the top)."""
    return posixpath.dirname(path) or "."


def name_of(path: str) -> str:
    """The last component of a path."""
    return posixpath.basename(path)


def is_trial(name: str) -> bool:
    """Whether a folder holds examples or tests, by its name."""
    return _TRIAL.fullmatch(name) is not None


def is_inside(path: str, folder: str) -> bool:
    """Whether a path is the folder or lies below it."""
    return folder in (".", path) or path.startswith(folder + "/")

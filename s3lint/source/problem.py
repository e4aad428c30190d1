"""Why a file cannot be read."""

from __future__ import annotations


class FileProblem(Exception):
    """A file that cannot be read; the message says why, in words for the user."""

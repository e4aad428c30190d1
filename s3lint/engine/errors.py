"""What stops a run before it can report anything."""

from __future__ import annotations


class UsageError(Exception):
    """Something asked for that cannot be done. The message says what, where, and what to do."""

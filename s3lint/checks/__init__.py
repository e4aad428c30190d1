"""The checks: a file for each, by area; `ALL` is the catalogue in the order of codes. Knows no language and no file.

The catalogue, and every check with it, is imported when it is first asked for: a result that is still good needs none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from s3lint.checks.model import PASS, Check, Finding, Outcome, Profile, Related, Severity, Subject, Suppressed, Verdict
from s3lint.checks.ran import Ran

if TYPE_CHECKING:
    from s3lint.checks.catalogue import ALL, by_code, find, named

__all__ = [
    "ALL",
    "PASS",
    "Check",
    "Finding",
    "Outcome",
    "Profile",
    "Ran",
    "Related",
    "Severity",
    "Subject",
    "Suppressed",
    "Verdict",
    "by_code",
    "find",
    "named",
]


def __getattr__(name: str) -> Any:
    if name in ("ALL", "by_code", "find", "named"):
        from s3lint.checks import catalogue

        return getattr(catalogue, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

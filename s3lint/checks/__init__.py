"""Floor 4: the checks. One file per check; `ALL` is the catalogue in the order of codes."""

from s3lint.checks.catalogue import ALL, by_code, find, named
from s3lint.checks.model import (
    PASS,
    Check,
    Finding,
    Outcome,
    Profile,
    Related,
    Severity,
    Subject,
    Suppressed,
    Verdict,
)

__all__ = [
    "ALL",
    "PASS",
    "Check",
    "Finding",
    "Outcome",
    "Profile",
    "Related",
    "Severity",
    "Subject",
    "Suppressed",
    "Verdict",
    "by_code",
    "find",
    "named",
]

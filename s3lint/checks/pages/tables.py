"""Checks as rows of a table, and the index of all pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from s3lint.checks.analysis import TITLE, analysis_codes
from s3lint.checks.areas import AREAS
from s3lint.checks.model import Check, Profile

_ABOUT = (
    "s3lint has {number} checks: {counts}. A profile includes the smaller ones. `s3lint explain CODE` prints these "
    "pages, and takes a check's name or another tool's id (`CKV_AWS_53`, `S3.8`) too. "
    "[Configuration](../configuration.md) says how to select checks and to suppress findings.\n\n"
    "In the examples `# finding` stands on the line that the check points at, and `# unknown` where it is undecided. "
    "Every example runs as a test."
)


def table(checks: Iterable[Check], folder: str = "docs/checks/") -> str:
    """The checks in the order in which they are given, each with a link to its page below a folder."""
    lines = ["| Code | Name | Severity | Profile | Finds |", "| --- | --- | --- | --- | --- |"]
    for check in checks:
        finds = _cell(check.summary.rstrip("."))
        code = f"[{check.code}]({folder}{check.code}.md)"
        lines.append(f"| {code} | {check.name} | {check.severity.word} | {check.profile.word} | {finds} |")
    return "\n".join(lines) + "\n"


def index(checks: Sequence[Check]) -> str:
    """The page that leads to all others, by area."""
    counts = ", ".join(f"{sum(c.profile is profile for c in checks)} in `{profile.word}`" for profile in Profile)
    parts = ["# Checks", _ABOUT.format(number=len(checks), counts=counts)]
    for digit, area in AREAS.items():
        parts += [f"## {area.title}", table((c for c in checks if c.code[3] == digit), "").rstrip()]
    return "\n\n".join([*parts, f"## {TITLE}", _analysis()]) + "\n"


def _analysis() -> str:
    lines = ["Diagnostics: always on, in every profile.", "", "| Code | Name | Says |", "| --- | --- | --- |"]
    lines += (f"| [{one.code}]({one.code}.md) | {one.name} | {_cell(one.summary)} |" for one in analysis_codes())
    return "\n".join(lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")

"""Findings made by hand, each with what a test is about."""

from __future__ import annotations

from s3lint.checks import Finding, Outcome, Severity
from s3lint.record import replace
from s3lint.source import Location


def at(line: int, path: str = "main.tf", column: int = 1) -> Location:
    return Location(path, line, column, line, column + 9)


HEADER = at(5)


def finding(
    code: str,
    place: Location = HEADER,
    *,
    severity: Severity = Severity.MEDIUM,
    resource: str = "aws_s3_bucket.b",
    root: str = ".",
    message: str = "",
    subject: Location = HEADER,
    fix: str = "",
) -> Finding:
    said = message or f"{code} fails"
    return Finding(
        code,
        code.lower(),
        Outcome.FAIL,
        severity,
        said,
        resource,
        root,
        place,
        subject=subject,
        fix=fix or f"mend {code}",
    )


def undecided(code: str, place: Location, value: str, **more: object) -> Finding:
    open_finding = replace(finding(code, place), verdict=Outcome.UNKNOWN, blocked_by=value)
    return replace(open_finding, **more)  # type: ignore[arg-type]

"""What a check run comes to, as the command line needs it: plain data that can be kept."""

from __future__ import annotations

from s3lint.checks import Severity
from s3lint.engine.report import Report
from s3lint.record import Struct


class CheckResult(Struct, frozen=True):
    """The report, and the settings that say how it is shown and what it counts for."""

    report: Report
    output_format: str
    fail_on: Severity
    unknown_fails: bool
    unfit: dict[str, str]  # named files with nothing to check in them -> what they are instead
    excluded: tuple[str, ...]  # named files that --force-exclude leaves out
    nothing: bool  # there was nothing to check

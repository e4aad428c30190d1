"""What one question came to."""

from __future__ import annotations

from s3lint.config import Settings
from s3lint.engine.check_result import CheckResult
from s3lint.engine.report import Report
from s3lint.engine.run.part import Part
from s3lint.record import Struct


class Result(Struct, frozen=True):
    """The report, with what the command line needs beside it."""

    report: Report
    settings: Settings  # of the run as a whole
    skipped: dict[str, str]  # path -> why it was not looked into
    unfit: tuple[str, ...]  # named files with nothing to check in them
    excluded: tuple[str, ...]  # named files that --force-exclude leaves out
    nothing: bool  # there was nothing to check
    parts: tuple[Part, ...]  # with the paths of their trees: for what is written, not read

    @property
    def check_result(self) -> CheckResult:
        """What the command line shows of it."""
        settings = self.settings
        return CheckResult(
            self.report,
            settings.output_format,
            settings.fail_on,
            settings.unknown == "fail",
            {path: self.skipped[path] for path in self.unfit},
            self.excluded,
            self.nothing,
        )

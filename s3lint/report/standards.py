"""What a run says about the requirements of a standard: the findings of the checks that answer each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from s3lint.checks.catalogue import ALL
from s3lint.checks.standards import Requirement, Standard, requirements, standard
from s3lint.engine.report import Report
from s3lint.record import Struct


class Answer(Struct, frozen=True):
    """What a run says about one requirement: how many verdicts, whether they are listed or not."""

    requirement: Requirement
    codes: tuple[str, ...]  # the checks that answer it
    missing: tuple[str, ...]  # those of them that did not run
    fail: int
    unknown: int
    passed: int
    suppressed: int

    @property
    def state(self) -> str:
        """fail, unknown, not-run where a check of it did not run, pass, or nothing-judged."""
        if self.fail:
            return "fail"
        if self.unknown:
            return "unknown"
        if self.missing:
            return "not-run"
        return "pass" if self.passed else "nothing-judged"


def by_requirement(report: Report, words: Sequence[str]) -> Iterator[tuple[Standard, list[Answer]]]:
    """The standards that words name, each with its answers."""
    ran = {check.code for check in report.checks}
    for one in dict.fromkeys(map(standard, words)):
        assert one is not None, "the command line takes no other word"
        yield one, [_answer(report, r, tuple(c.code for c in some), ran) for r, some in requirements(one, ALL).items()]


def _answer(report: Report, requirement: Requirement, codes: tuple[str, ...], ran: set[str]) -> Answer:
    counts = [report.summary.by_check.get(code, (0, 0, 0, 0)) for code in codes]
    return Answer(
        requirement, codes, tuple(code for code in codes if code not in ran), *map(sum, zip(*counts, strict=True))
    )

"""A report in one line, and what to do next: what a person wants to know before and after the entries."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from s3lint.checks import Finding, Outcome, Severity
from s3lint.engine.report import Report
from s3lint.record import Struct
from s3lint.report.entry import Entry, count_of
from s3lint.report.words import count

SCREEN = 40  # lines of a report that can be seen at once
MOST_STEPS = 8
MOST_LACKS = 3  # that the line names beside what is exposed


class _Phrase(Struct, frozen=True):
    """What is said of the buckets about which a check says something."""

    code: str
    one: str
    many: str
    holds: Callable[[Finding], bool]


def _fails(finding: Finding) -> bool:
    return finding.verdict is Outcome.FAIL


def _is_grave(finding: Finding) -> bool:
    return _fails(finding) and finding.severity >= Severity.MEDIUM


def _is_open(finding: Finding) -> bool:
    return finding.verdict is Outcome.UNKNOWN


def _is_not_stated(finding: Finding) -> bool:
    return _fails(finding) and finding.location == finding.subject


def _is_stated(finding: Finding) -> bool:
    return _fails(finding) and finding.location != finding.subject


_PUBLIC = (  # a bucket counts for the first that is true of it
    _Phrase("S3L101", "is public", "are public", _fails),
    _Phrase("S3L101", "may be public", "may be public", _is_open),
    _Phrase("S3L103", "has a public policy", "have a public policy", _is_grave),
    _Phrase("S3L104", "has a public ACL", "have a public ACL", _is_grave),
)
_REACHED = (_Phrase("S3L202", "can be reached by another account", "can be reached by other accounts", _fails),)
_LACKING = (
    _Phrase("S3L102", "does not state Block Public Access", "do not state Block Public Access", _is_not_stated),
    _Phrase("S3L102", "turns Block Public Access off", "turn Block Public Access off", _is_stated),
    _Phrase("S3L201", "accepts plain HTTP", "accept plain HTTP", _fails),
    _Phrase("S3L501", "keeps no old versions", "keep no old versions", _fails),
)


def headline(report: Report) -> str:
    """`280 buckets: 8 are public, 23 can be reached by other accounts, …`; nothing where there is nothing to count."""
    if not report.summary.buckets:
        return ""
    found = report.active
    public = _counted(_PUBLIC, found, apart=True)
    said = [*public, *_counted(_REACHED, found), *_counted(_LACKING, found)[:MOST_LACKS]]
    return f"{count(report.summary.buckets, 'bucket')}: {', '.join(said)}" if said else ""


def _counted(phrases: Iterable[_Phrase], findings: Sequence[Finding], *, apart: bool = False) -> list[str]:
    """Of how many buckets each phrase is true; `apart`: each bucket once."""
    said: list[str] = []
    before: set[object] = set()
    for phrase in phrases:
        its = {(f.root, f.resource) for f in findings if f.code == phrase.code and phrase.holds(f)} - before
        before |= its if apart else set()
        if its:
            said.append(f"{len(its):,} {phrase.one if len(its) == 1 else phrase.many}")
    return said


class Step(Struct, frozen=True):
    """What there is to do about the failures of one check."""

    code: str
    name: str
    resources: int
    fix: str


def steps(entries: Iterable[Entry]) -> list[Step]:
    """One step for each check that fails, in the order of the entries that name it first."""
    found: dict[str, list[Finding]] = {}
    for entry in entries:
        for group in entry.groups:
            if group.finding.verdict is Outcome.FAIL:
                found.setdefault(group.finding.code, []).extend(group.findings)
    # how it is written in a language stands behind the colon, and in the entries
    return [Step(code, f[0].name, count_of(f), f[0].fix.partition(": ")[0]) for code, f in found.items()]

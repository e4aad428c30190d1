"""The order in which people read: who can get in, what does not work, then each bucket by how much it lacks.

What is undecided comes after what fails, and the account's services last, administrators at the very end.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from s3lint.checks import Finding, Outcome, Severity
from s3lint.checks.concerns import Concern, concern_of
from s3lint.report.entry import Entry, Group
from s3lint.source import Location

Weight = tuple[int, ...]
"""How many failures of each severity, the worst first; negative, so that more comes first."""


def ranked(entries: Iterable[Entry]) -> list[Entry]:
    """Entries in the order of reading, the same for the same findings."""
    listed = list(entries)
    lacks = _lacks(listed)
    return sorted(listed, key=lambda entry: _key(entry, lacks))


def worst_first(group: Group) -> tuple[object, ...]:
    """The order of the lines of an entry."""
    finding = group.finding
    return finding.verdict is not Outcome.FAIL, -finding.severity, finding.code, finding.message


def speaks_for_itself(entry: Entry) -> bool:
    """Whether it has to be read by itself: what is exposed or broken, and what passes."""
    return _stage(entry) in (_EXPOSED, _BROKEN, _PASSED)


def concern_of_entry(entry: Entry) -> Concern:
    """The gravest concern of what fails, else of what is undecided."""
    failing = [group.finding for group in entry.groups if group.finding.verdict is entry.finding.verdict]
    return min(concern_of(finding.code) for finding in failing)


def owner(finding: Finding) -> Location:
    """The header of what it is about: that of all instances of a resource is the same."""
    return finding.subject or finding.location


def _lacks(entries: Iterable[Entry]) -> dict[Location, Weight]:
    """How much each bucket lacks."""
    tallies: dict[Location, Counter[Severity]] = defaultdict(Counter)
    for entry in entries:
        if _stage(entry) == _LACKING:
            for group in entry.groups:
                tallies[owner(entry.finding)][group.finding.severity] += group.finding.verdict is Outcome.FAIL
    return {place: _weight(tally) for place, tally in tallies.items()}


def _weight(tally: Counter[Severity]) -> Weight:
    return tuple(-tally[severity] for severity in sorted(Severity, reverse=True))


_EXPOSED, _BROKEN, _LACKING, _UNDECIDED, _ACCOUNT, _ADMINISTRATORS, _PASSED, _SUPPRESSED = range(8)


def _stage(entry: Entry) -> int:
    finding = entry.finding
    if finding.suppressed is not None:
        return _SUPPRESSED
    if finding.verdict is Outcome.PASS:
        return _PASSED
    concern = concern_of_entry(entry)
    if concern is Concern.ACCOUNT:
        of_administrators = finding.code == "S3L701" and finding.severity is Severity.INFO
        return _ADMINISTRATORS if of_administrators else _ACCOUNT
    if finding.verdict is Outcome.UNKNOWN:
        return _UNDECIDED
    return {Concern.EXPOSED: _EXPOSED, Concern.BROKEN: _BROKEN, Concern.LACKING: _LACKING}[concern]


def _key(entry: Entry, lacks: dict[Location, Weight]) -> tuple[object, ...]:
    finding = entry.finding
    when, mine = _stage(entry), owner(finding)
    bucket: tuple[object, ...] = (lacks[mine], mine) if when == _LACKING else ()
    fails = finding.verdict is not Outcome.FAIL
    concern = concern_of_entry(entry)
    return when, bucket, fails, concern, -finding.severity, finding.location, finding.code, finding.root

"""Findings as people read them: one entry for each cause, with a line for each check that speaks of it.

What fails at one place is one entry, whatever checks say it and in however many instances of a module it is found.
What one value leaves undecided is one entry too; it joins the entry of what fails at its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from s3lint.checks import Finding, Outcome
from s3lint.lazy import lazy_re
from s3lint.record import replace
from s3lint.report.entry import Entry, Group
from s3lint.report.ranking import ranked, speaks_for_itself, worst_first

_MOST_NAMES = 4  # environments that a message names

# what differs between the instances of one resource: modules with their keys, indexes, the bucket's name in its ARN
_INSTANCE = lazy_re(r'module\.[\w-]+(?:\[(?:"[^"]*"|\d+)\])?\.|\[(?:"[^"]*"|\d+)\]')
_NAME = lazy_re(r"(arn:[\w-]*:s3:[\w-]*:\d*:)(?:\$\{[^}]*\}|[^/\s])+")


def entries(findings: Iterable[Finding]) -> list[Entry]:
    """One entry for each cause, in the order in which a person wants to read them."""
    found: list[Entry] = []
    places: dict[object, Entry] = {}
    undecided: list[Group] = []
    for group in by_cause(findings):
        finding = group.finding
        if finding.verdict is Outcome.UNKNOWN and finding.suppressed is None:
            undecided.append(group)
            continue
        key = (finding.verdict, finding.location, finding.suppressed)
        if key not in places:
            places[key] = Entry()
            found.append(places[key])
        places[key].groups.append(group)
    found += _undecided(undecided, places)
    for entry in found:
        entry.groups.sort(key=worst_first)
    return ranked(found)


def _undecided(groups: Iterable[Group], places: Mapping[object, Entry]) -> list[Entry]:
    """Entries of what is open: by the value that leaves it open, unless something fails at the same place."""
    found: list[Entry] = []
    values: dict[object, Entry] = {}
    for group in groups:
        finding = group.finding
        beside = places.get((Outcome.FAIL, finding.location, None)) if finding.location != finding.subject else None
        if beside is not None:
            _join(group, beside)
            continue
        value = _shape(finding.blocked_by)
        keys = [(finding.root, value), (finding.location, value)] if value else [cause(finding)]
        entry = next((values[key] for key in keys if key in values), None)
        if entry is None:
            entry = Entry()
            found.append(entry)
        values |= dict.fromkeys(keys, entry)
        entry.groups.append(group)
    return found


def _join(group: Group, entry: Entry) -> None:
    """Put what is undecided beside what fails: one line, whatever values leave it open."""
    finding = group.finding
    for index, other in enumerate(entry.groups):
        same = other.finding
        if (same.code, same.verdict, _shape(same.said)) == (finding.code, finding.verdict, _shape(finding.said)):
            entry.groups[index] = Group((*other.findings, *group.findings))
            return
    entry.groups.append(group)


def alike(found: Iterable[Entry]) -> list[tuple[Entry, list[Entry]]]:
    """Each entry with others that say the same of other places. What is exposed or broken always speaks for itself."""
    kinds: dict[object, tuple[Entry, list[Entry]]] = {}
    for entry in found:
        kind = id(entry) if speaks_for_itself(entry) else _kind(entry)
        first, others = kinds.setdefault(kind, (entry, []))
        if first is not entry:
            others.append(entry)
    return list(kinds.values())


def _kind(entry: Entry) -> tuple[object, ...]:
    """What an entry says, but for where and of which resource."""
    found = [group.finding for group in entry.groups]
    return tuple((f.code, f.verdict, f.severity, _shape(f.said), _shape(f.blocked_by), f.fix) for f in found)


def by_cause(findings: Iterable[Finding]) -> list[Group]:
    """One group for each check and cause, in their order."""
    causes: dict[object, list[Finding]] = {}
    for finding in findings:
        causes.setdefault(cause(finding), []).append(finding)
    return [Group(tuple(_in_all(same))) for same in causes.values()]


def _in_all(same: list[Finding]) -> list[Finding]:
    """Findings of one cause that hold in different environments, each with all of these."""
    if len({finding.when for finding in same}) == 1:
        return same
    when = f"in {_listed(list(dict.fromkeys(name for finding in same for name in finding.environments)))}"
    return [replace(finding, message=f"{finding.said} ({when})", when=when) for finding in same]


def _listed(names: list[str]) -> str:
    shown = names if len(names) <= _MOST_NAMES else [*names[: _MOST_NAMES - 1], f"{len(names) - _MOST_NAMES + 1} more"]
    return f"{', '.join(shown[:-1])} and {shown[-1]}"


def cause(finding: Finding) -> tuple[object, ...]:
    """What findings of one check and cause have in common. Which instance it is is no part of it."""
    said = (finding.severity, finding.location, _shape(finding.said), _shape(finding.blocked_by))
    return finding.code, finding.verdict, finding.suppressed, bool(finding.when), *said


def _shape(text: str) -> str:
    """A text without what belongs to one instance."""
    return _NAME.sub(r"\1*", _INSTANCE.sub("", text))

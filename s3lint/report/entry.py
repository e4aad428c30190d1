"""One entry of a report for people: a cause, and what each check says of it."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable

from s3lint.checks import Finding, Outcome
from s3lint.record import Struct, field

MOST_NAMED = 6  # resources that an entry lists
MOST_ROOTS = 3


class Group(Struct, frozen=True):
    """What one check says of one cause: a finding for each instance of the resource."""

    findings: tuple[Finding, ...]

    @property
    def finding(self) -> Finding:
        """The first, which is shown."""
        return self.findings[0]


class Entry(Struct):
    """What is said of one cause: a group for each check and message, the worst first."""

    groups: list[Group] = field(default_factory=list)

    @property
    def finding(self) -> Finding:
        """What counts most, and is shown."""
        return self.groups[0].finding

    @property
    def instances(self) -> int:
        """Of how many resources it speaks."""
        return count_of(finding for group in self.groups for finding in group.findings)

    @property
    def resources(self) -> tuple[str, ...]:
        """Their names."""
        return tuple(dict.fromkeys(title(finding) for group in self.groups for finding in group.findings))

    @property
    def roots(self) -> tuple[str, ...]:
        """The root modules, templates and plans that they are in."""
        return tuple(dict.fromkeys(finding.root for group in self.groups for finding in group.findings))

    @property
    def named(self) -> str:
        """The resources in few words."""
        more = self.instances - 1
        return f"{self.resources[0]} and {more:,} more" if more else self.resources[0]

    @property
    def listed(self) -> str:
        """The resources, and which roots they are in where the place does not tell."""
        resources = _some(self.resources, MOST_NAMED)
        path = self.finding.location.path
        if self.roots in ((".",), (path,), (posixpath.dirname(path),)):
            return resources
        counted = f" ({self.instances:,} instances)" if self.instances > len(self.resources) else ""
        return f"{resources} in {_some(self.roots, MOST_ROOTS)}{counted}"

    @property
    def is_undecided(self) -> bool:
        """Whether nothing of it fails."""
        return self.finding.verdict is Outcome.UNKNOWN

    @property
    def said(self) -> list[Group]:
        """What gets a line of its own: of what one value leaves undecided, the first."""
        return self.groups[:1] if self.is_undecided else self.groups

    @property
    def also(self) -> str:
        """The other checks that the same value leaves undecided, or nothing."""
        others = [group.finding for group in self.groups[len(self.said) :]]
        names = dict.fromkeys(f"{other.code} {other.name}" for other in others if other.code != self.finding.code)
        return ", ".join(names)


def count_of(findings: Iterable[Finding]) -> int:
    """How many resources findings speak of: the same address in two roots is two."""
    return len({(finding.root, finding.resource) for finding in findings})


def title(finding: Finding) -> str:
    """What the finding is about, as a person knows it."""
    return finding.display or finding.resource


def _some(names: tuple[str, ...], most: int) -> str:
    more = f" and {len(names) - most:,} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more

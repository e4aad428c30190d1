"""The places that an entry shows, each with what is said of it."""

from __future__ import annotations

from s3lint.checks import Outcome
from s3lint.report.entry import Entry
from s3lint.report.terminal.frame import Label


def labels(entry: Entry) -> list[Label]:
    """The entry's places with what is said of each: all that its lines rest on, but for what is undecided beside."""
    finding = entry.finding
    says = finding.blocked_by if finding.verdict is Outcome.UNKNOWN else finding.says
    # of several lacks of one bucket its header shows none
    said = "" if says == finding.message or _is_lack(entry) else says
    decisive = [group.finding for group in entry.said if group.finding.verdict is finding.verdict]
    related = {r.location: r.message for one in reversed(decisive) for r in one.related}
    related.pop(finding.location, None)
    return [
        Label(finding.location, said, primary=True),
        *(Label(place, related[place]) for place in sorted(related)),
    ]


def _is_lack(entry: Entry) -> bool:
    return len(entry.said) > 1 and entry.finding.location == entry.finding.subject

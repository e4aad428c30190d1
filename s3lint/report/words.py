"""The words that several formats share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from s3lint.checks import Finding, Outcome, Severity
from s3lint.engine.report import Report
from s3lint.report.untrusted import visible
from s3lint.source import Diagnostic


@dataclass(frozen=True, slots=True)
class Group:
    """The findings of one cause: instances of one resource, callers of one module, resources with one open value."""

    finding: Finding
    resources: tuple[str, ...]
    others: tuple[Finding, ...] = ()  # undecided for the same reason, by other checks

    @property
    def also(self) -> str:
        """The other checks that the same value leaves undecided, or nothing."""
        return ", ".join(dict.fromkeys(f"{other.code} {other.name}" for other in self.others))

    @property
    def named(self) -> str:
        """The resources in few words."""
        first, *rest = self.resources
        return f"{first} and {len(rest)} more" if rest else first


def grouped(findings: Iterable[Finding]) -> list[Group]:
    """Findings for a person: one for each cause, in their order; what one value leaves undecided is together."""
    groups: dict[object, Group] = {}
    for group in by_cause(findings):
        first = groups.setdefault(_open_value(group), group)
        if first is not group:
            groups[_open_value(group)] = replace(first, others=(*first.others, group.finding))
    return _by_value(groups.values())


def _by_value(groups: Iterable[Group]) -> list[Group]:
    """Groups in their order; where one value leaves the same checks undecided for several resources, one for all."""
    found: dict[object, Group] = {}
    for group in groups:
        finding = group.finding
        value: object = id(group)
        if finding.verdict is Outcome.UNKNOWN and finding.blocked_by and finding.suppressed is None:
            codes = frozenset(other.code for other in group.others)
            value = finding.root, finding.code, finding.severity, codes, finding.blocked_by
        first = found.setdefault(value, group)
        if first is not group:
            resources = tuple(dict.fromkeys((*first.resources, *group.resources)))
            found[value] = replace(first, resources=resources, others=(*first.others, *group.others))
    return list(found.values())


def by_cause(findings: Iterable[Finding]) -> list[Group]:
    """One group for each check and cause, in their order."""
    causes: dict[object, list[Finding]] = {}
    for finding in findings:
        causes.setdefault(cause(finding), []).append(finding)
    return [Group(same[0], tuple(dict.fromkeys(title(f) for f in same))) for same in causes.values()]


def _open_value(group: Group) -> object:
    """What leaves an undecided finding open, and for whom: a policy that is not known opens many checks at once."""
    finding = group.finding
    if finding.verdict is Outcome.UNKNOWN and finding.blocked_by and finding.suppressed is None:
        return finding.root, group.resources, finding.blocked_by
    return cause(finding)


def cause(finding: Finding) -> tuple[object, ...]:
    """What findings of one cause have in common."""
    said = (finding.severity, finding.location, finding.message, finding.blocked_by, finding.suppressed)
    return finding.code, finding.verdict, *said


def title(finding: Finding) -> str:
    """What the finding is about, as a person knows it."""
    return finding.display or finding.resource


def level(finding: Finding) -> str:
    """error, warning or note, as compilers say it."""
    if finding.verdict is Outcome.PASS:
        return "pass"
    if finding.verdict is Outcome.UNKNOWN or finding.severity is Severity.INFO:
        return "note"
    return "error" if finding.severity >= Severity.HIGH else "warning"


def count(number: int, noun: str) -> str:
    """`1 file`, `2 files`, `2 policies`."""
    if number != 1:
        noun = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{number:,} {noun}"


def listing(parts: Sequence[str]) -> str:
    """`a, b and c`."""
    return " and ".join(filter(None, [", ".join(parts[:-1]), *parts[-1:]]))


def severities(report: Report) -> list[str]:
    """`1 critical`, `2 medium`, worst first."""
    tally = report.summary.by_severity
    return [f"{tally[s.word]:,} {s.word}" for s in sorted(Severity, reverse=True) if tally.get(s.word)]


def suppressed_words(report: Report) -> str:
    """`2 suppressed (the next expires after 2026-12-02)`, or nothing."""
    if not report.summary.suppressed:
        return ""
    dates = sorted(f.suppressed.until for f in report.suppressed if f.suppressed and f.suppressed.until)
    expiry = f" (the next expires after {visible(dates[0])})" if dates else ""
    return f"{report.summary.suppressed:,} suppressed{expiry}"


TO_READ_MODULES = "To read modules, run terraform init before s3lint, or check a plan."
NOTHING = "There was nothing to check."


def nothing_insecure(report: Report) -> str:
    """What a run without failures says: that nothing is insecure where all was judged, or that there was no bucket."""
    if not report.summary.buckets:
        # a policy or a table bucket, say, was judged all the same
        return "no findings, and no general purpose S3 buckets" if report.summary.passed else "no S3 buckets found"
    return "no insecure settings found" if report.summary.complete else "no findings in what was judged"


def closing(report: Report) -> str:
    """The last lines of a run for a person: what was looked at and what came of it."""
    summary = report.summary
    if not summary.files and not report.diagnostics:
        return NOTHING
    said = [*severities(report)]
    if summary.unknown:
        said.append(f"{summary.unknown:,} undecided")
    suppressed = suppressed_words(report)
    files = count(summary.files, "file")
    if summary.buckets or summary.passed or said or suppressed:
        looked = f"{count(summary.buckets, 'bucket')} in {files}" if summary.buckets else files
        if not summary.buckets and said:
            looked += " without general purpose S3 buckets"
        took = f" in {report.elapsed:.1f} s" if report.elapsed else ""
        result = ", ".join(filter(None, [*(said or [nothing_insecure(report)]), suppressed]))
        text = f"Ran {count(len(report.checks), 'check')} on {looked}{took}: {result}."
    else:
        text = f"No S3 buckets found in {files}."
    if report.new_since:
        text += f" Only findings that are new since {visible(report.new_since)} count."
    if not summary.complete:
        text += f"\n{visible(incomplete(report))}, so this run is incomplete."
        if unread(report):
            text += f" {TO_READ_MODULES}"
    return text


def unread(report: Report) -> list[Diagnostic]:
    """What is said of modules that lie elsewhere, each once."""
    return [gap for gap in report.not_judged if gap.code == "S3L902" and gap.left_out == "module"]


def incomplete(report: Report) -> str:
    """What makes a report incomplete: `2 bucket policies and 1 .tofu file were not judged`."""
    modules = unread(report)
    others = [gap for gap in report.not_judged if gap not in modules]
    left_out = Counter(gap.left_out for gap in others if gap.left_out)
    partly = len({gap.location.path for gap in others if not gap.left_out})
    said = []
    if modules:
        calls = sum(len(gap.also) + 1 for gap in modules)
        was = "was" if len(modules) == 1 else "were"
        said.append(f"{count(len(modules), 'module')} with {count(calls, 'call')} {was} not on disk")
    if left_out:
        counted = listing([count(number, noun) for noun, number in left_out.most_common()])
        said.append(f"{counted} {'was' if left_out.total() == 1 else 'were'} not judged")
    if partly:
        said.append(f"{count(partly, 'file')} could not be read in full")
    return "; ".join(said) or "There was nothing to check"

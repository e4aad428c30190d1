"""The words that several formats share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from s3lint.checks import Finding, Outcome, Severity
from s3lint.engine.report import Report
from s3lint.report.untrusted import visible
from s3lint.source import Diagnostic


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
_REGISTRY = "::MODULE"  # how modules of the CloudFormation registry end, which nothing puts on disk


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
    text += _left_out(report)
    if not summary.complete:
        text += f"\n{visible(incomplete(report))}, so this run is incomplete."
        if any(not gap.about.endswith(_REGISTRY) for gap in unread(report)):
            text += f" {TO_READ_MODULES}"
    return text


def _left_out(report: Report) -> str:
    """What the defaults of the code leave out, which nothing was said of."""
    number = report.left_out
    if not number:
        return ""
    left_out = "1 declared bucket is" if number == 1 else f"{number:,} declared buckets are"
    return f" {left_out} not made by default: s3lint inspect says by which value."


def unread(report: Report) -> list[Diagnostic]:
    """What is said of modules that lie elsewhere, each once."""
    return [gap for gap in report.not_judged if gap.code == "S3L902" and gap.left_out == "module"]


def incomplete(report: Report) -> str:
    """What makes a report incomplete: `2 bucket policies and 1 .tofu file were not judged`."""
    modules = unread(report)
    others = [gap for gap in report.not_judged if gap not in modules]
    left_out: Counter[str] = Counter()
    for gap in others:
        left_out.update({gap.left_out: len(gap.also) + 1} if gap.left_out else {})
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

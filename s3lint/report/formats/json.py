"""`json`: the report for programs, version 1. Keys are only ever added."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from s3lint.checks import Finding
from s3lint.checks.wanted import Fix
from s3lint.engine.report import Report, Summary
from s3lint.report.links import help_uri
from s3lint.report.options import Options
from s3lint.report.untrusted import json_text
from s3lint.source import Diagnostic, Location

VERSION = 1
PART = "part of a file"  # what is left out where input was lost


def render(report: Report, options: Options) -> str:
    """The report as JSON."""
    data: dict[str, Any] = {
        "version": VERSION,
        "tool": {"name": "s3lint", "version": report.version},
        "summary": {
            **_summary(report.summary),
            "not_judged": [_gap(gap) for gap in report.not_judged],
            "not_made": list(_not_made(report)),
        },
        "findings": [_finding(finding) for finding in report.findings],
        "diagnostics": [_diagnostic(diagnostic) for diagnostic in report.diagnostics],
    }
    if options.standards:
        data["standards"] = _standards(report, options.standards)
    # non-ASCII is escaped: no direction override or terminal escape gets through to whoever prints it
    return json_text(data)


def _not_made(report: Report) -> Iterator[dict[str, Any]]:
    """The buckets that are declared and not made by default, with each value that decides it."""
    for option in report.options:
        for bucket in option.makes:
            yield {"root": option.root, "resource": bucket, "name": option.name, "value": option.value}


def _standards(report: Report, words: Sequence[str]) -> list[dict[str, Any]]:
    from s3lint.report.standards import by_requirement

    return [
        {
            "standard": one.key,
            "name": one.name,
            "edition": one.edition,
            "requirements": [
                {
                    "number": answer.requirement.number,
                    "about": answer.requirement.about,
                    "beyond": answer.requirement.beyond,
                    "state": answer.state,
                    "fail": answer.fail,
                    "unknown": answer.unknown,
                    "pass": answer.passed,
                    "suppressed": answer.suppressed,
                    "checks": list(answer.codes),
                    "not_run": list(answer.missing),
                }
                for answer in answers
            ],
        }
        for one, answers in by_requirement(report, words)
    ]


def _summary(summary: Summary) -> dict[str, Any]:
    return {
        "files": summary.files,
        "resources": summary.resources,
        "buckets": summary.buckets,
        "fail": summary.fail,
        "unknown": summary.unknown,
        "pass": summary.passed,
        "suppressed": summary.suppressed,
        "by_severity": summary.by_severity,
        "complete": summary.complete,
    }


def _gap(gap: Diagnostic) -> dict[str, Any]:
    place = gap.location
    what = gap.left_out or PART
    return {"what": what, "path": place.path, "line": place.line, "column": place.column, "reason": gap.message}


def diagnostic(said: Diagnostic) -> dict[str, Any]:
    """A remark about an answer to a question."""
    return {
        "code": said.code,
        **location(said.location),
        "message": said.message,
        "hint": said.hint,
        "incomplete": said.incomplete,
    }


def location(place: Location) -> dict[str, Any]:
    """A place in a file, lines and columns from one."""
    return {
        "path": place.path,
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
    }


def _finding(finding: Finding) -> dict[str, Any]:
    suppressed = finding.suppressed
    return {
        "code": finding.code,
        "name": finding.name,
        "verdict": finding.verdict.value,
        "severity": finding.severity.word,
        "message": finding.message,
        "resource": finding.resource,
        "display": finding.display,
        "root": finding.root,
        **location(finding.location),
        "related": [{**location(related.location), "message": related.message} for related in finding.related],
        "why": finding.why or finding.because,
        "fix": finding.fix,
        "blocked_by": finding.blocked_by,
        "edits": [_edit(edit) for edit in finding.edits],
        "environments": list(finding.environments),
        "fingerprint": finding.fingerprint,
        "help_uri": help_uri(finding.code),
        "suppressed": suppressed
        and {
            "reason": suppressed.reason,
            "until": suppressed.until,
            "kind": suppressed.kind,
            "where": suppressed.where and location(suppressed.where),
        },
    }


def _edit(edit: Fix) -> dict[str, Any]:
    return {
        "title": edit.title,
        "safety": edit.safety,
        "why": edit.why,
        "replacements": [
            {
                "path": one.path,
                "line": one.line,
                "column": one.column,
                "end_line": one.end_line,
                "end_column": one.end_column,
                "text": one.text,
            }
            for one in edit.replaced
        ],
    }


def _diagnostic(diagnostic: Diagnostic) -> dict[str, Any]:
    return {
        "code": diagnostic.code,
        **location(diagnostic.location),
        "message": diagnostic.message,
        "hint": diagnostic.hint,
        "incomplete": diagnostic.incomplete,
        "also": [location(place) for place in diagnostic.also],
    }

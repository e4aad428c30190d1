"""`rdjson`: Reviewdog Diagnostic Format, with edits as suggestions.

https://github.com/reviewdog/reviewdog/tree/master/proto/rdf
"""

from __future__ import annotations

from typing import Any

from s3lint.checks import Finding, Outcome, Severity
from s3lint.checks.wanted import Replaced
from s3lint.engine.report import Report
from s3lint.report.edits import headline
from s3lint.report.entry import title
from s3lint.report.links import HOME, help_uri, in_repository, on_a_file
from s3lint.report.options import Options
from s3lint.report.untrusted import json_text, visible
from s3lint.source import Diagnostic, Location


def render(report: Report, options: Options) -> str:
    """The report as one result of a diagnostic tool."""
    found = [_finding(report, f) for f in report.active if f.verdict is not Outcome.PASS]
    said = [_diagnostic(report, d) for d in report.diagnostics]
    data = {"source": {"name": "s3lint", "url": HOME}, "diagnostics": [*found, *said]}
    return json_text(data)


def _finding(report: Report, finding: Finding) -> dict[str, Any]:
    level = "INFO" if finding.verdict is Outcome.UNKNOWN else _level(finding.severity)
    text = f"{finding.message} ({title(finding)})"
    # a suggestion stands where its diagnostic does, so one edit of one file decides the place
    edit = next((edit for edit in finding.edits if len(edit.lines) == 1), None)
    if edit is None:
        return _entry(report, text, finding.code, level, finding.location)
    (lines,) = edit.lines
    elsewhere = lines.path != finding.location.path
    place = Location(lines.path, lines.line, 1, lines.end_line, 1) if elsewhere else finding.location
    entry = _entry(report, f"{text}. Edit: {headline(edit)}", finding.code, level, place)
    return {**entry, "suggestions": [_suggestion(lines)]}


def _suggestion(lines: Replaced) -> dict[str, Any]:
    """Whole lines: a range without columns."""
    return {"range": {"start": {"line": lines.line}, "end": {"line": lines.end_line}}, "text": lines.text}


def _diagnostic(report: Report, diagnostic: Diagnostic) -> dict[str, Any]:
    level = "ERROR" if diagnostic.incomplete else "WARNING"
    return _entry(report, diagnostic.message, diagnostic.code, level, diagnostic.location)


def _level(severity: Severity) -> str:
    if severity >= Severity.HIGH:
        return "ERROR"
    return "INFO" if severity is Severity.INFO else "WARNING"


def _entry(report: Report, text: str, code: str, level: str, place: Location) -> dict[str, Any]:
    place = on_a_file(report, place)
    start = {"line": max(place.line, 1), **_column(report, place.path, place.line, place.column)}
    end = {"line": max(place.end_line, place.line, 1), **_column(report, place.path, place.end_line, place.end_column)}
    return {
        "message": visible(text),
        "location": {"path": in_repository(report, place.path), "range": {"start": start, "end": end}},
        "severity": level,
        "code": {"value": code, "url": help_uri(code)},
    }


def _column(report: Report, path: str, line: int, column: int) -> dict[str, int]:
    """A column counts bytes of UTF-8, so it can be given where the line is at hand."""
    text = report.sources.get(path, {}).get(line)
    return {} if text is None or column < 1 else {"column": len(text[: column - 1].encode("utf-8", "replace")) + 1}

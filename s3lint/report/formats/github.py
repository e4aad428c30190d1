"""`github`: workflow commands, which GitHub Actions shows as annotations beside the code.

https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

from s3lint.checks import Outcome, Severity
from s3lint.engine.report import Report
from s3lint.report.links import in_repository, on_a_file
from s3lint.report.options import Options
from s3lint.report.untrusted import command_data, command_property
from s3lint.report.words import Group, grouped
from s3lint.source import Location


def render(report: Report, options: Options) -> str:
    """One command a line. GitHub keeps ten of a kind for each step, so the report's order, worst first, matters."""
    lines = [_finding(report, group) for group in grouped(report.active) if group.finding.verdict is not Outcome.PASS]
    for diagnostic in report.diagnostics:
        kind = "error" if diagnostic.incomplete else "warning"
        message = diagnostic.message + (f" ({diagnostic.hint})" if diagnostic.hint else "")
        lines.append(_command(report, kind, diagnostic.location, diagnostic.code, [message]))
    return "".join(line + "\n" for line in lines)


def _finding(report: Report, group: Group) -> str:
    finding = group.finding
    text = [f"{finding.message} ({group.named})"]
    if finding.blocked_by:
        text.append(f"blocked by: {finding.blocked_by}")
    if group.others:
        text.append(f"also undecided: {group.also}")
    if finding.fix:
        text.append(f"fix: {finding.fix}")
    kind = "error" if finding.severity >= Severity.HIGH else "warning"
    if finding.verdict is Outcome.UNKNOWN or finding.severity is Severity.INFO:
        kind = "notice"
    return _command(report, kind, finding.location, f"{finding.code} {finding.name}", text)


def _command(report: Report, kind: str, place: Location, title: str, text: list[str]) -> str:
    place = on_a_file(report, place)
    properties: dict[str, str | int] = {
        "file": in_repository(report, place.path),
        "line": place.line,
        "endLine": max(place.end_line, place.line),
    }
    if place.end_line == place.line:  # GitHub takes columns within one line alone
        properties |= {"col": place.column, "endColumn": max(place.end_column, place.column)}
    properties["title"] = title
    said = ",".join(f"{key}={command_property(str(value))}" for key, value in properties.items())
    return f"::{kind} {said}::" + "%0A".join(map(command_data, text))

"""`github`: workflow commands, which GitHub Actions shows as annotations beside the code.

https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

from s3lint.checks import Outcome, Severity
from s3lint.engine.report import Report
from s3lint.report.entries import entries
from s3lint.report.entry import Entry
from s3lint.report.links import Placed, in_repository, on_a_file
from s3lint.report.options import Options
from s3lint.report.untrusted import command_data, command_property
from s3lint.source import Location


def render(report: Report, options: Options) -> str:
    """One command a line. GitHub keeps ten of a kind for each step, so the order of the entries matters."""
    found = [entry for entry in entries(report.active) if entry.finding.verdict is not Outcome.PASS]
    lines = [_entry(report, entry) for entry in found]
    for diagnostic in report.diagnostics:
        kind = "error" if diagnostic.incomplete else "warning"
        message = diagnostic.message + (f" ({diagnostic.hint})" if diagnostic.hint else "")
        lines.append(command(report, kind, diagnostic.location, diagnostic.code, [message]))
    return "".join(line + "\n" for line in lines)


def _entry(report: Report, entry: Entry) -> str:
    """One annotation for a cause, titled by its worst check; each other check has a line in it."""
    finding, *others = (group.finding for group in entry.said)
    text = [f"{finding.message} ({entry.named})"]
    text += [f"{other.code} {other.name}: {other.message}" for other in others]
    if finding.blocked_by:
        text.append(f"blocked by: {finding.blocked_by}")
    if entry.also:
        text.append(f"also undecided: {entry.also}")
    fixes = dict.fromkeys(one.fix for one in (finding, *others) if one.fix)
    text += [f"fix: {fix}" for fix in fixes]
    kind = "error" if finding.severity >= Severity.HIGH else "warning"
    if entry.is_undecided or finding.severity is Severity.INFO:
        kind = "notice"
    codes = dict.fromkeys(one.code for one in (finding, *others))
    title = f"{finding.code} {finding.name}" if len(codes) == 1 else ", ".join(codes)
    return command(report, kind, finding.location, title, text)


def command(report: Placed, kind: str, place: Location, title: str, text: list[str]) -> str:
    """One workflow command; `kind` is error, warning or notice."""
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

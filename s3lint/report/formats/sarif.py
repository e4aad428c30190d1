"""`sarif`: SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/), within what GitHub code scanning takes
(https://docs.github.com/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning).
"""

from __future__ import annotations

import inspect
from typing import Any

from s3lint.checks import Check, Finding, Outcome, Severity
from s3lint.checks.pages import body
from s3lint.checks.wanted import Fix
from s3lint.engine.report import Report
from s3lint.report.edits import headline
from s3lint.report.entry import title
from s3lint.report.links import HOME, Placed, help_uri, on_a_file, uri
from s3lint.report.options import Options
from s3lint.report.terminal.drawing import draw
from s3lint.report.terminal.prose import prose_lines
from s3lint.report.untrusted import json_text, visible
from s3lint.report.words import level
from s3lint.source import Diagnostic, Location

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
SECURITY_SEVERITY = {
    Severity.CRITICAL: "9.5",
    Severity.HIGH: "8.0",
    Severity.MEDIUM: "5.0",
    Severity.LOW: "2.0",
    Severity.INFO: "0.5",
}
# GitHub's limits: results in a run, locations of a result, length of a name and of a description
MOST_RESULTS, MOST_RELATED, LONGEST_NAME, LONGEST_TEXT = 25_000, 1_000, 255, 1_024


def render(report: Report, options: Options) -> str:
    """The report as one SARIF run."""
    rules = [_rule(check) for check in report.checks]
    index = {rule["id"]: number for number, rule in enumerate(rules)}
    failing = [finding for finding in report.findings if finding.verdict is Outcome.FAIL]
    # GitHub knows no open results, so what is undecided goes where it is shown but raises no alert
    undecided = [finding for finding in report.active if finding.verdict is Outcome.UNKNOWN]
    notes = [_diagnostic(report, d) for d in report.diagnostics] + [_undecided(report, f) for f in undecided]
    if len(failing) > MOST_RESULTS:
        text = f"s3lint left out {len(failing) - MOST_RESULTS} findings beyond the limit of a SARIF run"
        notes.insert(0, warning(text))
    run = {
        "tool": {
            "driver": {
                "name": "s3lint",
                "semanticVersion": report.version,
                "informationUri": HOME,
                "rules": rules,
            }
        },
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"SRCROOT": {"description": {"text": "The folder of the repository."}}},
        "invocations": [
            {"executionSuccessful": report.is_readable, "toolExecutionNotifications": notes},
        ],
        "results": [_result(report, finding, index) for finding in failing[:MOST_RESULTS]],
    }
    return json_text({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(check: Check) -> dict[str, Any]:
    doc = inspect.cleandoc(check.doc or check.summary)
    return {
        "id": check.code,
        "name": check.name[:LONGEST_NAME],
        "shortDescription": {"text": _short(check.summary)},
        "fullDescription": {"text": _short(_prose(doc))},
        "help": {"text": draw(prose_lines(body(check), 0), color=False), "markdown": body(check)},
        "helpUri": help_uri(check.code),
        "defaultConfiguration": {"level": _level(check.severity)},
        "properties": {
            "tags": ["security", "aws", "s3"],
            "precision": "high",
            "security-severity": SECURITY_SEVERITY[check.severity],
        },
    }


def _prose(doc: str) -> str:
    """A page without its examples."""
    return doc.partition("```")[0].strip() or doc


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1] + "…"


def _level(severity: Severity) -> str:
    if severity >= Severity.HIGH:
        return "error"
    return "note" if severity is Severity.INFO else "warning"


def _result(report: Report, finding: Finding, index: dict[str, int]) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "level": level(finding),
        "message": {"text": _text(f"{finding.message} ({title(finding)})", finding.why, finding.fix)},
        "locations": [location_of(report, finding.location)],
        "partialFingerprints": {
            "primaryLocationLineHash": finding.fingerprint,
            "s3lint/v1": finding.fingerprint,
        },
    }
    if finding.code in index:
        result["ruleIndex"] = index[finding.code]
    result["locations"][0]["logicalLocations"] = [{"fullyQualifiedName": finding.resource, "kind": "resource"}]
    if finding.environments:
        result["properties"] = {"environments": list(finding.environments)}
    if finding.edits:
        result["fixes"] = [_fix(report, edit) for edit in finding.edits]
    if finding.related:
        result["relatedLocations"] = [
            {"id": number, **location_of(report, related.location), "message": {"text": plain(related.message)}}
            for number, related in enumerate(finding.related[:MOST_RELATED], start=1)
        ]
    if suppressed := finding.suppressed:
        until = f" (until {suppressed.until})" if suppressed.until else ""
        entry: dict[str, Any] = {
            "kind": "inSource" if suppressed.kind == "inline" else "external",
            "status": "accepted",
            "justification": suppressed.reason + until,
        }
        if suppressed.where:
            entry["location"] = location_of(report, suppressed.where)
        result["suppressions"] = [entry]
    return result


def warning(text: str) -> dict[str, Any]:
    """A remark about the run."""
    return {"level": "warning", "message": {"text": text}}


def _fix(report: Report, edit: Fix) -> dict[str, Any]:
    """An edit, in SARIF's words (section 3.55)."""
    changes: dict[str, list[dict[str, Any]]] = {}
    for one in edit.replaced:
        place = Location(one.path, one.line, one.column, one.end_line, one.end_column)
        region = location_of(report, place)["physicalLocation"]["region"]
        changes.setdefault(one.path, []).append({"deletedRegion": region, "insertedContent": {"text": one.text}})
    return {
        "description": {"text": plain(headline(edit))},
        "artifactChanges": [
            {"artifactLocation": {"uri": uri(report, path), "uriBaseId": "SRCROOT"}, "replacements": some}
            for path, some in changes.items()
        ],
    }


def _text(headline: str, why: str, fix: str) -> str:
    # a full stop ends what GitHub shows as the title
    parts = [headline + "."]
    if why:
        parts.append(f"Why: {why}")
    if fix:
        parts.append(f"Fix: {fix}")
    return "\n".join(map(plain, parts))


def plain(text: str) -> str:
    """Text in which SARIF finds no link and no placeholder (sections 3.11.5 and 3.11.6)."""
    text = visible(text) or " "
    return text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")


def location_of(report: Placed, place: Location) -> dict[str, Any]:
    """A place as a SARIF location."""
    place = on_a_file(report, place)
    line, column = max(place.line, 1), max(place.column, 1)
    end_line, end_column = max((place.end_line, max(place.end_column, 1)), (line, column))
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": uri(report, place.path), "uriBaseId": "SRCROOT"},
            "region": {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column},
        }
    }


def _diagnostic(report: Report, diagnostic: Diagnostic) -> dict[str, Any]:
    hint = f" ({diagnostic.hint})" if diagnostic.hint else ""
    return {
        "descriptor": {"id": diagnostic.code},
        "level": "error" if diagnostic.incomplete else "warning",
        "message": {"text": plain(diagnostic.message + hint)},
        "locations": [location_of(report, place) for place in (diagnostic.location, *diagnostic.also)],
    }


def _undecided(report: Report, finding: Finding) -> dict[str, Any]:
    blocked = f": {finding.blocked_by}" if finding.blocked_by else ""
    return {
        "associatedRule": {"id": finding.code},
        "level": "note",
        "message": {"text": plain(f"{finding.message} ({title(finding)}){blocked}")},
        "locations": [location_of(report, finding.location)],
    }

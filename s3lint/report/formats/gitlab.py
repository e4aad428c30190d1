"""`gitlab`: a GitLab Code Quality report (https://docs.gitlab.com/ci/testing/code_quality/)."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import Any

from s3lint.checks import Finding, Outcome, Severity
from s3lint.engine.report import Report
from s3lint.report.entry import title
from s3lint.report.links import in_repository, on_a_file
from s3lint.report.options import Options
from s3lint.report.untrusted import json_text, visible
from s3lint.source import Diagnostic, Location

SEVERITY = {
    Severity.CRITICAL: "blocker",
    Severity.HIGH: "critical",
    Severity.MEDIUM: "major",
    Severity.LOW: "minor",
    Severity.INFO: "info",
}


def render(report: Report, options: Options) -> str:
    """The report as JSON."""
    issues = [_finding(report, f) for f in report.active if f.verdict is not Outcome.PASS]
    issues += [_diagnostic(report, diagnostic) for diagnostic in report.diagnostics]
    seen: Counter[str] = Counter()
    for issue in issues:  # GitLab drops issues with equal fingerprints
        seen[issue["fingerprint"]] += 1
        if (number := seen[issue["fingerprint"]]) > 1:
            issue["fingerprint"] += f"-{number}"
    return json_text(issues)


def _finding(report: Report, finding: Finding) -> dict[str, Any]:
    text = f"{finding.code} {finding.message} ({title(finding)})"
    if finding.verdict is Outcome.UNKNOWN:
        return _issue(report, text, finding.code, finding.fingerprint, "info", finding.location)
    return _issue(report, text, finding.code, finding.fingerprint, SEVERITY[finding.severity], finding.location)


def _diagnostic(report: Report, diagnostic: Diagnostic) -> dict[str, Any]:
    same = "\0".join((diagnostic.code, in_repository(report, diagnostic.location.path), diagnostic.message))
    fingerprint = hashlib.sha256(same.encode("utf-8", "surrogatepass")).hexdigest()
    severity = "major" if diagnostic.incomplete else "minor"
    text = f"{diagnostic.code} {diagnostic.message}"
    return _issue(report, text, diagnostic.code, fingerprint, severity, diagnostic.location)


def _issue(report: Report, text: str, code: str, fingerprint: str, severity: str, place: Location) -> dict[str, Any]:
    place = on_a_file(report, place)
    return {
        "description": visible(text),
        "check_name": code,
        "fingerprint": fingerprint,
        "severity": severity,
        "location": {
            "path": in_repository(report, place.path),
            "lines": {"begin": place.line, "end": max(place.end_line, place.line)},
        },
    }

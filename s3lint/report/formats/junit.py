"""`junit`: JUnit XML. A bucket is a test case: failed by each finding, skipped where something is undecided."""

from __future__ import annotations

from xml.etree import ElementTree

from s3lint.checks import Finding, Outcome
from s3lint.engine.report import Report
from s3lint.report.entry import title
from s3lint.report.options import Options
from s3lint.report.untrusted import visible
from s3lint.source import Diagnostic


def render(report: Report, options: Options) -> str:
    """The report as XML."""
    cases: dict[tuple[str, str], list[Finding]] = {(bucket.root, bucket.address): [] for bucket in report.buckets}
    for finding in report.active:
        cases.setdefault((finding.root, finding.resource), []).append(finding)
    suite = ElementTree.Element("testsuite", name="s3lint")
    for (root, resource), findings in cases.items():
        _case(suite, root, resource, findings)
    for diagnostic in report.diagnostics:
        _diagnostic(suite, diagnostic)
    counts = {
        "tests": len(suite),
        "failures": sum(case.find("failure") is not None for case in suite),
        "errors": sum(case.find("error") is not None for case in suite),
        "skipped": sum(case.find("skipped") is not None for case in suite),
    }
    whole = ElementTree.Element("testsuites", name="s3lint")
    for key, number in counts.items():
        suite.set(key, str(number))
        if key != "skipped":
            whole.set(key, str(number))
    whole.append(suite)
    ElementTree.indent(whole)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(whole, encoding="unicode") + "\n"


def _case(suite: ElementTree.Element, root: str, resource: str, findings: list[Finding]) -> None:
    display = title(findings[0]) if findings else resource
    case = ElementTree.SubElement(suite, "testcase", classname=visible(root), name=visible(display))
    failed = [finding for finding in findings if finding.verdict is Outcome.FAIL]
    undecided = [finding for finding in findings if finding.verdict is Outcome.UNKNOWN]
    for finding in failed:
        kind = f"{finding.code} {finding.name}"
        failure = ElementTree.SubElement(case, "failure", message=visible(finding.message), type=kind)
        failure.text = _text(finding)
    if undecided and not failed:
        said = "; ".join(f"{finding.code} {finding.message}" for finding in undecided)
        ElementTree.SubElement(case, "skipped", message=visible(said))
    if undecided:
        ElementTree.SubElement(case, "system-out").text = "\n\n".join(map(_text, undecided))


def _text(finding: Finding) -> str:
    place = finding.location
    lines = [
        f"{place.path}:{place.line}:{place.column}: {finding.code} {finding.message} ({finding.severity.word})",
        *(f"{key}: {text}" for key, text in _more(finding) if text),
    ]
    return "\n".join(map(visible, lines))


def _more(finding: Finding) -> tuple[tuple[str, str], ...]:
    return ("blocked by", finding.blocked_by), ("why", finding.why), ("fix", finding.fix)


def _diagnostic(suite: ElementTree.Element, diagnostic: Diagnostic) -> None:
    place = diagnostic.location
    name = visible(f"{diagnostic.code} {place.path}:{place.line}")
    case = ElementTree.SubElement(suite, "testcase", classname=visible(place.path), name=name)
    if diagnostic.incomplete:
        message = visible(diagnostic.message)
        error = ElementTree.SubElement(case, "error", message=message, type=diagnostic.code)
        error.text = visible(f"{place.path}:{place.line}:{place.column}: {diagnostic.message}")
    else:
        ElementTree.SubElement(case, "system-out").text = visible(diagnostic.message)

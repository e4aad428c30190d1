"""Fixes of findings, each proven alone, as the plain data that reports and editors show."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from s3lint.checks import Finding
from s3lint.checks.wanted import Fix, Replaced
from s3lint.edit.patch import patch
from s3lint.edit.replacement import Replacement, line_end, line_start, replaced
from s3lint.engine import Report, Request
from s3lint.engine.run.frames import holds_values
from s3lint.engine.run.part import Part
from s3lint.engine.run.result import Result
from s3lint.engine.run.session import Session
from s3lint.fix.judging import LIMIT, Court
from s3lint.fix.proposal import Proposal, proposals
from s3lint.record import replace
from s3lint.source import INTERNAL, Diagnostic, Location, Source

Name = tuple[str, str]
"""The root of a finding as the user reads it, and its fingerprint: two trees may have equal ones."""


def name_of(finding: Finding) -> Name:
    """The name of a finding of a report."""
    return finding.root, finding.fingerprint


def _name(finding: Finding, part: Part) -> Name:
    return part.scope.display(finding.root), finding.fingerprint


def fixes(
    session: Session, request: Request, result: Result, wanted: Collection[Name] | None = None
) -> dict[Name, tuple[Fix, ...]]:
    """The fixes of the findings of a result, or of those that are wanted, by the names of the findings.

    The result is what the session answered last to the request, without another question since. Paths in a fix are as
    the user reads them, its places those of the texts that the session saw. Afterwards the trees of the result show
    what was tried last, so a further question about them begins with `session.analyse`.
    """
    return _judged(session, request, result, wanted)[0]


def _judged(
    session: Session, request: Request, result: Result, wanted: Collection[Name] | None
) -> tuple[dict[Name, tuple[Fix, ...]], list[Diagnostic]]:
    """The fixes by the names of the findings, and what was not tried or went wrong."""
    found: dict[Name, tuple[Fix, ...]] = {}
    said: list[Diagnostic] = []
    proposed: list[Proposal] = []
    for part in result.parts:
        some = proposals(part, [f for f in part.findings if wanted is None or _name(f, part) in wanted])
        proposed += some.found
        for (code, root, resource, _), mistake in some.mistakes.items():
            place = Location(part.scope.display(root))
            said.append(Diagnostic(INTERNAL, f"{code} {resource}: no edit: {mistake}", place, incomplete=False))
    untried = 0
    for one, why in Court.of(session, request).objections(proposed) if proposed else ():
        untried += len(one.findings) if why == LIMIT else 0
        if why is None:
            made = as_fix(one)
            for finding in one.findings:
                name = _name(finding, one.files.part)
                found[name] = (*found.get(name, ()), made)
    if untried:
        text = f"{LIMIT}: those for {untried:,} finding{'s' * (untried != 1)} were not tried"
        said.append(Diagnostic("S3L905", text, Location(result.report.here), incomplete=False))
    return found, said


def with_fixes(session: Session, request: Request, result: Result) -> Report:
    """The report of a result, its findings with the fixes that proved themselves."""
    found, said = _judged(session, request, result, {name_of(finding) for finding in result.report.active})
    marked = tuple(replace(f, edits=found.get(name_of(f), ())) for f in result.report.findings)
    return replace(result.report, findings=marked, diagnostics=(*result.report.diagnostics, *said))


def as_fix(one: Proposal) -> Fix:
    """A proposal as plain data."""
    files = one.files
    part = files.part
    places: list[Replaced] = []
    lines: list[Replaced] = []
    diffs: list[str] = []
    for path, replacements in sorted(one.change.replacements.items()):
        source = Source(path, files.text(path))
        shown = part.scope.display(path)
        for each in replacements:
            places.append(Replaced(shown, *source.position(each.start), *source.position(each.end), each.text))
        if not holds_values(part.frontends, path, files.before(path)):
            after = replaced(source.text, replacements)
            diffs.append(patch(shown, source.text, after))
            lines.append(_whole_lines(shown, source, after, replacements))
    instances = len({(finding.root, finding.resource) for finding in one.findings})
    title = one.change.title + (f" ({instances:,} instances)" if instances > 1 else "")
    return Fix(title, one.safety.level, one.safety.why.partition("; ")[0], tuple(places), tuple(lines), "".join(diffs))


def _whole_lines(shown: str, source: Source, after: str, replacements: Iterable[Replacement]) -> Replaced:
    """From the first line that changes to the last, and what these lines become."""
    text = source.text
    start = line_start(text, min(one.start for one in replacements))
    end = line_end(text, max(one.end for one in replacements))
    became = after[start : len(after) - (len(text) - end)]
    last, column = source.position(end)
    return Replaced(shown, source.position(start)[0], 1, last, column, became)

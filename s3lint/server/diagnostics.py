"""What the editor shows in a file: findings and remarks as the protocol's diagnostics."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from itertools import chain
from pathlib import Path

from s3lint.checks import Finding, Outcome
from s3lint.engine.report import Report
from s3lint.record import Struct
from s3lint.report.entries import by_cause
from s3lint.report.entry import Group, title
from s3lint.report.links import help_uri, on_a_file
from s3lint.report.untrusted import visible
from s3lint.report.words import count, level
from s3lint.server.protocol import lsp
from s3lint.server.texts import Text
from s3lint.source import Diagnostic, Location

SOURCE = "s3lint"
# what says that some text does nothing: a statement without effect, a suppression without a finding or an expired one
UNNECESSARY = frozenset({"S3L208", "S3L903", "S3L908"})
MOST_RELATED, MOST_NAMED = 100, 6

_SEVERITIES = {
    "error": lsp.DiagnosticSeverity.Error,
    "warning": lsp.DiagnosticSeverity.Warning,
    "note": lsp.DiagnosticSeverity.Information,
}

UriOf = Callable[[Path], str]
TextOf = Callable[[Path], Text | None]
"""The text of an open buffer."""


class Said(Struct, frozen=True):
    """What a report says in one file, and the lines that are needed to place it."""

    findings: tuple[Finding, ...]
    remarks: tuple[Diagnostic, ...]


def by_file(report: Report, folder: Path) -> dict[Path, Said]:
    """What a report says, by the file where it says it. Its paths start at a folder."""
    findings: dict[str, list[Finding]] = {}
    remarks: dict[str, list[Diagnostic]] = {}
    for finding in report.findings:
        if finding.suppressed is None and finding.verdict is not Outcome.PASS:
            findings.setdefault(on_a_file(report, finding.location).path, []).append(finding)
    for remark in report.diagnostics:
        for path in dict.fromkeys(on_a_file(report, place).path for place in (remark.location, *remark.also)):
            remarks.setdefault(path, []).append(remark)
    return {
        absolute(folder, path): Said(tuple(findings.get(path, ())), tuple(remarks.get(path, ())))
        for path in {**findings, **remarks}
    }


def absolute(folder: Path, path: str) -> Path:
    """The file that a report names."""
    return Path(os.path.normpath(folder / path))


class Placed:
    """Makes diagnostics of what one report says: places as the editor counts them."""

    def __init__(self, report: Report, folder: Path, text_of: TextOf, uri_of: UriOf, encoding: str) -> None:
        self._report, self._folder = report, folder
        self._text_of, self._uri_of, self._encoding = text_of, uri_of, encoding

    def made(self, path: Path, said: Said) -> list[lsp.Diagnostic]:
        """The diagnostics of one file."""
        placed = [self._finding(group) for group in by_cause(said.findings)]
        return placed + list(chain.from_iterable(self._remark(path, remark) for remark in said.remarks))

    def lines(self, said: Said) -> tuple[Mapping[int, str] | None, ...]:
        """The source lines that the places in what is said are counted by."""
        paths = dict.fromkeys(chain.from_iterable(_paths(finding) for finding in said.findings))
        return tuple(self._report.sources.get(path) for path in paths)

    def range(self, place: Location) -> lsp.Range:
        """A place of the report as the editor counts it."""
        place = on_a_file(self._report, place)
        text = self._text_of(absolute(self._folder, place.path))
        if text is not None:
            return text.range(place)
        lines = self._report.sources.get(place.path, {})
        start = self._position(lines, place.line, place.column)
        end = self._position(lines, place.end_line, place.end_column)
        return lsp.Range(start, max(start, end, key=lambda one: (one.line, one.character)))

    def _position(self, lines: Mapping[int, str], line: int, column: int) -> lsp.Position:
        before = lines.get(line, "")[: column - 1]
        if not before or before.isascii():
            return lsp.Position(max(line - 1, 0), max(column - 1, 0))
        return lsp.Position(line - 1, Text("", before, self._encoding).position(len(before)).character)

    def _finding(self, group: Group) -> lsp.Diagnostic:
        finding = group.finding
        return lsp.Diagnostic(
            range=self.range(finding.location),
            message=_message(group),
            severity=_SEVERITIES[level(finding)],
            code=finding.code,
            code_description=lsp.CodeDescription(help_uri(finding.code)),
            source=SOURCE,
            tags=_tags(finding.code),
            related_information=[
                lsp.DiagnosticRelatedInformation(self._location(one.location), visible(one.message) or "see here")
                for one in finding.related[:MOST_RELATED]
            ]
            or None,
            data={"fingerprint": finding.fingerprint},
        )

    def _remark(self, path: Path, remark: Diagnostic) -> Iterable[lsp.Diagnostic]:
        for place in (remark.location, *remark.also):
            place = on_a_file(self._report, place)
            if absolute(self._folder, place.path) != path:
                continue
            yield lsp.Diagnostic(
                range=self.range(place),
                message="\n".join(filter(None, (visible(remark.message), _hint(remark.hint)))),
                severity=lsp.DiagnosticSeverity.Error if remark.incomplete else lsp.DiagnosticSeverity.Warning,
                code=remark.code,
                code_description=lsp.CodeDescription(help_uri(remark.code)),
                source=SOURCE,
                tags=_tags(remark.code),
            )

    def _location(self, place: Location) -> lsp.Location:
        place = on_a_file(self._report, place)
        return lsp.Location(self._uri_of(absolute(self._folder, place.path)), self.range(place))


def _paths(finding: Finding) -> Iterable[str]:
    yield finding.location.path
    yield from (one.location.path for one in finding.related)


def _tags(code: str) -> list[lsp.DiagnosticTag] | None:
    return [lsp.DiagnosticTag.Unnecessary] if code in UNNECESSARY else None


def _message(group: Group) -> str:
    """The message, why it matters here, what to do, and of which instances it speaks."""
    finding = group.finding
    said = [visible(finding.message) or finding.name]
    if finding.why:
        said.append(visible(finding.why))
    if finding.fix:
        said.append(f"Fix: {visible(finding.fix)}")
    names = dict.fromkeys(title(one) for one in group.findings)
    if len(names) > 1:
        listed = [visible(name) for name in names][:MOST_NAMED]
        more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
        said.append(f"{count(len(names), 'instance')}: {', '.join(listed)}{more}")
    return "\n".join(said)


def _hint(text: str) -> str:
    """A hint on a line; a traceback keeps its own."""
    return "\n".join(map(visible, text.splitlines()))

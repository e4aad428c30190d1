"""Writes suppressions into source text (`--add-ignore`): comments above what findings point at, and nothing else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from s3lint.checks import Finding, Outcome
from s3lint.edit.files import outline_of
from s3lint.edit.outline import Outline
from s3lint.findings.suppressions.model import Suppression, touches
from s3lint.findings.suppressions.scan import scan
from s3lint.record import Struct
from s3lint.source import Location


class Insertion(Struct, frozen=True):
    """The new text of a file, and the findings that no comment in it can cover (JSON has none)."""

    text: str
    left: tuple[Finding, ...]


def add_ignores(path: str, text: str, findings: Iterable[Finding], reason: str) -> Insertion:
    """The text with a comment for each finding that points into this file and counts."""
    wanted = [
        finding
        for finding in dict.fromkeys(findings)
        if finding.location.path == path and finding.suppressed is None and finding.verdict is not Outcome.PASS
    ]
    outline = outline_of(path, text)
    reason = " ".join(reason.split())
    if outline is None or not reason:
        return Insertion(text, tuple(wanted))
    lines = text.split("\n")
    codes: dict[int, set[str]] = defaultdict(set)
    left: list[Finding] = []
    for finding in wanted:
        line = _line_for(finding, outline, lines)
        if line is None:
            left.append(finding)
        else:
            codes[line].add(finding.code)
    written = _insert(lines, codes, reason)
    still = [] if not codes else _uncovered(path, written, wanted, codes)
    left += [finding for finding in still if finding not in left]
    return Insertion(written, tuple(left)) if len(left) < len(wanted) else Insertion(text, tuple(wanted))


def _line_for(finding: Finding, outline: Outline, lines: list[str]) -> int | None:
    """The line to write above: that of the innermost construct around the finding which has its line to itself."""
    for construct in outline.statements(finding.location.line):
        before = lines[construct.first - 1][: construct.column - 1]
        if before.strip() == "":
            return construct.first
    return None


def _insert(lines: list[str], codes: dict[int, set[str]], reason: str) -> str:
    written: list[str] = []
    for number, line in enumerate(lines, start=1):
        if found := codes.get(number):
            indent = line[: len(line) - len(line.lstrip())]
            ending = "\r" if line.endswith("\r") else ""
            written.append(f"{indent}# s3lint: ignore[{', '.join(sorted(found))}] {reason}{ending}")
        written.append(line)
    return "\n".join(written)


def _uncovered(path: str, written: str, findings: list[Finding], codes: dict[int, set[str]]) -> list[Finding]:
    """The findings that the new comments, read back, do not cover after all."""
    suppressions = scan(path, written)
    return [finding for finding in findings if not any(_covers(s, finding, codes) for s in suppressions)]


def _covers(suppression: Suppression, finding: Finding, codes: dict[int, set[str]]) -> bool:
    if finding.code not in suppression.words or suppression.covers is None:
        return False
    place = finding.location
    down = sum(line <= place.line for line in codes)  # the comments above push it down
    moved = Location(place.path, place.line + down, place.column, place.end_line + down, place.end_column)
    return touches(suppression.covers, moved)

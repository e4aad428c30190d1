"""The lines of source that reports show around findings; none of files that hold values, secret ones among them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from s3lint.checks import Finding
from s3lint.languages import Frontends
from s3lint.languages.frontend import Claim
from s3lint.source import Diagnostic, FileProblem, Location, Source
from s3lint.source.encoding import decoded

CONTEXT = 2  # lines before and after
LONGEST = 12  # lines of one place
WIDEST = 20_000  # characters of one line: a file may be a single line of megabytes


def lines_for(
    frontends: Frontends,
    findings: Iterable[Finding],
    diagnostics: Iterable[Diagnostic],
    path_of: Callable[[str], str | None],
) -> dict[str, dict[int, str]]:
    """Path as displayed -> line number -> text, for every place that a report may show.

    `path_of` gives the tree's path for a displayed one, or None where it is of another tree.
    """
    wanted: dict[str, set[int]] = defaultdict(set)
    for place in _places(findings, diagnostics):
        last = min(max(place.end_line, place.line), place.line + LONGEST)
        wanted[place.path].update(range(max(1, place.line - CONTEXT), last + CONTEXT + 1))
    lines = {}
    for shown in sorted(wanted):
        path = path_of(shown)
        if path is not None and (found := _lines(frontends, path, wanted[shown])):
            lines[shown] = found
    return lines


def lines_at(frontends: Frontends, places: Iterable[Location]) -> dict[str, dict[int, str]]:
    """Path of the tree -> line number -> text, for the first lines of some places."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for place in places:
        wanted[place.path].add(place.line)
    found = {path: _lines(frontends, path, numbers) for path, numbers in sorted(wanted.items())}
    return {path: lines for path, lines in found.items() if lines}


def _places(findings: Iterable[Finding], diagnostics: Iterable[Diagnostic]) -> Iterable[Location]:
    for finding in findings:
        yield finding.location
        yield from (related.location for related in finding.related)
        if finding.subject:
            yield finding.subject
    for diagnostic in diagnostics:
        yield diagnostic.location


def _lines(frontends: Frontends, path: str, numbers: set[int]) -> dict[int, str]:
    try:
        data = frontends.tree.read(path, 1 << 27)
    except FileProblem:
        return {}
    if holds_values(frontends, path, data):
        return {}
    source = Source(path, decoded(data))
    last = source.position(len(source.text))[0]
    return {n: source.line(n)[:WIDEST] for n in sorted(numbers) if n <= last}


def holds_values(frontends: Frontends, path: str, data: bytes) -> bool:
    """Whether its lines would show what code only names. The language whose file it is by its name knows, else any."""
    owner = next((frontend for frontend in frontends if frontend.claims(path) is Claim.YES), None)
    if owner is not None:
        return owner.holds_values(path, data)
    return any(frontend.holds_values(path, data) for frontend in frontends)

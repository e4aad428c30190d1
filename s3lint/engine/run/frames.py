"""The lines of source that reports show around findings; none of files that hold values, secret ones among them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from s3lint.checks import Finding
from s3lint.source import Diagnostic, FileProblem, Location, Source, Tree

CONTEXT = 2  # lines before and after
LONGEST = 12  # lines of one place
WIDEST = 20_000  # characters of one line: a file may be a single line of megabytes


def lines_for(
    tree: Tree, findings: Iterable[Finding], diagnostics: Iterable[Diagnostic], path_of: Callable[[str], str | None]
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
        if path is not None and (found := _lines(tree, path, wanted[shown])):
            lines[shown] = found
    return lines


def _places(findings: Iterable[Finding], diagnostics: Iterable[Diagnostic]) -> Iterable[Location]:
    for finding in findings:
        yield finding.location
        yield from (related.location for related in finding.related)
        if finding.subject:
            yield finding.subject
    for diagnostic in diagnostics:
        yield diagnostic.location


def _lines(tree: Tree, path: str, numbers: set[int]) -> dict[int, str]:
    try:
        data = tree.read(path, 1 << 27)
    except FileProblem:
        return {}
    if _holds_values(path, data):
        return {}
    source = Source(path, data.decode("utf-8-sig", "replace"))
    last = source.position(len(source.text))[0]
    return {n: source.line(n)[:WIDEST] for n in sorted(numbers) if n <= last}


def _holds_values(path: str, data: bytes) -> bool:
    """Whether it is a file of variables or parameters, or a plan: their lines show what code only names."""
    if path.endswith((".tfvars", ".tfvars.json")):
        return True
    if path.endswith(".json") and not path.endswith(".tf.json") and b'"Resources"' not in data:
        return True
    from s3lint.languages.plan import is_plan

    return is_plan(data)

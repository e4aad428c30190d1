"""Which findings are new: those that no baseline accepts, and that an earlier revision does not have."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from s3lint.checks import Finding
from s3lint.engine.errors import UsageError
from s3lint.engine.request import Request
from s3lint.engine.run.earlier import earlier
from s3lint.engine.run.granted import not_recorded, wider_than
from s3lint.engine.run.part import Part, examine
from s3lint.engine.run.suppressions import mark_suppressed
from s3lint.engine.run.widened import about_access, widened, worsened
from s3lint.findings.baseline import Access, Entry, apply, read, read_access
from s3lint.record import replace
from s3lint.source import DiskTree, FileProblem, Tree


def only_new(part: Part, request: Request) -> list[Finding]:
    """The findings that the revision does not have: it is judged too, with the settings of today."""
    with earlier(part, request.new_since or "", "--new-since") as (scope, workspace):
        old = examine(scope, part.given, workspace, replace(request, jobs=1), part.configs)
        mark_suppressed(old, request)
        entries = [Entry.of(finding) for finding in old.findings if finding.suppressed is None]
        result = apply(part.findings, entries, "")
        pairs = list(zip(part.findings, result.findings, strict=True))
        known = [finding for finding, marked in pairs if finding != marked]
        wider = {id(finding) for finding in (*widened(part, old, known), *worsened(known, old.findings))}
    return [finding for finding, marked in pairs if finding == marked or id(finding) in wider]


def against_baseline(parts: Sequence[Part], request: Request) -> None:
    """Mark the findings that the baseline accepts."""
    named = request.baseline
    scope = parts[0].scope
    configured = parts[0].configs.run().baseline
    inside = scope.path_of(named) if named is not None and request.config_from is not None else None
    if named is not None and inside is not None:  # as it is in the trusted revision
        text, path = _text(parts[0].configs.tree, inside, f"--baseline {named}"), inside
    elif named is not None:
        file = Path(scope.cwd, named)
        text, path = _text(DiskTree(file.parent), file.name, f"--baseline {named}"), scope.path_of(named) or named
    elif configured is not None:
        text, path = _text(parts[0].configs.tree, configured, f"baseline {configured}"), configured
    else:
        return
    entries = read(text, named or path)
    ran = frozenset().union(*(part.configs.of(one.root.folder).codes for part in parts for one in part.judged))
    roots = {one.root.path for part in parts for one in part.judged}

    def covers(entry: Entry) -> bool:
        gone = not any(p.scope.tree.is_folder(entry.root) or p.scope.tree.is_file(entry.root) for p in parts)
        return entry.code in ran and (entry.root in roots or gone)

    result = apply([f for part in parts for f in part.findings], entries, path, covers=covers)
    left = iter(result.findings)
    recorded = read_access(text)
    for part in parts:
        marked = [next(left) for _ in part.findings]
        part.findings = marked if recorded is None else _without_wider(part, marked, recorded)
    parts[0].diagnostics += result.diagnostics
    if recorded is None and any(about_access(_accepted(part.findings)) for part in parts):
        parts[0].diagnostics.append(not_recorded(path))


def _without_wider(part: Part, marked: list[Finding], recorded: Sequence[Access]) -> list[Finding]:
    """The findings, those not accepted that stand for more than the baseline records."""
    accepted = _accepted(marked)
    wider = {id(finding) for finding in wider_than(part, accepted, recorded)} if accepted else set()
    return [replace(finding, suppressed=None) if id(finding) in wider else finding for finding in marked]


def _accepted(findings: Sequence[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.suppressed is not None and finding.suppressed.kind == "baseline"]


def _text(tree: Tree, name: str, what: str) -> str:
    try:
        return tree.read(name, 1 << 26).decode("utf-8-sig", "replace")
    except FileProblem as problem:
        raise UsageError(f"{what} {problem}") from problem

"""Which findings are new: those that no baseline accepts, and that an earlier revision does not have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from s3lint.checks import Finding
from s3lint.engine.errors import UsageError
from s3lint.engine.request import Request
from s3lint.engine.run.part import Part, examine
from s3lint.engine.run.suppressions import mark_suppressed
from s3lint.engine.run.workspace import Workspace
from s3lint.findings.baseline import Entry, apply, read
from s3lint.source import DiskTree, FileProblem, Tree
from s3lint.source.overlay import OverlayTree


def only_new(part: Part, request: Request) -> list[Finding]:
    """The findings that the revision does not have: it is judged too, with the settings of today."""
    from s3lint.source.git import RevisionProblem
    from s3lint.source.revision import at

    try:
        revision = at(part.scope.root, request.new_since or "")
        try:
            old = _examined(part, revision, request)
        finally:
            revision.close()
    except RevisionProblem as problem:
        raise UsageError(f"--new-since: {problem}") from problem
    entries = [Entry.of(finding) for finding in old.findings if finding.suppressed is None]
    result = apply(part.findings, entries, "")
    return [new for new, marked in zip(part.findings, result.findings, strict=True) if new == marked]


def _examined(part: Part, revision: Tree, request: Request) -> Part:
    workspace = Workspace()
    workspace.show(OverlayTree(revision, {}, part.given.outside))
    earlier = replace(part.scope, tree=workspace.tree)
    old = examine(earlier, part.given, workspace, replace(request, jobs=1), part.configs)
    mark_suppressed(old, request)
    return old


def against_baseline(parts: Sequence[Part], request: Request) -> None:
    """Mark the findings that the baseline accepts."""
    named = request.baseline
    scope = parts[0].scope
    configured = parts[0].configs.run().baseline
    if named is not None:
        file = Path(scope.cwd, named)
        entries = read(_text(DiskTree(file.parent), file.name, f"--baseline {named}"), named)
        path = scope.path_of(named) or named
    elif configured is not None:
        entries, path = read(_text(scope.tree, configured, f"baseline {configured}"), configured), configured
    else:
        return
    ran = frozenset().union(*(part.configs.of(one.root.folder).codes for part in parts for one in part.judged))
    roots = {one.root.path for part in parts for one in part.judged}

    def covers(entry: Entry) -> bool:
        gone = not any(p.scope.tree.is_folder(entry.root) or p.scope.tree.is_file(entry.root) for p in parts)
        return entry.code in ran and (entry.root in roots or gone)

    result = apply([f for part in parts for f in part.findings], entries, path, covers=covers)
    left = iter(result.findings)
    for part in parts:
        part.findings = [next(left) for _ in part.findings]
    parts[0].diagnostics += result.diagnostics


def _text(tree: Tree, name: str, what: str) -> str:
    try:
        return tree.read(name, 1 << 26).decode("utf-8-sig", "replace")
    except FileProblem as problem:
        raise UsageError(f"{what} {problem}") from problem

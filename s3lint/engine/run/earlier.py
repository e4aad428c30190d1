"""The same question about what was before: a revision, another folder or file, what a plan says is deployed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from s3lint.engine.errors import UsageError
from s3lint.engine.input.scope import Scope, Target, scopes
from s3lint.engine.request import Request
from s3lint.engine.run.part import Part, unjudged
from s3lint.engine.run.workspace import Workspace
from s3lint.record import replace
from s3lint.source import MemoryTree
from s3lint.source.history import HistoryTree
from s3lint.source.overlay import OverlayTree

_PLAN = "plan"


@contextmanager
def earlier(part: Part, revision: str, option: str) -> Iterator[tuple[Scope, Workspace]]:
    """The scope and workspace of a part at a revision, for as long as they are used. Raises UsageError."""
    from s3lint.source.git import RevisionProblem
    from s3lint.source.revision import at

    try:
        tree = at(part.scope.root, revision)
        history = HistoryTree(tree, part.scope.root)
        try:
            workspace = Workspace(kept=part.kept)
            workspace.show(OverlayTree(history, {}, part.given.outside))
            yield replace(part.scope, tree=workspace.tree), workspace
        finally:
            tree.close()
            history.close()
    except RevisionProblem as problem:
        hint = "; name one: s3lint diff main" if revision == "@{upstream}" else ""
        raise UsageError(f"{option}: {problem}{hint}") from problem


@contextmanager
def former_part(
    part: Part, request: Request, revision: str, path: str, unread: Callable[[Scope, Request], Part]
) -> Iterator[Part]:
    """What a part is compared with: what it was at a revision, what lies at a path, or what is deployed.

    `unread` makes a part of a scope. Raises UsageError.
    """
    if revision == "HEAD" and not _has_commits(part):
        yield _with_files(part, request, {})
    elif revision:
        with earlier(part, revision, "diff") as (scope, workspace):
            yield unjudged(scope, part.given, workspace, request, part.configs)
    elif path:
        (scope,) = scopes([path], request.cwd)
        try:
            yield unread(scope, request)
        finally:
            scope.close()
    else:
        yield _as_deployed(part, request)


def _as_deployed(part: Part, request: Request) -> Part:
    """The plans of a part as they say that things are before they are applied. Raises UsageError."""
    from s3lint.languages.plan.deployed import as_deployed

    made: dict[str, str | bytes] = {}
    for root in part.chosen.roots:
        if root.language == _PLAN and (text := as_deployed(part.scope.tree.read(root.path, 1 << 28))) is not None:
            made[root.path] = text
    if not made:
        raise UsageError("--deployed compares plans with what they say is deployed, and none was found")
    return _with_files(part, request, made)  # without the configuration beside them, which is of what will be


def _with_files(part: Part, request: Request, files: Mapping[str, str | bytes]) -> Part:
    """The part as if there were these files alone."""
    workspace = Workspace()
    workspace.show(MemoryTree(dict(files)))
    targets = tuple(Target(path, is_file=True) for path in files)
    scope = replace(part.scope, tree=workspace.tree, targets=targets)
    return unjudged(scope, part.given, workspace, request, part.configs)


def _has_commits(part: Part) -> bool:
    from s3lint.source.git import RevisionProblem
    from s3lint.source.revision import has_commits

    try:
        return has_commits(part.scope.root)
    except RevisionProblem as problem:
        raise UsageError(f"diff: {problem}") from problem

"""The same question about an earlier revision: its tree, and its roots with the settings of today."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from s3lint.engine.errors import UsageError
from s3lint.engine.input.scope import Scope
from s3lint.engine.run.part import Part
from s3lint.engine.run.workspace import Workspace
from s3lint.source.history import HistoryTree
from s3lint.source.overlay import OverlayTree


@contextmanager
def earlier(part: Part, revision: str, option: str) -> Iterator[tuple[Scope, Workspace]]:
    """The scope and workspace of a part at a revision, for as long as they are used. Raises UsageError."""
    from s3lint.source.git import RevisionProblem
    from s3lint.source.revision import at

    try:
        tree = at(part.scope.root, revision)
        history = HistoryTree(tree, part.scope.root)
        try:
            workspace = Workspace()
            workspace.show(OverlayTree(history, {}, part.given.outside))
            yield replace(part.scope, tree=workspace.tree), workspace
        finally:
            tree.close()
            history.close()
    except RevisionProblem as problem:
        hint = "; name one: s3lint diff main" if revision == "@{upstream}" else ""
        raise UsageError(f"{option}: {problem}{hint}") from problem

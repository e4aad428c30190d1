"""One run: from a request to a report."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from s3lint.engine.input.scope import Scope
from s3lint.engine.request import Request
from s3lint.engine.run.result import Result
from s3lint.engine.run.session import Session
from s3lint.engine.run.workers import Progress
from s3lint.engine.run.workspace import Kept

__all__ = ["Result", "analyse", "discovered"]


def analyse(
    request: Request,
    progress: Progress | None = None,
    given: Sequence[Scope] | None = None,
    kept: Callable[[Path], Kept | None] | None = None,
) -> Result:
    """Everything that was asked for, by a session of its own. Raises UsageError and ConfigError.

    `kept` is what earlier runs left about the roots of a tree.
    """
    return Session(kept=kept).analyse(request, progress, given)


def discovered(request: Request) -> tuple[list[str], dict[str, str]]:
    """The files that would be looked into, and what is skipped with the reason. Nothing is judged."""
    return Session().discovered(request)

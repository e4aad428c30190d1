"""A check run, or the answer of an earlier one that saw the same.

An answer depends on three things: the installation, the request with the places that it names, and what is seen of the
trees. The first two are the name under which it is kept; the third is kept beside it, as every question that the run
asked of its trees with the answer, and is asked again before the answer is given.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from s3lint.engine.cache.installation import installation
from s3lint.engine.cache.store import key_of, load, named_place, place, save
from s3lint.engine.check_result import CheckResult
from s3lint.engine.input.scope import Scope, scopes
from s3lint.engine.request import Request, Wanted
from s3lint.record import replace
from s3lint.source import INTERNAL
from s3lint.source.recorded import RecordingTree, holds

if TYPE_CHECKING:
    from s3lint.engine.cache.kept_roots import KeptRoots
    from s3lint.engine.run.workers import Progress


def check(
    request: Request, progress: Progress | None = None, *, cache: bool = True, within: str | None = None
) -> CheckResult:
    """What `analyse` answers; kept within a folder that the user names, or else among the user's caches.

    Raises UsageError and ConfigError.
    """
    started = time.monotonic()
    if cache and is_repeatable(request):
        request = replace(request, today=request.today or date.today())
        given = scopes(request.paths, request.cwd)
        folder = place(scope.root for scope in given) if within is None else named_place(within, given)
        installed = installation()
        if folder is not None and installed is not None:
            key = key_of(installed, repr(request), repr([(s.root, s.cwd, s.targets) for s in given]))
            answer = _kept(folder, key, given)
            if answer is None:
                return _remembered(folder, key, request, given, progress, _roots(within and folder))
            return replace(answer, report=replace(answer.report, elapsed=time.monotonic() - started))
    from s3lint.engine.run.analysis import analyse

    return analyse(request, progress, None, _roots() if cache and within is None else None).check_result


def is_repeatable(request: Request) -> bool:
    """Whether the answer depends on nothing but settings and the trees: no standard input, git or other files."""
    files = (request.config, request.baseline, *request.forbid, *request.var_files, *request.parameters)
    drawn = request.wanted != Wanted() or request.options.get("output-format") == "html"
    return not (
        any(file is not None for file in files)
        or request.stdin is not None
        or "-" in request.paths
        or request.new_since
        or request.config_from
        or request.verbose
        or drawn
    )


def _roots(named: Path | str | None = None) -> Callable[[Path], KeptRoots | None]:
    """Finds what earlier runs left about the roots of a tree: in the folder named, or among the user's caches."""

    def find(root: Path) -> KeptRoots | None:
        from s3lint.engine.cache.kept_roots import KeptRoots

        folder = Path(named) if named else place([root], "roots") if place([root]) else None
        installed = installation()
        return None if folder is None or installed is None else KeptRoots(folder, installed, root)

    return find


def _kept(folder: Path, key: str, given: Sequence[Scope]) -> CheckResult | None:
    data = load(folder, key)
    if data is None:
        return None
    from s3lint.engine.cache.serialized import from_plain

    try:
        records, answer = data
        same = all(holds(answers, scope.tree) for answers, scope in zip(records, given, strict=True))
        return from_plain(answer) if same else None
    except (AttributeError, IndexError, KeyError, TypeError, ValueError):
        return None  # not what s3lint wrote


def _remembered(
    folder: Path,
    key: str,
    request: Request,
    given: Sequence[Scope],
    progress: Progress | None,
    roots: Callable[[Path], KeptRoots | None],
) -> CheckResult:
    """The answer, worked out and kept."""
    from s3lint.engine.cache.serialized import to_text
    from s3lint.engine.run.analysis import analyse

    result = analyse(request, progress, given, roots)
    answer = result.check_result
    trees = [part.scope.tree for part in result.parts]
    seen = [tree.answers for tree in trees if isinstance(tree, RecordingTree) and tree.consistent]
    if len(seen) == len(given) and not any(d.code == INTERNAL for d in answer.report.diagnostics):
        text = to_text(seen, answer)
        if text is not None:
            save(folder, key, text)
    return answer

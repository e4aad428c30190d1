"""Judges roots one after the other, or in worker processes where there is enough work. The order never changes."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from s3lint.engine.request import Wanted
from s3lint.engine.run.judge import CHECKS, Judged, judge
from s3lint.engine.run.workspace import Work, Workspace
from s3lint.languages import Frontends
from s3lint.source.recorded import Answers, RecordingTree

# what a worker costs to start is not won back with fewer roots than this
ROOTS_PER_WORKER = 40
MAX_WORKERS = 8

Progress = Callable[[int, int], None]  # done, of how many
# by a worker: what came of a root, what was seen of the tree, whether it is settled, whether the tree stayed as it was
Told = tuple[Judged, Answers, bool, bool]


@dataclass(frozen=True, slots=True)
class _Task:
    """What a worker process is given once."""

    tree: RecordingTree
    frontends: Frontends
    verbose: bool
    wanted: Wanted


_task: _Task | None = None


def judge_all(
    workspace: Workspace,
    work: Sequence[Work],
    *,
    jobs: int | None,
    verbose: bool,
    progress: Progress | None = None,
    wanted: Wanted = CHECKS,
) -> list[Judged]:
    """What came of each root, in the order of `work`. Roots that are as they were are not judged again."""
    known = [workspace.judged(one, wanted) for one in work]
    open_work = [one for one, judged in zip(work, known, strict=True) if judged is None]
    task = _Task(workspace.tree, workspace.frontends, verbose, wanted)
    count = workers(len(open_work), jobs)
    made = _in_turn(workspace, open_work, task) if count <= 1 else _in_workers(workspace, open_work, task, count)
    collected = []
    for judged in known:
        collected.append(next(made) if judged is None else judged)
        if progress:
            progress(len(collected), len(work))
    return collected


def workers(roots: int, jobs: int | None) -> int:
    """How many processes to use; 1 is this one alone."""
    if sys.platform != "linux" and sys.flags.ignore_environment and not sys.flags.safe_path:
        return 1  # new processes could not be told to keep the current folder off their path
    if jobs is not None:
        return max(1, min(jobs, roots))
    return max(1, min(os.cpu_count() or 1, MAX_WORKERS, roots // ROOTS_PER_WORKER))


def _in_turn(workspace: Workspace, work: Sequence[Work], task: _Task) -> Iterator[Judged]:
    for one in work:
        with workspace.tree.recording() as record:
            judged = judge(task.frontends, *one, verbose=task.verbose, wanted=task.wanted)
        workspace.keep(one, task.wanted, judged, record)
        yield judged


def _in_workers(workspace: Workspace, work: Sequence[Work], task: _Task, count: int) -> Iterator[Judged]:
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    # forked workers need no imports of their own; elsewhere than on Linux libraries may not survive a fork
    context = get_context("fork" if sys.platform == "linux" else "spawn")
    with _safe_path(), ProcessPoolExecutor(count, context, initializer=_start, initargs=(task,)) as pool:
        # small portions, so that a slow root does not hold back the others
        told = pool.map(_judge, work, chunksize=max(1, min(16, len(work) // (count * 8))))
        for one, (judged, answers, settled, consistent) in zip(work, told, strict=True):
            with workspace.tree.recording() as record:
                workspace.tree.add(answers, consistent)
            if settled and consistent:
                workspace.keep(one, task.wanted, judged, record)
            yield judged


@contextmanager
def _safe_path() -> Iterator[None]:
    """Lets no new Python look for libraries in the current folder."""
    before = os.environ.get("PYTHONSAFEPATH")
    os.environ["PYTHONSAFEPATH"] = "1"
    try:
        yield
    finally:
        del os.environ["PYTHONSAFEPATH"]
        if before is not None:
            os.environ["PYTHONSAFEPATH"] = before


def _start(task: _Task) -> None:
    global _task
    _task = task


def _judge(work: Work) -> Told:
    assert _task is not None
    tree = _task.tree
    with tree.recording() as record:
        judged = judge(_task.frontends, *work, verbose=_task.verbose, wanted=_task.wanted)
    return judged, record.whole(), record.settled(), tree.consistent

"""Judges roots one after the other, or in worker processes where there is enough work. The order never changes."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from s3lint.config import Settings
from s3lint.engine.input.jobs import Job
from s3lint.engine.request import Wanted
from s3lint.engine.run.judge import CHECKS, Judged, judge
from s3lint.source import Tree
from s3lint.source.recorded import Answers, RecordingTree
from s3lint.values import Inputs

# what a worker costs to start is not won back with fewer roots than this
ROOTS_PER_WORKER = 40
MAX_WORKERS = 8

Work = tuple[Job, Settings, Inputs]
Told = tuple[Judged, tuple[Answers, bool] | None]  # by a worker: what came of a root, and what was seen of the tree
Progress = Callable[[int, int], None]  # done, of how many


@dataclass(frozen=True, slots=True)
class _Task:
    """What a worker process is given once."""

    tree: Tree
    verbose: bool
    wanted: Wanted


_task: _Task | None = None


def judge_all(
    tree: Tree,
    work: Sequence[Work],
    *,
    jobs: int | None,
    verbose: bool,
    progress: Progress | None = None,
    wanted: Wanted = CHECKS,
) -> list[Judged]:
    """What came of each root, in the order of `work`."""
    count = workers(len(work), jobs)
    results: Iterable[Judged]
    if count <= 1:
        results = (judge(tree, *one, verbose=verbose, wanted=wanted) for one in work)
        return _collect(results, len(work), progress)
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    task = _Task(tree, verbose, wanted)
    # forked workers need no imports of their own; elsewhere than on Linux libraries may not survive a fork
    context = get_context("fork" if sys.platform == "linux" else "spawn")
    with ProcessPoolExecutor(count, context, initializer=_start, initargs=(task,)) as pool:
        # small portions, so that a slow root does not hold back the others
        told = pool.map(_judge, work, chunksize=max(1, min(16, len(work) // (count * 8))))
        return _collect(_heard(tree, told), len(work), progress)


def workers(roots: int, jobs: int | None) -> int:
    """How many processes to use; 1 is this one alone."""
    if jobs is not None:
        return max(1, min(jobs, roots))
    return max(1, min(os.cpu_count() or 1, MAX_WORKERS, roots // ROOTS_PER_WORKER))


def _collect(results: Iterable[Judged], total: int, progress: Progress | None) -> list[Judged]:
    collected = []
    for judged in results:
        collected.append(judged)
        if progress:
            progress(len(collected), total)
    return collected


def _heard(tree: Tree, told: Iterable[Told]) -> Iterator[Judged]:
    for judged, seen in told:
        if isinstance(tree, RecordingTree) and seen is not None:
            tree.add(*seen)
        yield judged


def _start(task: _Task) -> None:
    global _task
    _task = task
    if isinstance(task.tree, RecordingTree):
        task.tree.take()  # the process that waits knows it


def _judge(work: Work) -> Told:
    assert _task is not None
    tree = _task.tree
    judged = judge(tree, *work, verbose=_task.verbose, wanted=_task.wanted)
    return judged, tree.take() if isinstance(tree, RecordingTree) else None

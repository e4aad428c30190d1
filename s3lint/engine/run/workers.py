"""Judges roots one after the other, or in worker processes where there is enough work. The order never changes."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing

from s3lint.engine.request import Wanted
from s3lint.engine.run.judge import CHECKS, Judged, judge
from s3lint.engine.run.workspace import Work, Workspace
from s3lint.languages import Frontends
from s3lint.languages.frontend import Root
from s3lint.record import Struct
from s3lint.source import INTERNAL, Diagnostic, Location
from s3lint.source.recorded import Answers, RecordingTree

# what a worker costs to start is not won back with fewer roots than this
ROOTS_PER_WORKER = 40
MAX_WORKERS = 8

Progress = Callable[[int, int], None]  # done, of how many
# by a worker: what came of a root, what was seen of the tree, whether it is settled, whether the tree stayed as it was
Told = tuple[Judged, Answers, bool, bool]


class _Task(Struct, frozen=True):
    """What a worker process is given once."""

    tree: RecordingTree
    frontends: Frontends
    verbose: bool
    wanted: Wanted


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
    collected: list[Judged] = []
    try:
        for judged in known:
            collected.append(next(made) if judged is None else judged)
            if progress:
                progress(len(collected), len(work))
    except KeyboardInterrupt:
        made.close()
        collected += _stopped([root for root, *_ in work[len(collected) :]])
    return collected


def _stopped(roots: Sequence[Root]) -> Iterator[Judged]:
    """The roots that a signal kept from being judged, said with the first of them."""
    for number, root in enumerate(roots):
        judged = Judged(root, stopped=True)
        if number == 0:
            more = f" and {len(roots) - 1} more" if len(roots) > 1 else ""
            text = f"stopped by a signal: s3lint did not check {root.path}{more}"
            judged.diagnostics.append(Diagnostic(INTERNAL, text, Location(root.path)))
        yield judged


def _lost(root: Root, why: str) -> Judged:
    text = f"internal error while checking {root.path}: the process {why}"
    return Judged(root, diagnostics=[Diagnostic(INTERNAL, text, Location(root.path), hint="s3lint checked the rest")])


def workers(roots: int, jobs: int | None) -> int:
    """How many processes to use; 1 is this one alone."""
    if sys.platform != "linux" and sys.flags.ignore_environment and not sys.flags.safe_path:
        return 1  # new processes could not be told to keep the current folder off their path
    if jobs is not None:
        return max(1, min(jobs, roots))
    return max(1, min(os.cpu_count() or 1, MAX_WORKERS, roots // ROOTS_PER_WORKER))


def _in_turn(workspace: Workspace, work: Sequence[Work], task: _Task) -> Generator[Judged, None, None]:
    for one in work:
        with workspace.tree.recording() as record:
            try:
                earlier = workspace.earlier(one, task.wanted)
                judged = judge(task.frontends, *one, verbose=task.verbose, wanted=task.wanted, earlier=earlier)
            except MemoryError:
                judged = _lost(one[0], "ran out of memory")
        workspace.keep(one, task.wanted, judged, record)
        yield judged


def _in_workers(workspace: Workspace, work: Sequence[Work], task: _Task, count: int) -> Generator[Judged, None, None]:
    from s3lint.engine.run.pool import Died, Pool

    pool: Pool[Work, Told] = Pool(_judge, task, count, portion=max(1, min(16, len(work) // (count * 8))))
    with closing(pool.run(work)) as results:
        for one, told in zip(work, results, strict=True):
            if isinstance(told, Died):
                yield _lost(one[0], told.why)
                continue
            judged, answers, settled, consistent = told
            with workspace.tree.recording() as record:
                workspace.tree.add(answers, consistent)
            if settled and consistent:
                workspace.keep(one, task.wanted, judged, record)
            yield judged


def _judge(task: _Task, work: Work) -> Told:
    tree = task.tree
    with tree.recording() as record:
        judged = judge(task.frontends, *work, verbose=task.verbose, wanted=task.wanted)
    return judged, record.whole(), record.settled(), tree.consistent

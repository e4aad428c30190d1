"""Worker processes that die: each costs what it was at, which is tried once again alone."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest

from s3lint.engine.run.pool import Died, Pool

pytestmark = pytest.mark.process


def do(marks: Path, job: str) -> str:
    """A job by its name: `kill-9` dies each time, `once-9` the first time only."""
    kind, _, what = job.partition("-")
    mark = marks / job
    if kind == "kill" or (kind == "once" and not mark.exists()):
        mark.touch()
        if what == "memory":
            raise MemoryError
        if what == "exit":
            os._exit(3)
        os.kill(os.getpid(), int(what))
    return f"{job} done"


def results(marks: Path, jobs: list[str], count: int = 2, portion: int = 3) -> list[str | Died]:
    return list(Pool(do, marks, count, portion).run(jobs))


@pytest.mark.parametrize("count", [1, 2, 5])
@pytest.mark.parametrize("portion", [1, 4])
def test_results_come_in_their_order(count: int, portion: int, tmp_path: Path) -> None:
    jobs = [f"job-{number}" for number in range(30)]
    assert results(tmp_path, jobs, count, portion) == [f"{job} done" for job in jobs]


@pytest.mark.parametrize(
    ("how", "why"),
    [
        ("9", "was ended by SIGKILL"),
        ("15", "was ended by SIGTERM"),
        ("exit", "ended with status 3"),
        ("memory", "ran out of memory"),
    ],
)
def test_a_process_that_dies_costs_its_job(how: str, why: str, tmp_path: Path) -> None:
    jobs = ["a-1", f"kill-{how}", "a-2", "a-3", f"once-{how}", "a-4", f"kill-{how}", "a-5"]
    found = results(tmp_path, jobs)
    lost = Died(why)
    assert found == [lost if job.startswith("kill") else f"{job} done" for job in jobs]


def test_whatever_dies_all_are_answered(tmp_path: Path) -> None:
    assert results(tmp_path, ["kill-9"] * 5, count=3, portion=2) == [Died("was ended by SIGKILL")] * 5


def test_no_process_remains_where_the_rest_is_not_wanted(tmp_path: Path) -> None:
    pool = Pool(do, tmp_path, 2, 1)
    made = pool.run(["a-1"] * 50)
    assert next(made) == "a-1 done"
    alive = [worker.process for worker in pool._workers]
    made.close()
    assert len(alive) == 2 and not any(process.is_alive() for process in alive)


def sleep(_: object, seconds: float) -> float:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    time.sleep(seconds)
    return seconds


def test_a_process_that_does_not_end_is_ended() -> None:
    pool = Pool(sleep, None, 2, 1)
    made = pool.run([0.0, 600.0])
    assert next(made) == 0.0
    alive = [worker.process for worker in pool._workers]
    made.close()
    assert not any(process.is_alive() for process in alive)

"""How much work one root may take: whatever is done for it draws from one budget.

Work is counted in steps, not in seconds, so that a report is the same on every machine; a step takes about a
microsecond on the machines of 2025. The budget grows with the bytes that are read for the root, so that what is large
is not taken for hostile. A stage leaves a share of the budget to the stages after it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from s3lint.record import Struct, field

BASE = 5_000_000
PER_BYTE = 5
MOST = 40_000_000
_LOW = 0.1
AFTER_READING = 0.7
"""The share that reading and evaluating leave to the graph and the checks."""
AFTER_BUILDING = 0.4
"""The share that building the graph leaves to the checks."""


class Exhausted(Exception):
    """The work that may be done is used up."""


class _Work(Struct):
    total: int
    left: int
    kept: float = 0.0  # the share that the stage at hand leaves
    floor: int = 0  # what it must leave, in steps
    read: dict[str, int] = field(default_factory=dict)  # the files that were read, with their sizes


class Spent(Struct):
    """What making something took: steps, and the files that were read for it."""

    steps: int = 0
    read: dict[str, int] = field(default_factory=dict)


_work: ContextVar[_Work | None] = ContextVar("_work", default=None)


def afford(steps: int) -> bool:
    """Counts work that is about to be done; whether it may be. Where nothing is limited, all may be."""
    work = _work.get()
    if work is None:
        return True
    if work.left - steps < work.floor:
        return False
    work.left -= steps
    return True


def spend(steps: int) -> None:
    """Counts work that is about to be done. Raises Exhausted."""
    if not afford(steps):
        raise Exhausted


def read(path: str, size: int) -> None:
    """A file is read for the root: it may take more work. The same one counts once."""
    work = _work.get()
    if work is not None and path not in work.read:
        work.read[path] = size
        more = min(size * PER_BYTE, MOST - work.total)
        work.total += more
        work.left += more
        work.floor += int(more * work.kept)


def is_low() -> bool:
    """Whether so little is left that nothing new should be begun."""
    work = _work.get()
    return work is not None and work.left < work.total * _LOW


@contextmanager
def limited(base: int = BASE) -> Iterator[None]:
    """All that is done inside draws from one budget; inside of another one, from that."""
    if _work.get() is not None:
        yield
        return
    token = _work.set(_Work(base, base))
    try:
        yield
    finally:
        _work.reset(token)


@contextmanager
def apart() -> Iterator[Spent]:
    """What is done inside has a budget of its own, whatever is done around it. At the end it is told what it took."""
    work, spent = _Work(BASE, BASE), Spent()
    token = _work.set(work)
    try:
        yield spent
    finally:
        _work.reset(token)
        spent.steps, spent.read = work.total - work.left, work.read


def again(spent: Spent) -> bool:
    """Counts what something took that is used again; whether it may be. Which root comes first must not matter."""
    for path, size in spent.read.items():
        read(path, size)
    return afford(spent.steps)


def taken() -> int:
    """The steps that were taken so far; 0 where nothing is limited."""
    work = _work.get()
    return 0 if work is None else work.total - work.left


def share_taken() -> float:
    """The share of all steps that was taken so far."""
    work = _work.get()
    return 0.0 if work is None else 1 - work.left / work.total


@contextmanager
def unlimited() -> Iterator[None]:
    """What is done inside is done whatever it takes: it grows with what was read, and no faster."""
    token = _work.set(None)
    try:
        yield
    finally:
        _work.reset(token)


@contextmanager
def stage(leaving: float) -> Iterator[None]:
    """What is done inside must leave a share of what there is when it begins."""
    work = _work.get()
    if work is None:
        yield
        return
    before = work.kept, work.floor
    work.kept, work.floor = leaving, max(work.floor, int(work.left * leaving))
    try:
        yield
    finally:
        work.kept, work.floor = before


@contextmanager
def half() -> Iterator[None]:
    """What is done inside may take half of what is left to the work around it."""
    work = _work.get()
    if work is None:
        yield
        return
    before, work.floor = work.floor, work.floor + max(work.left - work.floor, 0) // 2
    try:
        yield
    finally:
        work.floor = before

"""The processes that do tasks: each does many, one after the other, and is ended where a task takes too long.

Whatever runs `perform` (a thread here, a worker of a cluster elsewhere) waits for the answer, so that a deadline holds
where nothing else interrupts a task.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from s3lint.record import Struct

LARGEST = 256 << 20  # bytes of an answer
_ENDING = 2.0  # seconds
_OUT_OF_TIME = "it takes longer than the {:g} s that a task may take"


class WorkerDied(Exception):
    """A process ended while it did a task: whatever ended it may not be the task's doing."""


class Limits(Struct, frozen=True):
    """What a task may take."""

    seconds: float = 300.0
    megabytes: int = 2048


class _Process:
    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        command = [sys.executable, "-P", "-m", "s3lint.fleet.work.child", str(self.limits.megabytes)]
        self.child: subprocess.Popen[bytes] = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONSAFEPATH": "1"},
        )

    def ask(self, line: bytes) -> bytes | None:
        """The answer to a line; None where time ran out. Raises WorkerDied."""
        is_late = threading.Event()

        def end() -> None:
            is_late.set()
            self.child.kill()

        timer = threading.Timer(self.limits.seconds, end)
        timer.daemon = True
        timer.start()
        try:
            assert self.child.stdin and self.child.stdout
            self.child.stdin.write(line)
            self.child.stdin.flush()
            told = self.child.stdout.readline(LARGEST)
        except OSError:
            told = b""
        finally:
            timer.cancel()
        if told.endswith(b"\n"):
            return told
        with suppress(subprocess.TimeoutExpired):
            self.child.wait(_ENDING)  # one that has ended by itself says why
        self.close()
        if is_late.is_set():
            return None
        raise WorkerDied(_cause(self.child.returncode, is_large=len(told) >= LARGEST))

    def close(self) -> None:
        """End it."""
        self.child.kill()
        for pipe in (self.child.stdin, self.child.stdout):
            if pipe:
                with suppress(OSError):  # what was not sent is not wanted
                    pipe.close()
        self.child.wait()


_idle: list[_Process] = []
_busy: set[_Process] = set()
_lock = threading.Lock()


def perform(task: Mapping[str, Any], limits: Limits) -> bytes:
    """What came of a task, as a line of JSON. Raises WorkerDied."""
    with _lock:
        process = next((one for one in _idle if one.limits == limits), None)
        if process is not None:
            _idle.remove(process)
    process = process or _Process(limits)
    with _lock:
        _busy.add(process)
    try:
        told = process.ask(json.dumps(task, separators=(",", ":")).encode() + b"\n")
    finally:
        with _lock:
            _busy.discard(process)
    if told is None:
        return json.dumps({"state": "failed", "why": _OUT_OF_TIME.format(limits.seconds)}).encode()
    with _lock:
        _idle.append(process)
    return told


def end_all() -> None:
    """End all processes of this one, also those that are at work."""
    with _lock:
        ended = [*_idle, *_busy]
        _idle.clear()
        _busy.clear()
    for process in ended:
        process.child.kill()
    for process in ended:
        process.child.wait()


def _cause(status: int | None, *, is_large: bool) -> str:
    if is_large:
        return f"its result is larger than {LARGEST >> 20} MiB"
    if status is not None and status < 0:
        import signal

        name = next((one.name for one in signal.Signals if one == -status), f"signal {-status}")
        return f"the process that judged it was ended by {name}"
    return f"the process that judged it ended with status {status}"

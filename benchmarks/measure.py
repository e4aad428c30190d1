"""Runs a program as a user does, and says what it took."""

from __future__ import annotations

import os
import signal
import statistics
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Run:
    """One whole process, with the children that it waited for. Memory is that of the largest of them."""

    seconds: float
    cpu: float
    megabytes: float
    output: bytes
    ended: bool  # by itself, in time


@dataclass
class Series:
    """Repeated runs of one tool on one input."""

    runs: list[Run] = field(default_factory=list)

    @property
    def seconds(self) -> float:
        return statistics.median(run.seconds for run in self.runs)

    @property
    def cpu(self) -> float:
        return statistics.median(run.cpu for run in self.runs)

    @property
    def megabytes(self) -> float:
        return max(run.megabytes for run in self.runs)

    @property
    def ended(self) -> bool:
        return all(run.ended for run in self.runs)


def run(command: Sequence[str], folder: Path, environment: Mapping[str, str], limit: float) -> Run:
    """Run a command; one that takes longer than `limit` seconds is ended."""
    started = time.monotonic()
    with subprocess.Popen(
        command,
        cwd=folder,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        try:
            output, _ = _communicate(process, limit)
            ended = True
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            output, ended = b"", False
        _, _, usage = os.wait4(process.pid, 0)
        process.returncode = 0
    return Run(
        time.monotonic() - started, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, output or b"", ended
    )


def _communicate(process: subprocess.Popen[bytes], limit: float) -> tuple[bytes, None]:
    """All that the process prints, without waiting for its end (wait4 does that, and says what it took)."""
    assert process.stdout is not None
    descriptor = process.stdout.fileno()
    os.set_blocking(descriptor, False)
    chunks, until = [], time.monotonic() + limit
    while True:
        if time.monotonic() > until:
            raise subprocess.TimeoutExpired(process.args, limit)
        try:
            chunk = os.read(descriptor, 1 << 20)
        except BlockingIOError:
            time.sleep(0.002)
            continue
        if not chunk:
            return b"".join(chunks), None
        chunks.append(chunk)

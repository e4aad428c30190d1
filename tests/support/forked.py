"""s3lint in processes with limits, forked from one that has imported it already.

A hostile input needs a process that may be ended and whose memory is counted; it need not wait half a second for
Python: each is a child of a process that waits with everything imported.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import traceback
from pathlib import Path
from typing import Any

SECONDS = 10  # of processor time
MEMORY = 1 << 30
PATIENCE = 120  # seconds on the clock


class Prepared:
    """A process that has imported s3lint, and forks one for each command."""

    def __init__(self) -> None:
        self._server = subprocess.Popen(
            [sys.executable, "-m", "tests.support.forked"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def run(self, folder: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
        """A command in a folder, with limits."""
        assert self._server.stdin and self._server.stdout
        with tempfile.TemporaryDirectory() as written:
            out, err = Path(written, "out"), Path(written, "err")
            order = {"folder": str(folder), "words": words, "out": str(out), "err": str(err)}
            self._server.stdin.write(json.dumps(order) + "\n")
            self._server.stdin.flush()
            status = int(self._server.stdout.readline())
            return subprocess.CompletedProcess(words, status, out.read_bytes(), err.read_bytes())

    def end(self) -> None:
        """End the process."""
        self._server.communicate()


def serve() -> None:
    """Run what standard input orders, line by line, and answer with exit statuses."""
    warm_up()
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            obey(json.loads(line))
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


def obey(order: dict[str, Any]) -> None:
    """The child: become a command with limits."""
    from s3lint.cli import main

    signal.alarm(PATIENCE)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    for number, name in ((1, order["out"]), (2, order["err"])):
        os.dup2(os.open(name, os.O_WRONLY | os.O_CREAT), number)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.chdir(order["folder"])
    status = 1
    try:
        status = main(order["words"])
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def warm_up() -> None:
    """Import what any command may need, by running one of each language."""
    from tests.support.verdicts import report

    report({"main.tf": 'resource "aws_s3_bucket" "a" {}\n', "t.yaml": "Resources: {A: {Type: AWS::S3::Bucket}}\n"})


if __name__ == "__main__":
    serve()

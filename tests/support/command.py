"""s3lint's command line, in this process or as one of its own.

A process costs half a second, most of it imports: it is for tests of what only a process shows.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import chdir, redirect_stderr, redirect_stdout
from pathlib import Path
from unittest import mock

from s3lint.cli import main
from tests.support.places import ROOT

Done = subprocess.CompletedProcess[str]

# what the surroundings of a test run must not decide
PLAIN = ("NO_COLOR", "FORCE_COLOR", "S3LINT_CONFIG", "S3LINT_OUTPUT_FORMAT", "GITHUB_SHA", "CI_COMMIT_SHA")


def s3lint(folder: Path, *words: str, stdin: str = "", env: Mapping[str, str] | None = None) -> Done:
    """A command run in a folder."""
    given, out, err = _stream(stdin), _stream(), _stream()
    with (
        mock.patch.dict(os.environ, environment(env), clear=True),
        mock.patch.object(sys, "stdin", given),
        redirect_stdout(out),
        redirect_stderr(err),
        chdir(folder),
    ):
        status = main(words)
    return Done(words, status, _text(out), _text(err))


def process(folder: Path, *words: str, stdin: str = "", env: Mapping[str, str] | None = None) -> Done:
    """The same as a process."""
    return subprocess.run(
        [sys.executable, "-m", "s3lint", *words],
        cwd=folder,
        input=stdin,
        capture_output=True,
        text=True,
        env=environment(env),
        timeout=120,
    )


def environment(more: Mapping[str, str] | None = None) -> dict[str, str]:
    """The variables for a command: ours without those of PLAIN, and some more."""
    kept = {name: value for name, value in os.environ.items() if name not in PLAIN}
    path = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    return {**kept, "PYTHONPATH": path, **(more or {})}


def _stream(text: str = "") -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(text.encode()), encoding="utf-8", write_through=True)


def _text(stream: io.TextIOWrapper) -> str:
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode()

"""How git is started: a program from outside of the tree, of which nothing in the repository makes a network connection
or runs another program."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from s3lint.source.problem import FileProblem

TIMEOUT = 60
_NAME = "git.exe" if os.name == "nt" else "git"


class RevisionProblem(Exception):
    """Why a revision cannot be read, as a clause."""


def ask(root: Path, *words: str) -> bytes | None:
    """What git answers in a folder; None where it fails. Raises RevisionProblem."""
    try:
        done = subprocess.run(
            _command(root, *words), env=_environment(), capture_output=True, stdin=subprocess.DEVNULL, timeout=TIMEOUT
        )
    except subprocess.TimeoutExpired as error:
        raise RevisionProblem(f"git {words[0]} took longer than {TIMEOUT} s") from error
    if done.returncode == 128 and b"not a git repository" in done.stderr:
        raise RevisionProblem(f"{root} is not in a git repository")
    if done.returncode == 128 and b"dubious ownership" in done.stderr:
        raise RevisionProblem("git does not trust this folder: it belongs to another user (safe.directory)")
    return done.stdout if done.returncode == 0 else None


class Contents:
    """What the objects of a repository hold, by their names, from a git that goes on answering."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._git: subprocess.Popen[bytes] | None = None
        self._process = 0  # the process that started it: a forked one must not share its pipes

    def read(self, name: str, limit: int) -> bytes:
        """The bytes of a file. Raises FileProblem, and RevisionProblem where git cannot be started."""
        if self._git is None or self._process != os.getpid():
            command, pipe = _command(self._root, "cat-file", "--batch"), subprocess.PIPE
            self._git = subprocess.Popen(
                command, env=_environment(), stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL
            )
            self._process = os.getpid()
        source: Any = self._git.stdout
        sink: Any = self._git.stdin
        try:
            sink.write(name.encode() + b"\n")
            sink.flush()
            header = source.readline().split()
        except OSError:  # git has ended
            header = []
        if len(header) != 3 or header[1] != b"blob":
            raise FileProblem("is missing from the repository's objects")
        if int(header[2]) > limit:
            self.end()  # rather than read it
            raise FileProblem(f"is larger than {limit >> 20} MiB")
        data: bytes = source.read(int(header[2]))
        source.read(1)
        return data

    def __del__(self) -> None:
        self.end()  # a tree that is dropped leaves no process behind

    def end(self) -> None:
        """End the process."""
        if self._git and self._process == os.getpid():
            for pipe in (self._git.stdin, self._git.stdout):
                if pipe:
                    pipe.close()
            self._git.wait()
        self._git = None


def program(root: Path, environment: Mapping[str, str] = os.environ) -> str | None:
    """The git of the search path, by its absolute path. What lies in the tree is no program that anybody installed."""
    for folder in _search_path(environment):
        found = os.path.join(folder, _NAME)
        if os.path.isfile(found) and os.access(found, os.X_OK) and not _lies_in(root, folder, found):
            return found
    return None


def _search_path(environment: Mapping[str, str]) -> Iterator[str]:
    """The absolute folders: a relative one, or an empty one, lies wherever s3lint runs."""
    return (folder for folder in environment.get("PATH", os.defpath).split(os.pathsep) if os.path.isabs(folder))


def _lies_in(root: Path, *paths: str) -> bool:
    tree = os.path.realpath(root)
    return any(Path(os.path.realpath(path)).is_relative_to(tree) for path in paths)


def _command(root: Path, *words: str) -> list[str]:
    found = program(root)
    if found is None:
        raise RevisionProblem("this option needs git, which is not installed")
    options = ["-c", "core.fsmonitor=false", "-c", "core.hooksPath=" + os.devnull]
    return [found, "--no-pager", "--no-replace-objects", "-C", str(root), *options, *words]


def _environment() -> dict[str, str]:
    """Without GIT_ALLOW_PROTOCOL, which no configuration overrides, a repository could name a helper to fetch with."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    own = {"ALLOW_PROTOCOL": "", "NO_LAZY_FETCH": "1", "OPTIONAL_LOCKS": "0", "TERMINAL_PROMPT": "0"}
    return {**kept, **{f"GIT_{name}": value for name, value in own.items()}, "LC_ALL": "C"}

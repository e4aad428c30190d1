"""Ignoring is git's: patterns are split, read and compared as `git check-ignore` does."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from s3lint.engine.input.gitignore import PatternList, lines_of

NAMES = [
    "a",
    "b",
    "ab",
    "a.tf",
    "b.tf",
    "-",
    "!",
    "#x",
    "é",
    "a b",
    "a ",
    "[a]",
    "a\\",
    "a\x0c",
    "x\u2028y",
    "\x85",
    "]",
]
PIECES = [
    *("a", "b", "tf", ".", "*", "**", "?", "/", "!", "#", "\\", " ", "-", "[", "]", "^", "é", "[a-z]", "[!a]", "[]a]"),
    *("[[:alpha:]]", "[[:alpha:]x", "[[:bogus:]]", "[a-", "[\\]]", "**/", "/**", "/**/", "\t", "\r", "\x0c", "\x85"),
    *("\u2028", "a.tf", "*.tf", "a/b"),
]

patterns = st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map("".join)
files = st.lists(patterns, min_size=1, max_size=5).map("\n".join)
paths = st.lists(st.sampled_from(NAMES), min_size=1, max_size=3).map("/".join)


def git_says(folder: Path, ignores: bytes, asked: list[str]) -> dict[str, bool]:
    """What git ignores of some paths that are no files, each as a whole: no folder above it is ignored."""
    (folder / ".gitignore").write_bytes(ignores)
    done = subprocess.run(
        ["git", "-C", str(folder), "check-ignore", "-z", "--stdin", "--verbose", "--non-matching", "--no-index"],
        input="\0".join(asked).encode("utf-8", "surrogateescape"),
        capture_output=True,
        env={**os.environ, "LC_ALL": "C"},
    )
    assert done.returncode in (0, 1), done.stderr
    fields = done.stdout.decode("utf-8", "surrogateescape").split("\0")[:-1]
    found = {}
    for at in range(0, len(fields), 4):
        _, line, pattern, path = fields[at : at + 4]
        found[path] = bool(line) and not pattern.startswith("!")
    return found


def we_say(ignores: bytes, path: str) -> bool:
    """The same from the patterns alone: what lies in an ignored folder is ignored."""
    known = PatternList(lines_of(ignores))
    parts = path.split("/")
    for end in range(1, len(parts)):
        if known.says("/".join(parts[:end]), is_folder=True):
            return True
    return known.says(path, is_folder=False) is True


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    folder = tmp_path_factory.mktemp("repository")
    subprocess.run(["git", "init", "-q", str(folder)], check=True)
    return folder


@pytest.mark.process
@pytest.mark.oracle
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ignores=files, asked=st.lists(paths, min_size=1, max_size=12, unique=True))
def test_patterns_say_what_git_says(repository: Path, ignores: str, asked: list[str]) -> None:
    data = ignores.encode("utf-8", "surrogateescape")
    assert {path: we_say(data, path) for path in asked} == git_says(repository, data, asked)

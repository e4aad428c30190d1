"""A revision of the repository as a tree, read from git's objects: no checkout, and no program of the repository's."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from typing import Any

from s3lint.source import Entry, FileProblem, folder_of, join
from s3lint.source.tree import MAX_BYTES

LINK, SUBMODULE = "120000", "160000"
MAX_LINKS = 40
TIMEOUT = 60
COMMIT = re.compile(r"[0-9a-f]{7,64}")
REVISION = re.compile(r"[A-Za-z0-9_./@^~{}+#=-]{1,250}")


class RevisionProblem(Exception):
    """Why a revision cannot be read, as a clause."""


def at(root: Path, revision: str) -> RevisionTree:
    """The tree of the last commit that the current one has in common with a revision. Raises RevisionProblem."""
    if not REVISION.fullmatch(revision) or revision.startswith("-"):
        raise RevisionProblem(f"{revision!r} is not a git revision")
    commit = _ask(root, "rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}")
    if commit is None:
        hint = "; in CI, fetch the whole history (fetch-depth: 0)"
        raise RevisionProblem(f"the repository has no revision '{revision}'{hint}")
    base = _ask(root, "merge-base", commit, "HEAD")
    if base is None:
        hint = "; in CI, fetch the whole history (fetch-depth: 0)"
        raise RevisionProblem(f"'{revision}' and the current commit have no history in common{hint}")
    return RevisionTree(root, base)


def commit_of(root: Path, ref: str) -> str | None:
    """The commit that a tag, a branch of `origin`, a branch or a commit id names, in this order."""
    names = [f"refs/tags/{ref}", f"refs/remotes/origin/{ref}", f"refs/heads/{ref}", f"refs/{ref}"]
    names += [ref] if COMMIT.fullmatch(ref) or ref.startswith("refs/") or ref == "HEAD" else []
    found = (_ask(root, "rev-parse", "--verify", "--quiet", "--end-of-options", name + "^{commit}") for name in names)
    return next((commit for commit in found if commit), None)


def remote_of(root: Path) -> str | None:
    """The address of the remote `origin`, as the repository's configuration states it."""
    return _ask(root, "config", "--no-includes", "--local", "--get", "remote.origin.url") or None


def _git(root: Path, *words: str) -> list[str]:
    options = ["-c", "core.fsmonitor=false", "-c", "core.hooksPath=" + os.devnull, "-c", "protocol.allow=never"]
    return ["git", "--no-pager", "--no-replace-objects", "-C", str(root), *options, *words]


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return {**kept, "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1", "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}


def _run(root: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(
            _git(root, *words), env=_environment(), capture_output=True, stdin=subprocess.DEVNULL, timeout=TIMEOUT
        )
    except FileNotFoundError as error:
        raise RevisionProblem("this option needs git, which is not installed") from error
    except subprocess.TimeoutExpired as error:
        raise RevisionProblem(f"git {words[0]} took longer than {TIMEOUT} s") from error


def _ask(root: Path, *words: str) -> str | None:
    done = _run(root, *words)
    if done.returncode == 128 and b"not a git repository" in done.stderr:
        raise RevisionProblem(f"{root} is not in a git repository")
    if done.returncode == 128 and b"dubious ownership" in done.stderr:
        raise RevisionProblem("git does not trust this folder: it belongs to another user (safe.directory)")
    return done.stdout.decode().strip() if done.returncode == 0 else None


class RevisionTree:
    """The files of one commit. Contents are read when asked for. Links are followed inside the tree."""

    def __init__(self, root: Path, commit: str) -> None:
        self.root = root
        self.commit = commit
        self._objects: dict[str, tuple[str, str]] | None = None  # path -> (mode, object)
        self._folders: dict[str, dict[str, bool]] = {}  # folder -> name -> is a folder
        self._reader: subprocess.Popen[bytes] | None = None

    def __reduce__(self) -> tuple[type[RevisionTree], tuple[Path, str]]:
        return RevisionTree, (self.root, self.commit)

    def read(self, path: str, limit: int = MAX_BYTES) -> bytes:
        """A file's bytes. Raises FileProblem."""
        real = self._real(path)
        mode, name = self._listing().get(real or "", ("", ""))
        if not name or mode == SUBMODULE:
            raise FileProblem("does not exist")
        return self._contents(name, limit)

    def entries(self, folder: str) -> list[Entry]:
        """What a folder holds, sorted by name."""
        objects, real = self._listing(), self._real(folder)
        if real is None:
            return []
        found = []
        for name, is_folder in self._folders.get(real, {}).items():
            path = join(real, name) or ""
            is_link = not is_folder and objects[path][0] == LINK
            found.append(Entry(name, self.is_folder(path) if is_link else is_folder, is_link))
        return sorted(found)

    def unlisted(self, folder: str) -> str | None:
        """Never: what it holds is known."""
        return None

    def is_file(self, path: str) -> bool:
        """Whether a file lies there."""
        real = self._real(path)
        return real is not None and self._listing().get(real, (SUBMODULE, ""))[0] != SUBMODULE

    def is_folder(self, path: str) -> bool:
        """Whether a folder lies there."""
        self._listing()
        real = self._real(path)
        return real is not None and real in self._folders

    def close(self) -> None:
        """End the process that reads objects."""
        if self._reader:
            for pipe in (self._reader.stdin, self._reader.stdout):
                if pipe:
                    pipe.close()
            self._reader.wait()
            self._reader = None

    def _listing(self) -> dict[str, tuple[str, str]]:
        if self._objects is None:
            self._objects, self._folders = {}, {".": {}}
            done = _run(self.root, "ls-tree", "-r", "-z", "--full-tree", self.commit)
            for record in done.stdout.split(b"\0"):
                if record:
                    facts, _, raw = record.partition(b"\t")
                    mode, _, name = facts.decode().split(" ")[:3]
                    self._note(raw.decode("utf-8", "surrogateescape"), mode, name)
        return self._objects

    def _note(self, path: str, mode: str, name: str) -> None:
        assert self._objects is not None
        self._objects[path] = (mode, name)
        is_folder = mode == SUBMODULE
        while path != ".":
            folder = folder_of(path)
            names = self._folders.setdefault(folder, {})
            known = path.rpartition("/")[2] in names
            names[path.rpartition("/")[2]] = is_folder
            if known:
                break
            path, is_folder = folder, True

    def _real(self, path: str) -> str | None:
        """The path that remains when links are followed; None where one leads out of the tree or in a circle."""
        objects = self._listing()
        left, real = (join(".", path) or "..").split("/"), "."
        for _ in range(MAX_LINKS + len(left)):
            if not left:
                return real
            if left[0] == "..":
                return None
            step = join(real, left.pop(0)) or "."
            if objects.get(step, ("", ""))[0] == LINK:
                text = self._contents(objects[step][1], 4096).decode("utf-8", "surrogateescape")
                target = join(folder_of(step), text)
                if target is None:
                    return None
                left, step = [*target.split("/"), *left], "."
            real = step
        return None

    def _contents(self, name: str, limit: int) -> bytes:
        if self._reader is None:
            command = _git(self.root, "cat-file", "--batch")
            self._reader = subprocess.Popen(
                command, env=_environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
        source: Any = self._reader.stdout
        sink: Any = self._reader.stdin
        sink.write(name.encode() + b"\n")
        sink.flush()
        header = source.readline().split()
        if len(header) != 3 or header[1] != b"blob":
            raise FileProblem("is missing from the repository's objects")
        data: bytes = source.read(int(header[2]))
        source.read(1)
        if len(data) > limit:
            raise FileProblem(f"is larger than {limit >> 20} MiB")
        return data

"""The history of the repository around a tree, as files beside it: read by their paths, and listed nowhere.

    HISTORY/repository                the address of the remote `origin`, as text: host and path
    HISTORY/refs/NAME                 the commit that a branch, tag or commit id names
    HISTORY/commits/COMMIT/PATH       a file as it is in that commit
    HISTORY/commits/COMMIT@CALL/PATH  the same, seen from a place of the tree

Whatever reads through a tree needs no more than these paths to see an earlier state of it, and a tree that notes what
is asked of it notes these questions too. No file can be called HISTORY, and no path that code writes leads there.
"""

from __future__ import annotations

import os
import posixpath
from pathlib import Path
from typing import TYPE_CHECKING

from s3lint.lazy import lazy_re
from s3lint.source import Entry, FileProblem, Location, Tree, is_inside
from s3lint.source.repository import repository_of
from s3lint.source.tree import MAX_BYTES

if TYPE_CHECKING:
    from s3lint.source.revision import RevisionTree

FOLDER = "\0history"
REPOSITORY = f"{FOLDER}/repository"
MAX_COMMITS = 100  # that one run reads

_REF = lazy_re(r"[A-Za-z0-9][A-Za-z0-9_./+-]{0,249}")
_COMMIT = lazy_re(rf"{FOLDER}/commits/([0-9a-f]{{40,64}})(?:@(\d+),(\d+),(\d+),(\d+),([0-9a-f]+))?(?:/(.*))?")


def commit_at(tree: Tree, ref: str) -> str:
    """The commit that a ref of the repository around a tree names. Raises FileProblem."""
    return tree.read(f"{FOLDER}/refs/{ref}").decode()


def folder_at(commit: str, path: str = ".") -> str:
    """Where a path of a commit lies beside the tree."""
    return posixpath.normpath(f"{FOLDER}/commits/{commit}/{path}")


def is_bare(folder: Path) -> bool:
    """Whether a folder is a git directory without a checkout: a mirror."""
    return (folder / "HEAD").is_file() and (folder / "objects").is_dir() and (folder / "refs").is_dir()


def commit_path(path: str) -> tuple[str, str] | None:
    """The commit and the path in it that a path beside the tree stands for; None for a path of the tree."""
    found = _COMMIT.fullmatch(path) if path.startswith(FOLDER) else None
    return (found[1], found[7] or ".") if found else None


def seen_from(call: Location, path: str) -> str:
    """A path of a commit, as it is seen from a place that asks for that commit."""
    past = commit_path(path)
    if past is None:
        return path
    place = ",".join(map(str, (call.line, call.column, call.end_line, call.end_column)))
    return folder_at(f"{past[0]}@{place},{call.path.encode('utf-8', 'surrogateescape').hex()}", past[1])


def call_of(path: str) -> Location | None:
    """The place that a path of a commit is seen from."""
    found = _COMMIT.fullmatch(path) if path.startswith(FOLDER) else None
    if found is None or found[2] is None:
        return None
    path = bytes.fromhex(found[6]).decode("utf-8", "surrogateescape")
    return Location(path, *map(int, found.groups()[1:5]))


class HistoryTree:
    """A tree with the history of the repository that it is the root of beside it."""

    def __init__(self, below: Tree, root: Path) -> None:
        self.below = below
        self.root = root
        self._commits: dict[str, RevisionTree] = {}
        self._process = os.getpid()

    def __reduce__(self) -> tuple[type[HistoryTree], tuple[Tree, Path]]:
        return HistoryTree, (self.below, self.root)

    def read(self, path: str, limit: int = MAX_BYTES) -> bytes:
        """A file's bytes. Raises FileProblem."""
        if not is_inside(path, FOLDER):
            return self.below.read(path, limit)
        past = commit_path(path)
        return self._asked(path) if past is None else self._commit(past[0]).read(past[1], limit)

    def _asked(self, path: str) -> bytes:
        from s3lint.source.git import RevisionProblem
        from s3lint.source.revision import commit_of, remote_of

        if not (self.root / ".git").exists() and not is_bare(self.root):
            raise FileProblem("is not here: the folder is not in a git repository")
        try:
            if path == REPOSITORY:
                found = repository_of(remote_of(self.root) or "")
            else:
                ref = path.removeprefix(f"{FOLDER}/refs/")
                found = commit_of(self.root, ref) if _REF.fullmatch(ref) else None
        except (RevisionProblem, UnicodeDecodeError) as problem:
            raise FileProblem(f"cannot be read from the history: {problem}") from problem
        if found is None:
            raise FileProblem("is not in the local history")
        return found.encode()

    def entries(self, folder: str) -> list[Entry]:
        """What a folder holds, sorted by name."""
        past = commit_path(folder)
        return self.below.entries(folder) if past is None else self._commit(past[0]).entries(past[1])

    def unlisted(self, folder: str) -> str | None:
        """Why a folder that is there cannot be listed, or None."""
        return self.below.unlisted(folder) if commit_path(folder) is None else None

    def is_file(self, path: str) -> bool:
        """Whether a regular file lies there."""
        past = commit_path(path)
        return self.below.is_file(path) if past is None else self._commit(past[0]).is_file(past[1])

    def is_folder(self, path: str) -> bool:
        """Whether a folder lies there."""
        past = commit_path(path)
        return self.below.is_folder(path) if past is None else self._commit(past[0]).is_folder(past[1])

    def is_tracked(self, path: str) -> bool | None:
        """Whether git tracks a path; what is of a commit is."""
        return self.below.is_tracked(path) if commit_path(path) is None else True

    def close(self) -> None:
        """End the processes that read commits."""
        for tree in self._commits.values():
            tree.close()
        self._commits = {}

    def _commit(self, commit: str) -> RevisionTree:
        from s3lint.source.revision import RevisionTree

        if self._process != os.getpid():  # a fork has readers of its own
            self._commits, self._process = {}, os.getpid()
        if commit not in self._commits:
            if len(self._commits) >= MAX_COMMITS:
                raise FileProblem(f"is in one commit more than the {MAX_COMMITS} that s3lint reads")
            self._commits[commit] = RevisionTree(self.root, commit)
        return self._commits[commit]

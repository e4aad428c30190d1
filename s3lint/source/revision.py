"""A revision of the repository as a tree, read from git's objects: no checkout, and no program of the repository's."""

from __future__ import annotations

import posixpath
from pathlib import Path

from s3lint.lazy import lazy_re
from s3lint.source import Entry, FileProblem, child, folder_of, git
from s3lint.source.git import RevisionProblem
from s3lint.source.paths import inside
from s3lint.source.tree import MAX_BYTES

LINK, SUBMODULE = "120000", "160000"
MAX_LINKS = 40
COMMIT = lazy_re(r"[0-9a-f]{7,64}")
REVISION = lazy_re(r"[A-Za-z0-9_./@^~{}+#=-]{1,250}")


def at(root: Path, revision: str) -> RevisionTree:
    """The tree of the last commit that the current one has in common with a revision. Raises RevisionProblem."""
    commit = named_commit(root, revision)
    if commit is None:
        hint = "; in CI, fetch the whole history (fetch-depth: 0)"
        raise RevisionProblem(f"the repository has no revision '{revision}'{hint}")
    base = _asked(root, "merge-base", commit, "HEAD")
    if base is None:
        hint = "; in CI, fetch the whole history (fetch-depth: 0)"
        raise RevisionProblem(f"'{revision}' and the current commit have no history in common{hint}")
    return RevisionTree(root, base)


def named_commit(root: Path, revision: str) -> str | None:
    """The commit that a revision names, as git reads it. Raises RevisionProblem."""
    if not REVISION.fullmatch(revision) or revision.startswith("-"):
        raise RevisionProblem(f"{revision!r} is not a git revision")
    return _asked(root, "rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}")


def has_commits(root: Path) -> bool:
    """Whether the current branch has a commit; a repository that was just made has none. Raises RevisionProblem."""
    return _asked(root, "rev-parse", "--verify", "--quiet", "HEAD^{commit}") is not None


def commit_of(root: Path, ref: str) -> str | None:
    """The commit that a tag, a branch of `origin`, a branch or a commit id names, in this order."""
    names = [f"refs/tags/{ref}", f"refs/remotes/origin/{ref}", f"refs/heads/{ref}", f"refs/{ref}"]
    names += [ref] if COMMIT.fullmatch(ref) or ref.startswith("refs/") or ref == "HEAD" else []
    found = (_asked(root, "rev-parse", "--verify", "--quiet", "--end-of-options", name + "^{commit}") for name in names)
    return next((commit for commit in found if commit), None)


def remote_of(root: Path) -> str | None:
    """The address of the remote `origin`, as the repository's configuration states it."""
    return _asked(root, "config", "--no-includes", "--local", "--get", "remote.origin.url") or None


def _asked(root: Path, *words: str) -> str | None:
    answer = git.ask(root, *words)
    return answer.decode().strip() if answer is not None else None


class RevisionTree:
    """The files of one commit. Contents are read when asked for. Links are followed inside the tree."""

    def __init__(self, root: Path, commit: str) -> None:
        self.root = root
        self.commit = commit
        self._objects: dict[str, tuple[str, str]] | None = None  # path -> (mode, object)
        self._folders: dict[str, dict[str, bool]] = {}  # folder -> name -> is a folder
        self._contents = git.Contents(root)

    def __reduce__(self) -> tuple[type[RevisionTree], tuple[Path, str]]:
        return RevisionTree, (self.root, self.commit)

    def read(self, path: str, limit: int = MAX_BYTES) -> bytes:
        """A file's bytes. Raises FileProblem."""
        real = self._real(path)
        mode, name = self._listing().get(real or "", ("", ""))
        if not name or mode == SUBMODULE:
            raise FileProblem("does not exist")
        return self._contents.read(name, limit)

    def entries(self, folder: str) -> list[Entry]:
        """What a folder holds, sorted by name."""
        objects, real = self._listing(), self._real(folder)
        if real is None:
            return []
        found = []
        for name, is_folder in self._folders.get(real, {}).items():
            path = child(real, name)
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

    def is_tracked(self, path: str) -> bool:
        """Always: it was committed."""
        return True

    def close(self) -> None:
        """End the process that reads objects."""
        self._contents.end()

    def _listing(self) -> dict[str, tuple[str, str]]:
        if self._objects is None:
            self._objects, self._folders = {}, {".": {}}
            listed = git.ask(self.root, "ls-tree", "-r", "-z", "--full-tree", self.commit)
            if listed is None:
                raise RevisionProblem(f"git cannot list the files of {self.commit}")
            for record in listed.split(b"\0"):
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
        left, real = (inside(path) or "..").split("/"), "."
        for _ in range(MAX_LINKS + len(left)):
            if not left:
                return real
            if left[0] == "..":
                return None
            step = child(real, left.pop(0))
            if objects.get(step, ("", ""))[0] == LINK:
                text = self._contents.read(objects[step][1], 4096).decode("utf-8", "surrogateescape")
                target = inside(posixpath.join(folder_of(step), text))
                if target is None:
                    return None
                left, step = [*target.split("/"), *left], "."
            real = step
        return None

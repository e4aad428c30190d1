"""What is not scanned: what git ignores, and exclude patterns."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from s3lint.engine.input.gitignore import PatternList, lines_of
from s3lint.source import Diagnostic, FileProblem, Location, Tree, folder_of, is_inside, join, name_of

MAX_BYTES = 256 << 10  # of one ignore file; a larger one is no work of people, and is not heeded
# comparisons of a path with a group of patterns: seconds, and what a large repository needs for each of its files
MOST_WORK, WORK_FOR_EACH = 500_000, 20


class Patterns:
    """Patterns in .gitignore syntax, relative to a folder."""

    def __init__(self, folder: str, lines: Iterable[str]) -> None:
        self.folder = folder
        self._list = _listed(tuple(lines))

    @property
    def work(self) -> int:
        """What asking about one path costs."""
        return self._list.work

    def says(self, path: str, *, is_folder: bool) -> bool | None:
        """True: left out; False: taken back by a `!` pattern; None: these patterns do not speak of it."""
        if not is_inside(path, self.folder) or path == self.folder:
            return None
        relative = path if self.folder == "." else path[len(self.folder) + 1 :]
        return self._list.says(relative, is_folder=is_folder)

    def covers(self, path: str) -> bool:
        """Whether a file or folder, or a folder above it, is matched."""
        ends = [at for at, letter in enumerate(path) if letter == "/"]
        return any(self.says(path[:end], is_folder=True) for end in (*ends, len(path)))


@lru_cache(maxsize=1024)
def _listed(lines: tuple[str, ...]) -> PatternList:
    return PatternList(lines)


class Ignores:
    """Whether a path is left out: by exclude patterns, or because git ignores it.

    Git ignores what it does not track and a pattern matches, or a pattern matches a folder above it. Where it cannot be
    told what git tracks, nothing is ignored: whoever adds a file could hide it.
    """

    def __init__(self, tree: Tree, excludes: Iterable[tuple[str, tuple[str, ...]]], *, gitignore: bool) -> None:
        self._tree = tree
        self._excludes = [Patterns(folder, lines) for folder, lines in excludes if lines]
        self._gitignore = gitignore and tree.is_tracked(".") is not None
        self._files: dict[str, tuple[Patterns, ...]] = {}
        self._folders: dict[str, bool] = {".": False}  # whether a pattern matches a folder, or one above it
        self._work = 0
        self.diagnostics: list[Diagnostic] = []

    def reason(self, path: str, *, is_folder: bool) -> str | None:
        """Why a path is left out, or None."""
        for patterns in self._excludes:
            if patterns.says(path, is_folder=is_folder):
                return "excluded by the configuration or --exclude"
        if self._gitignore and self._is_matched(path, is_folder) and self._tree.is_tracked(path) is False:
            return "ignored by git"
        return None

    def reason_with_parents(self, path: str, *, is_folder: bool) -> str | None:
        """Why a path or a folder above it is left out, or None."""
        parts = path.split("/")
        for end in range(1, len(parts)):
            if found := self.reason("/".join(parts[:end]), is_folder=True):
                return found
        return None if path == "." else self.reason(path, is_folder=is_folder)

    def _is_matched(self, path: str, is_folder: bool) -> bool:
        if path not in self._folders:
            matched = self._is_matched(folder_of(path), True) or self._is_matched_itself(path, is_folder)
            if not is_folder:
                return matched
            self._folders[path] = matched
        return self._folders[path]

    def _is_matched_itself(self, path: str, is_folder: bool) -> bool:
        """The nearest .gitignore that speaks of it decides."""
        for patterns in reversed(self._applying(folder_of(path))):
            self._work += patterns.work - WORK_FOR_EACH * (patterns.work > 0)
            answer = patterns.says(path, is_folder=is_folder)
            if answer is not None:
                return answer
            if self._work > MOST_WORK:
                self._stop(path)
                return False
        return False

    def _stop(self, path: str) -> None:
        """Ignore nothing any more: more is scanned than need be, and nothing is lost."""
        self._gitignore = False
        text = (
            "comparing paths with the patterns of .gitignore files takes too long: s3lint heeds them no more from here"
        )
        self.diagnostics.append(Diagnostic("S3L905", text, Location(path), incomplete=False))

    def _applying(self, folder: str) -> tuple[Patterns, ...]:
        """The patterns that apply inside a folder, the outermost first."""
        if folder not in self._files:
            above = () if folder == "." else self._applying(folder_of(folder))
            names = [".gitignore"] if folder != "." else [".git/info/exclude", ".gitignore"]
            own = (self._read(folder, name) for name in names)
            self._files[folder] = (*above, *(patterns for patterns in own if patterns))
        return self._files[folder]

    def _read(self, folder: str, name: str) -> Patterns | None:
        path = join(folder, name)
        if path is None or not self._tree.is_file(path) or self._is_link(path):
            return None
        try:
            lines = lines_of(self._tree.read(path, MAX_BYTES))
        except FileProblem:
            return None
        return Patterns(folder, lines) if lines else None

    def _is_link(self, path: str) -> bool:
        """Git follows no link that stands in place of an ignore file."""
        entries = self._tree.entries(folder_of(path))
        return any(entry.is_link for entry in entries if entry.name == name_of(path))

    def told(self) -> list[Diagnostic]:
        """What there is to say, once."""
        told, self.diagnostics = self.diagnostics, []
        return told

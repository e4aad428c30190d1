"""What is not scanned: .gitignore files and exclude patterns. pathspec is imported only when one exists."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from s3lint.source import FileProblem, Tree, folder_of, is_inside, join

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

MAX_BYTES = 256 << 10  # of one ignore file; a larger one is no work of people, and is not heeded


class Patterns:
    """Patterns in .gitignore syntax, relative to a folder."""

    def __init__(self, folder: str, lines: Iterable[str]) -> None:
        self.folder = folder
        self._spec = _compile(tuple(lines))

    def says(self, path: str, *, is_folder: bool) -> bool | None:
        """True: left out; False: taken back by a `!` pattern; None: these patterns do not speak of it."""
        if not is_inside(path, self.folder) or path == self.folder:
            return None
        relative = path if self.folder == "." else path[len(self.folder) + 1 :]
        return self._spec.check_file(relative + "/" * is_folder).include

    def covers(self, path: str) -> bool:
        """Whether a file, or a folder above it, is matched."""
        return self._spec.match_file(path if self.folder == "." else path[len(self.folder) + 1 :]) and is_inside(
            path, self.folder
        )


@lru_cache(maxsize=1024)
def _compile(lines: tuple[str, ...]) -> GitIgnoreSpec:
    """The patterns as one matcher. Git passes over what is no pattern, and so do we."""
    from pathspec import GitIgnoreSpec

    def compiled(chosen: Sequence[str]) -> GitIgnoreSpec:
        # re2 takes linear time, whatever the pattern
        return GitIgnoreSpec.from_lines(chosen, backend="re2")

    try:
        return compiled(lines)
    except (ValueError, re.error):
        return compiled([line for line in lines if _is_pattern(compiled, line)])


def _is_pattern(compiled: Callable[[Sequence[str]], object], line: str) -> bool:
    try:
        compiled([line])
    except (ValueError, re.error):
        return False
    return True


class Ignores:
    """Whether a path is left out: the nearest .gitignore that speaks of it decides; exclude patterns always do."""

    def __init__(self, tree: Tree, excludes: Iterable[tuple[str, tuple[str, ...]]], *, gitignore: bool) -> None:
        self._tree = tree
        self._excludes = [Patterns(folder, lines) for folder, lines in excludes if lines]
        self._gitignore = gitignore
        self._files: dict[str, tuple[Patterns, ...]] = {}

    def reason(self, path: str, *, is_folder: bool) -> str | None:
        """Why a path is left out, or None."""
        for patterns in self._excludes:
            if patterns.says(path, is_folder=is_folder):
                return "excluded by the configuration or --exclude"
        if self._gitignore:
            for patterns in reversed(self._applying(folder_of(path))):
                answer = patterns.says(path, is_folder=is_folder)
                if answer is not None:
                    return "ignored by git" if answer else None
        return None

    def reason_with_parents(self, path: str, *, is_folder: bool) -> str | None:
        """Why a path or a folder above it is left out, or None."""
        parts = path.split("/")
        for end in range(1, len(parts)):
            if found := self.reason("/".join(parts[:end]), is_folder=True):
                return found
        return None if path == "." else self.reason(path, is_folder=is_folder)

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
        if path is None or not self._tree.is_file(path):
            return None
        try:
            text = self._tree.read(path, MAX_BYTES).decode("utf-8", "replace")
        except FileProblem:
            return None
        lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
        return Patterns(folder, lines) if lines else None

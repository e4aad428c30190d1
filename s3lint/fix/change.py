"""A change of files that is not proven yet, and why there is none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import combinations

from s3lint.edit.replacement import Replacement, replaced
from s3lint.record import Struct, field
from s3lint.source import Span


class NoEdit(Exception):
    """Why something that is wanted cannot be written here, in a few words."""


class Use(Struct, frozen=True):
    """A value that another one is to replace: where it is read, where it was written, and the other one."""

    span: Span
    born: Span
    wanted: str


class Change(Struct, frozen=True):
    """Replacements by file, in a few words. No two changes that share a `group` may be made at once."""

    title: str
    replacements: Mapping[str, tuple[Replacement, ...]]
    groups: frozenset[str] = frozenset()
    uses: tuple[Use, ...] = ()

    @property
    def is_possible(self) -> bool:
        """Whether no two of its replacements change the same text."""
        pairs = (pair for some in self.replacements.values() for pair in combinations(some, 2))
        return not any(one.overlaps(other) for one, other in pairs)

    def with_all_of(self, other: Change) -> Change:
        """Both changes as one."""
        paths = dict.fromkeys([*self.replacements, *other.replacements])
        both = {
            path: tuple(dict.fromkeys([*self.replacements.get(path, ()), *other.replacements.get(path, ())]))
            for path in paths
        }
        title = self.title if other.title in self.title else f"{self.title} and {other.title}"
        return Change(title, both, self.groups | other.groups, self.uses + other.uses)

    def conflicts(self, other: Change) -> bool:
        """Whether both cannot be made at once: then one waits until the other is made and all is judged again."""
        if self.groups & other.groups:
            return True
        shared = self.replacements.keys() & other.replacements.keys()
        return any(a.overlaps(b) for path in shared for a in self.replacements[path] for b in other.replacements[path])


class Draft(Struct):
    """A change that is being put together."""

    titles: list[str] = field(default_factory=list)
    replacements: dict[str, list[Replacement]] = field(default_factory=dict)
    groups: set[str] = field(default_factory=set)
    uses: list[Use] = field(default_factory=list)

    def add(self, path: str, replacement: Replacement, title: str = "") -> None:
        """A replacement, once."""
        if replacement not in self.replacements.setdefault(path, []):
            self.replacements[path].append(replacement)
        if title and title not in self.titles:
            self.titles.append(title)

    def done(self) -> Change:
        """The whole of it."""
        found = {path: tuple(some) for path, some in self.replacements.items()}
        return Change(_joined(self.titles), found, frozenset(self.groups), tuple(self.uses))


def _joined(titles: list[str]) -> str:
    """Titles in one, equal beginnings and endings once: `set A and B to true`."""
    values: dict[str, list[str]] = {}
    others: list[str] = []
    for title in titles:
        found = re.fullmatch(r"set (\S+) to (\S+)", title)
        if found:
            values.setdefault(found[2], []).append(found[1])
        else:
            others.append(title)
    said = [f"set {_listed(names)} to {value}" for value, names in values.items()]
    return _listed([*said, *others])


def _listed(words: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def word(value: bool | int | str) -> str:
    """A value as titles say it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def applied(texts: Mapping[str, str], changes: Iterable[Change]) -> dict[str, str]:
    """The texts of the files that the changes touch, as they are afterwards. Raises ValueError where two overlap."""
    wanted: dict[str, list[Replacement]] = {}
    for change in changes:
        for path, some in change.replacements.items():
            wanted.setdefault(path, []).extend(some)
    return {path: replaced(texts[path], some) for path, some in wanted.items()}

"""Variable files that are not loaded by themselves: which of them are environments of a root, and which lie under each.

A file belongs to a root if it sets a variable that the root declares, and mostly such.
"""

from __future__ import annotations

import posixpath
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence

from s3lint.languages.terraform.configuration.files import is_automatic, is_json, read_source
from s3lint.languages.terraform.configuration.library import Library
from s3lint.languages.terraform.syntax import read_values, read_values_json
from s3lint.record import Struct
from s3lint.source import folder_of, is_inside, name_of
from s3lint.values.environment import Answer

# names that say nothing of the environment: that of the folder does
_PLAIN = frozenset({"terraform", "variables", "vars", "main", "inputs", "values", "default", "tfvars"})


class Surroundings(Struct, frozen=True):
    """Where the variable files, the roots and the code of a tree lie."""

    library: Library
    files: Sequence[str]
    roots: Collection[str]
    code: Collection[str]

    def of(self, folder: str) -> tuple[str, ...]:
        """The variable files that may be meant for a root.

        Each is for the root that it lies at or below, and for the roots that lie nearest else: below its own folder, or
        beside it (`stacks/data/vars` and `stacks/data/terraform`). What is named after another of these is that one's.
        """
        return tuple(file for file in self.files if self._may_be_for(file, folder))

    def _may_be_for(self, file: str, folder: str) -> bool:
        own = folder_of(file)
        if own in self.code:
            return own == folder and not is_automatic(name_of(file))
        nearest = self._nearest(own)
        if nearest is None or not (
            self._is_below(own, folder) or (is_inside(folder, nearest) and nearest not in self.code)
        ):
            return False
        return not self._is_named_after_another(file, folder, nearest)

    def _is_below(self, own: str, folder: str) -> bool:
        between = (other for other in self.roots if other != folder and is_inside(other, folder))
        return is_inside(own, folder) and not any(is_inside(own, other) for other in between)

    def _nearest(self, own: str) -> str | None:
        """The closest folder at or above one that has a root in it."""
        while not any(is_inside(root, own) for root in self.roots):
            if own in ("", "."):
                return None
            own = folder_of(own)
        return own

    def _is_named_after_another(self, file: str, folder: str, nearest: str) -> bool:
        name = _stem(file)
        if name == name_of(folder):
            return False
        others = [root for root in self.roots if name_of(root) == name and is_inside(root, nearest)]
        sets = _names(self.library, file) if others else frozenset()
        return any(_belongs(sets, self.library.module(other).variables.keys()) for other in others)


def declared_answers(library: Library, folder: str, files: Sequence[str]) -> Iterator[tuple[Answer, frozenset[str]]]:
    """The environments that variable files make of a root, each with the variables that its files set."""
    declared = library.module(folder).variables.keys()
    sets = {path: names for path in files if (names := _names(library, path)) and _belongs(names, declared)}
    layers = _layers(sets)
    groups = _groups([path for path in sets if path not in layers])
    around = _around(groups)
    labels = _unique([_environment(group, folder) for group in around])
    for name, (group, outer) in zip(labels, around.items(), strict=True):
        paths = groups[group]
        together = (*layers, *(path for other in outer for path in groups[other]), *paths)
        given = frozenset[str]().union(*(sets[path] for path in together))
        yield Answer(name, paths[0], var_files=together), given & declared


def _names(library: Library, path: str) -> frozenset[str]:
    source = read_source(library.tree, path, [])
    if source is None:
        return frozenset()
    return frozenset((read_values_json(source) if is_json(path) else read_values(source)).attributes)


def _belongs(names: frozenset[str], declared: Collection[str]) -> bool:
    known = names.intersection(declared)
    return bool(known) and 2 * len(names - known) <= len(names)


def _layers(sets: dict[str, frozenset[str]]) -> list[str]:
    """The files that set nothing that another one sets too: they go with each environment, if there is one."""
    times = Counter(name for names in sets.values() for name in names)
    found = [path for path, names in sets.items() if all(times[name] == 1 for name in names)]
    return found if len(found) < len(sets) else []


def _groups(paths: Sequence[str]) -> dict[str, list[str]]:
    """What is given together: each file, or a folder's files where folders hold files of the same names."""
    folders: dict[str, set[str]] = defaultdict(set)
    for path in paths:
        folders[name_of(path)].add(folder_of(path))
    together = {folder for held in folders.values() if len(held) > 1 for folder in held}
    groups: dict[str, list[str]] = defaultdict(list)
    for path in sorted(paths):
        folder = folder_of(path)
        groups[folder if folder in together else path].append(path)
    return dict(groups)


def _around(groups: Collection[str]) -> dict[str, list[str]]:
    """Of groups those that hold no other one, each with those around it: the outermost first."""
    outer = {one: sorted((o for o in groups if o != one and is_inside(one, o)), key=len) for one in groups}
    holding = {folder for folders in outer.values() for folder in folders}
    return {one: folders for one, folders in outer.items() if one not in holding}


def _stem(path: str) -> str:
    name = name_of(path)
    for ending in (".json", ".tfvars", ".auto"):
        name = name.removesuffix(ending)
    return name


def _environment(path: str, root: str) -> str:
    name = _stem(path)
    if name in _PLAIN:
        name = name_of(folder_of(path))
    return name if name not in ("", ".") else posixpath.relpath(path, root)


def _unique(names: list[str]) -> list[str]:
    times: Counter[str] = Counter()
    found = []
    for name in names:
        times[name] += 1
        found.append(name if times[name] == 1 else f"{name}-{times[name]}")
    return found

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
from s3lint.source import folder_of, is_inside, name_of
from s3lint.values.environment import Answer

# names that say nothing of the environment: that of the folder does
_PLAIN = frozenset({"terraform", "variables", "vars", "main", "inputs", "values", "default", "tfvars"})


def around(folder: str, files: Sequence[str], roots: Collection[str], code: Collection[str]) -> tuple[str, ...]:
    """Of the variable files of a tree, those that may be meant for a root: at or below it, or in a folder above it
    that holds no code. A file below another root is that one's."""
    found = []
    for file in files:
        own = folder_of(file)
        if own in code and is_automatic(name_of(file)):
            continue
        below = is_inside(own, folder) and not any(
            other != folder and is_inside(own, other) and is_inside(other, folder) for other in roots
        )
        above = own != folder and is_inside(folder, own) and own not in code
        if (below and (own == folder or own not in code)) or above:
            found.append(file)
    return tuple(found)


def declared_answers(library: Library, folder: str, files: Sequence[str]) -> Iterator[tuple[Answer, frozenset[str]]]:
    """The environments that variable files make of a root, each with the variables that its files set."""
    declared = library.module(folder).variables.keys()
    sets = {path: names for path in files if (names := _names(library, path)) and _belongs(names, declared)}
    layers = _layers(sets)
    groups = _groups([path for path in sets if path not in layers])
    labels = _unique([_environment(group, folder) for group in groups])
    for name, paths in zip(labels, groups.values(), strict=True):
        together = (*layers, *paths)
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


def _environment(path: str, root: str) -> str:
    name = name_of(path)
    for ending in (".json", ".tfvars", ".auto"):
        name = name.removesuffix(ending)
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

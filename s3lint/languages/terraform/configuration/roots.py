"""Which folders are root modules: judged on their own, each in its own context."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from s3lint.languages.terraform.configuration.files import has_values
from s3lint.languages.terraform.configuration.library import Library
from s3lint.languages.terraform.configuration.origin import local_calls
from s3lint.languages.terraform.configuration.relevance import is_about_storage_anywhere, reach

_TRIAL = re.compile(r"(?:examples?|samples?|demos?|e2e|fixtures?|tests?)(?:[-_.].*)?")


@dataclass(frozen=True, slots=True, order=True)
class Root:
    """A root module, with the folders of all local modules that it takes in (its own first)."""

    folder: str
    modules: tuple[str, ...]
    _known: Library = field(compare=False, repr=False)

    @property
    def concerns_storage(self) -> bool:
        """Whether one of them may be about S3; else it need not be loaded."""
        return is_about_storage_anywhere(self._known, self.folder)


def find_roots(known: Library, folders: Sequence[str]) -> list[Root]:
    """The root modules among folders with configuration.

    A folder is one if nothing calls it, if it says where its state is kept, if it holds variable files, or if only
    examples and tests call it. Modules that call each other in a circle lose none of them.
    """
    candidates = [folder for folder in sorted(set(folders)) if _is_candidate(known, folder)]
    callers: dict[str, set[str]] = {}
    for folder in candidates:
        for target in local_calls(known.module(folder)).values():
            if target is not None and target != folder:
                callers.setdefault(target, set()).add(folder)
    roots = [folder for folder in candidates if _is_root(known, folder, callers.get(folder, set()))]
    roots += _unreached(known, candidates, roots)
    return [_root(known, folder) for folder in sorted(roots)]


def _root(known: Library, folder: str) -> Root:
    modules: dict[str, None] = {}
    reach(known, folder, modules)
    return Root(folder, tuple(modules), known)


def _is_candidate(known: Library, folder: str) -> bool:
    return ".terraform" not in folder.split("/") and bool(known.module(folder).files)


def _is_root(known: Library, folder: str, callers: set[str]) -> bool:
    if all(_is_trial(caller, folder) for caller in callers):
        return True
    return known.module(folder).has_backend() or has_values(known.tree, folder)


def _is_trial(caller: str, folder: str) -> bool:
    """Whether a caller is an example or test of the folder: by the part of its path that the two do not share."""
    pieces, own = caller.split("/"), folder.split("/")
    shared = 0
    while shared < min(len(pieces), len(own)) and pieces[shared] == own[shared]:
        shared += 1
    return any(_TRIAL.fullmatch(piece) for piece in pieces[shared:])


def _unreached(known: Library, candidates: list[str], roots: list[str]) -> list[str]:
    """Modules that no root reaches: of each circle of calls, its first folder."""
    reached: dict[str, None] = {}
    for root in roots:
        reach(known, root, reached)
    found = []
    for folder in candidates:
        if folder not in reached:
            found.append(folder)
            reach(known, folder, reached)
    return found

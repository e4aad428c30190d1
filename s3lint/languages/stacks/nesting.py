"""Stacks in stacks, as far as their sources are written: which are deployed by others, and what is in each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from s3lint.languages.stacks.around import MAX_NESTING, MAX_STACKS
from s3lint.languages.stacks.files import StackFiles
from s3lint.languages.terraform.configuration.module import Declaration
from s3lint.languages.terraform.configuration.origin import is_local, source_of
from s3lint.source import join

Read = Callable[[str], StackFiles]


def _inside(folder: str, files: StackFiles) -> Iterator[tuple[str, str]]:
    """The stacks in one, by their names, with their folders."""
    for name, declaration in files.stacks.items():
        source = source_of(declaration)
        place = join(folder, source) if source is not None and is_local(source) else None
        if place is not None:
            yield name, place


def deployed_alone(folders: Sequence[str], read: Read) -> list[str]:
    """The stacks that no other one deploys, or that have deployments. Of those in a circle, the first."""
    nested = {place for folder in folders for _, place in _inside(folder, read(folder)) if place != folder}
    kept = [folder for folder in folders if folder not in nested or read(folder).deployments]
    reached = {folder for top in kept for folder in _reached(top, read)}
    for folder in folders:
        if folder not in reached:
            kept.append(folder)
            reached.update(_reached(folder, read))
    return sorted(kept)


def _reached(top: str, read: Read) -> set[str]:
    found, pending = {top}, [top]
    while pending:
        folder = pending.pop()
        inner = {place for _, place in _inside(folder, read(folder))} - found
        found |= inner
        pending += inner
    return found


def members(top: str, read: Read) -> list[tuple[str, str, Declaration]]:
    """The components of a stack and of those in it: by their names, with the folder of their stack."""
    found: list[tuple[str, str, Declaration]] = []
    pending: list[tuple[str, str, int]] = [("", top, 0)]
    for _ in range(MAX_STACKS):
        if not pending:
            break
        before, folder, depth = pending.pop(0)
        files = read(folder)
        found += [(before + name, folder, declaration) for name, declaration in files.components.items()]
        if depth < MAX_NESTING:
            pending += [(f"{before}{name}.", place, depth + 1) for name, place in _inside(folder, files)]
    return found

"""Finds what there is to check: the files of every language. Every path that it meets is accounted for."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from s3lint.engine.input.classify import Found, classify
from s3lint.engine.input.ignore import Ignores
from s3lint.engine.input.overlooked import NOT_SOURCE, note_code_in, unusual_files
from s3lint.languages import Frontends
from s3lint.languages.frontend import Claim, Frontend
from s3lint.source import Diagnostic, Entry, Location, child

MAX_DEPTH = 64


def walk(
    frontends: Frontends, folders: Iterable[str], ignores: Ignores, languages: Collection[str] | None = None
) -> Found:
    """Everything below the folders, or what may be of some languages. Links to folders are not followed: what they show
    lies elsewhere in the tree."""
    tree, found = frontends.tree, Found()
    pending = sorted(set(folders), reverse=True)
    seen: set[str] = set()
    while pending:
        folder = pending.pop()
        if folder in seen:
            continue
        seen.add(folder)
        if folder.count("/") >= MAX_DEPTH:
            text = f"folders are nested more than {MAX_DEPTH} deep: s3lint did not check what is below"
            found.diagnostics.append(Diagnostic("S3L905", text, Location(folder), left_out="folder"))
            continue
        entries = tree.entries(folder)
        if not entries and (why := tree.unlisted(folder)):
            found.skipped[folder] = f"the folder {why}"
            text = f"the folder {why}: s3lint did not check its contents"
            found.diagnostics.append(Diagnostic("S3L901", text, Location(folder), left_out="folder"))
        pending.extend(reversed(_look_into(folder, entries, frontends, ignores, found, languages)))
    found.diagnostics += ignores.told()
    return found


def _look_into(
    folder: str,
    entries: list[Entry],
    frontends: Frontends,
    ignores: Ignores,
    found: Found,
    languages: Collection[str] | None,
) -> list[str]:
    """Account for all that lies in a folder. The folders in it that are looked into, too."""
    below, owners, others = [], list[Frontend](), []
    for entry in entries:
        path = child(folder, entry.name)
        why = _left_out(entry.name, entry.is_folder, entry.is_link) or ignores.reason(path, is_folder=entry.is_folder)
        if why:
            found.skipped[path] = why
            if entry.is_folder and not entry.is_link and entry.name in NOT_SOURCE:
                note_code_in(path, frontends, found)
        elif entry.is_folder:
            below.append(path)
        elif owner := classify(frontends, path, found, languages=languages):
            owners += [owner] * (owner.claims(path) is Claim.PERHAPS)
        else:
            others.append(path)
    unusual_files(others, [one for one in frontends if one in owners], frontends, found, languages)
    return below


def _left_out(name: str, is_folder: bool, is_link: bool) -> str | None:
    if is_folder and name in NOT_SOURCE:
        return "does not contain your own source"
    if is_folder and is_link:
        return "is a link to a folder: s3lint scans its target instead"
    return None

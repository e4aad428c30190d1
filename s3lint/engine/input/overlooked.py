"""Code where nobody looks for it: in folders of tools, and in files whose names say something else."""

from __future__ import annotations

from collections.abc import Collection

from s3lint.engine.input.classify import Found, told_by_bytes, told_by_name
from s3lint.languages import Frontends
from s3lint.languages.frontend import Claim, Frontend
from s3lint.source import Diagnostic, Location, child, name_of
from s3lint.source.userfolder import OWN

# folders that hold tools' state and other people's code, never the user's own configuration
_HISTORY = frozenset({".git", ".hg", ".svn"})
_MADE_OF_CODE = frozenset(  # by tools that read configurations
    {".terraform", ".terragrunt-cache", ".terramate-cache", ".external_modules", ".aws-sam", ".serverless"}
)
_LIBRARIES = frozenset(
    {
        OWN,  # where results of earlier runs may be kept
        *("node_modules", "site-packages", ".venv", ".tox", ".nox", "__pycache__"),
        *(".mypy_cache", ".pytest_cache", ".ruff_cache"),
    }
)
NOT_SOURCE = _HISTORY | _MADE_OF_CODE | _LIBRARIES
MAX_ENTRIES = 5_000  # of a folder that is not scanned, until it is taken to hold code
# names under which templates are kept that a tool fills in or renames
_UNUSUAL = (".txt", ".tmpl", ".j2", ".jinja", ".jinja2", ".in", ".bak", ".orig", ".old", ".json", ".yaml", ".yml")


def unusual_files(
    paths: list[str],
    owners: list[Frontend],
    frontends: Frontends,
    found: Found,
    languages: Collection[str] | None,
) -> None:
    """Files whose content says something else than their names: read beside others of their language, else named."""
    for path in paths:
        if not owners and not _may_be_unusual(path):
            continue
        among = [one for one in owners or frontends if one.claims(path) is Claim.NO]
        owner = told_by_bytes(frontends.tree, path, among) if among else None
        if owner is None or (languages is not None and owner.name not in languages):
            continue
        if owners:
            del found.skipped[path]
            found.sources.setdefault(owner.name, []).append(path)
        else:
            said = f"this file holds {owner.name} code under an unusual name: s3lint does not judge it"
            hint, what = "name the file on the command line", "unusually named file"
            found.diagnostics.append(Diagnostic("S3L907", said, Location(path), False, hint, what, owner.name))


def _may_be_unusual(path: str) -> bool:
    name = name_of(path).lower()
    return name.endswith(_UNUSUAL) or "." not in name


def note_code_in(folder: str, frontends: Frontends, found: Found) -> None:
    """Say of a folder that is not scanned that it holds code, where that is the repository's."""
    tracked = frontends.tree.is_tracked(folder)
    if name_of(folder) in _HISTORY or tracked is False or (tracked is None and name_of(folder) in _MADE_OF_CODE):
        return
    if _holds_code(folder, frontends):
        text = f"s3lint does not look into {folder}, which holds Terraform code or templates"
        hint = f"name it on the command line: s3lint check {folder}"
        found.diagnostics.append(Diagnostic("S3L907", text, Location(folder), False, hint, "folder of a tool"))


def _holds_code(top: str, frontends: Frontends) -> bool:
    tree, pending, left = frontends.tree, [top], MAX_ENTRIES
    while pending:
        folder = pending.pop()
        for entry in tree.entries(folder):
            left -= 1
            path = child(folder, entry.name)
            if tree.is_tracked(path) is False:
                continue
            if left < 0:
                return True
            if entry.is_folder:
                pending += [path] * (not entry.is_link)
                continue
            owner, candidates = told_by_name(frontends, path)
            if owner is not None or told_by_bytes(tree, path, candidates) is not None:
                return True
    return False

"""Finds what there is to check: the files of every language. Every path that it meets is accounted for."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from s3lint.engine.input.ignore import Ignores
from s3lint.languages import Frontends
from s3lint.languages.frontend import Claim, Frontend
from s3lint.source import Diagnostic, FileProblem, Location, Tree, join

# folders that hold tools' state and other people's code, never the user's own configuration
NOT_SOURCE = frozenset(
    {
        *(".git", ".hg", ".svn"),
        *(".terraform", ".terragrunt-cache", ".terramate-cache", ".external_modules", ".aws-sam", ".serverless"),
        *("node_modules", "site-packages", ".venv", ".tox", ".nox", "__pycache__"),
        *(".mypy_cache", ".pytest_cache", ".ruff_cache"),
    }
)
MAX_BYTES = 128 << 20  # of a file whose bytes tell what it is
MAX_DEPTH = 64


@dataclass(slots=True)
class Found:
    """What discovery met: each path is in exactly one of these."""

    sources: dict[str, list[str]] = field(default_factory=dict)  # language -> its files
    skipped: dict[str, str] = field(default_factory=dict)  # file or folder -> why
    diagnostics: list[Diagnostic] = field(default_factory=list)

    @property
    def files(self) -> list[str]:
        """Every file that will be looked into."""
        return sorted(file for files in self.sources.values() for file in files)

    def merge(self, other: Found) -> None:
        """Add what another search met."""
        for language, files in other.sources.items():
            self.sources[language] = list(dict.fromkeys((*self.sources.get(language, ()), *files)))
        self.skipped |= other.skipped
        self.diagnostics += other.diagnostics


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
        below = []
        entries = tree.entries(folder)
        if not entries and (why := tree.unlisted(folder)):
            found.skipped[folder] = f"the folder {why}"
            text = f"the folder {why}: s3lint did not check its contents"
            found.diagnostics.append(Diagnostic("S3L901", text, Location(folder), left_out="folder"))
        for entry in entries:
            path = join(folder, entry.name)
            if path is None:
                continue
            why = _left_out(entry.name, entry.is_folder, entry.is_link) or ignores.reason(
                path, is_folder=entry.is_folder
            )
            if why:
                found.skipped[path] = why
            elif entry.is_folder:
                below.append(path)
            else:
                classify(frontends, path, found, languages=languages)
        pending.extend(reversed(below))
    return found


def _left_out(name: str, is_folder: bool, is_link: bool) -> str | None:
    if is_folder and name in NOT_SOURCE:
        return "does not contain your own source"
    if is_folder and is_link:
        return "is a link to a folder: s3lint scans its target instead"
    return None


def classify(
    frontends: Frontends, path: str, found: Found, *, named: bool = False, languages: Collection[str] | None = None
) -> Frontend | None:
    """Put one file where it belongs, and say whose it is.

    A named one may be a template by any name; what cannot be read is reported.
    """
    owner, candidates = _told_by_name(frontends, path)
    if owner is None and not candidates:
        owner = _told_by_bytes(frontends, path) if named else None
        if owner is None:
            found.skipped[path] = "is neither Terraform, CloudFormation nor a plan"
    elif owner is None and languages is not None and not any(frontend.name in languages for frontend in candidates):
        found.skipped[path] = "is written in another language than the files that the command line names"
    elif owner is None:
        owner = _classify_data(frontends.tree, path, frontends if named else candidates, found, named)
    if owner is not None:
        found.sources.setdefault(owner.name, []).append(path)
    return owner


def _told_by_name(frontends: Frontends, path: str) -> tuple[Frontend | None, list[Frontend]]:
    """Whose a file is, or whose it may be."""
    candidates = []
    for frontend in frontends:
        claim = frontend.claims(path)
        if claim is Claim.YES:
            return frontend, []
        if claim is Claim.PERHAPS:
            candidates.append(frontend)
    return None, candidates


def _told_by_bytes(frontends: Frontends, path: str) -> Frontend | None:
    """Whose a file is whose name tells nothing."""
    try:
        data = frontends.tree.read(path)
    except FileProblem:
        return None
    return next((frontend for frontend in frontends if frontend.recognises(path, data)), None)


def _classify_data(tree: Tree, path: str, candidates: Iterable[Frontend], found: Found, named: bool) -> Frontend | None:
    """YAML and JSON: a look at the bytes tells what they are."""
    try:
        data = tree.read(path, MAX_BYTES)
    except FileProblem as problem:
        found.skipped[path] = f"{problem}"
        if named or "cannot be read" in str(problem):  # of what is no file or lies elsewhere nothing is lost
            found.diagnostics.append(Diagnostic("S3L901", f"{path} {problem}: s3lint did not check it", Location(path)))
        return None
    owner = next((frontend for frontend in candidates if frontend.recognises(path, data)), None)
    if owner is None:
        found.skipped[path] = "is not a template" if data.strip() else "is empty"
    elif why := owner.too_large(len(data)):
        found.skipped[path] = why
        found.diagnostics.append(Diagnostic("S3L905", why, Location(path)))
        return None
    return owner

"""What a file is: by its name, else by its bytes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from s3lint.languages import Frontends
from s3lint.languages.frontend import Claim, Frontend
from s3lint.record import Struct, field
from s3lint.source import Diagnostic, FileProblem, Location, Tree

MAX_BYTES = 128 << 20  # of a file whose bytes tell what it is
_NO_TEMPLATE = "is not a template"
_PART = "holds resources, but is not a template"
_NOT_TOLD = "is neither Terraform, CloudFormation nor a plan"
MAX_BYTES_UNUSUAL = 2 << 20  # of one whose name says that it is something else


class Found(Struct):
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

    def left_over(self, taken: Collection[str]) -> Iterator[Diagnostic]:
        """Of files that hold parts of something, those that nothing takes in."""
        for path in sorted(path for path, why in self.skipped.items() if why == _PART and path not in taken):
            said = "this file holds resources outside of a template, and nothing here takes them in"
            hint, what = "check the template that they become part of", "resource file"
            yield Diagnostic("S3L907", f"{said}: s3lint does not judge them", Location(path), False, hint, what, what)

    def take_in(self, language: str, paths: Collection[str]) -> None:
        """Files that a root turned out to be made of, though their names do not tell."""
        taken = sorted(path for path in paths if self.skipped.get(path) in (_NOT_TOLD, _NO_TEMPLATE, _PART))
        for path in taken:
            del self.skipped[path]
            self.sources.setdefault(language, []).append(path)


def classify(
    frontends: Frontends, path: str, found: Found, *, named: bool = False, languages: Collection[str] | None = None
) -> Frontend | None:
    """Put one file where it belongs, and say whose it is.

    A named one may be a template by any name; what cannot be read is reported.
    """
    owner, candidates = told_by_name(frontends, path)
    if owner is None and not candidates:
        owner = told_by_bytes(frontends.tree, path, frontends) if named else None
        if owner is None:
            found.skipped[path] = _NOT_TOLD
    elif owner is None and languages is not None and not any(frontend.name in languages for frontend in candidates):
        found.skipped[path] = "is written in another language than the files that the command line names"
    elif owner is None:
        owner = _classify_data(frontends.tree, path, frontends if named else candidates, found, named)
    if owner is not None:
        found.sources.setdefault(owner.name, []).append(path)
    return owner


def told_by_name(frontends: Frontends, path: str) -> tuple[Frontend | None, list[Frontend]]:
    """Whose a file is, or whose it may be."""
    candidates = []
    for frontend in frontends:
        claim = frontend.claims(path)
        if claim is Claim.YES:
            return frontend, []
        if claim is Claim.PERHAPS:
            candidates.append(frontend)
    return None, candidates


def told_by_bytes(tree: Tree, path: str, among: Iterable[Frontend]) -> Frontend | None:
    """Whose a file is whose name tells nothing, or something else."""
    try:
        data = tree.read(path, MAX_BYTES_UNUSUAL)
    except FileProblem:
        return None
    return next((frontend for frontend in among if frontend.recognises(path, data)), None)


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
        is_part = any(frontend.holds_parts(path, data) for frontend in candidates)
        found.skipped[path] = _PART if is_part else _NO_TEMPLATE if data.strip() else "is empty"
    elif why := owner.too_large(len(data)):
        found.skipped[path] = why
        found.diagnostics.append(Diagnostic("S3L905", why, Location(path)))
        return None
    return owner

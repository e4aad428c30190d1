"""Finds what there is to check: Terraform folders, templates and plans. Every path that it meets is accounted for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from s3lint.engine.input.ignore import Ignores
from s3lint.source import Diagnostic, FileProblem, Location, Tree, folder_of, join, name_of

# folders that hold tools' state and other people's code, never the user's own configuration
NOT_SOURCE = frozenset(
    {
        *(".git", ".hg", ".svn"),
        *(".terraform", ".terragrunt-cache", ".terramate-cache", ".external_modules", ".aws-sam", ".serverless"),
        *("node_modules", "site-packages", ".venv", ".tox", ".nox", "__pycache__"),
        *(".mypy_cache", ".pytest_cache", ".ruff_cache"),
    }
)
TEMPLATE_BYTES = 10 << 20  # CloudFormation takes 1 MB
PLAN_BYTES = 128 << 20
MAX_DEPTH = 64


@dataclass(slots=True)
class Found:
    """What discovery met: each path is in exactly one of these."""

    terraform: dict[str, list[str]] = field(default_factory=dict)  # folder -> its files
    templates: list[str] = field(default_factory=list)
    plans: list[str] = field(default_factory=list)
    skipped: dict[str, str] = field(default_factory=dict)  # file or folder -> why
    diagnostics: list[Diagnostic] = field(default_factory=list)

    @property
    def files(self) -> list[str]:
        """Every file that will be looked into."""
        return sorted([*(f for files in self.terraform.values() for f in files), *self.templates, *self.plans])

    def add_terraform(self, path: str) -> None:
        """Note one file of a Terraform folder."""
        files = self.terraform.setdefault(folder_of(path), [])
        if path not in files:
            files.append(path)


def walk(tree: Tree, folders: Iterable[str], ignores: Ignores, *, terraform_only: bool = False) -> Found:
    """Everything below the folders. Links to folders are not followed: what they show lies elsewhere in the tree."""
    found = Found()
    pending = sorted(set(folders), reverse=True)
    seen: set[str] = set()
    while pending:
        folder = pending.pop()
        if folder in seen:
            continue
        seen.add(folder)
        if folder.count("/") >= MAX_DEPTH:
            text = f"folders are nested more than {MAX_DEPTH} deep: s3lint did not check what is below"
            found.diagnostics.append(Diagnostic("S3L905", text, Location(folder)))
            continue
        below = []
        entries = tree.entries(folder)
        if not entries and (why := tree.unlisted(folder)):
            found.skipped[folder] = f"the folder {why}"
            text = f"the folder {why}: s3lint did not check its contents"
            found.diagnostics.append(Diagnostic("S3L901", text, Location(folder)))
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
                classify(tree, path, found, terraform_only=terraform_only)
        pending.extend(reversed(below))
    return found


def _left_out(name: str, is_folder: bool, is_link: bool) -> str | None:
    if is_folder and name in NOT_SOURCE:
        return "does not contain your own source"
    if is_folder and is_link:
        return "is a link to a folder: s3lint scans its target instead"
    return None


def classify(tree: Tree, path: str, found: Found, *, named: bool = False, terraform_only: bool = False) -> None:
    """Put one file where it belongs. A named one may be a template by any name; what cannot be read is reported."""
    from s3lint.languages import cloudformation, terraform

    if terraform.is_source(name_of(path)):
        found.add_terraform(path)
    elif not cloudformation.is_candidate(path) and not (named and _is_template(tree, path)):
        found.skipped[path] = "is neither Terraform, CloudFormation nor a plan"
    elif terraform_only:
        found.skipped[path] = "is not a Terraform file, and the command line names only Terraform files"
    else:
        _classify_data(tree, path, found, named)


def _is_template(tree: Tree, path: str) -> bool:
    """Whether a file whose name tells nothing holds a template."""
    from s3lint.languages import cloudformation

    try:
        return cloudformation.looks_like_template(tree.read(path, TEMPLATE_BYTES))
    except FileProblem:
        return False


def _classify_data(tree: Tree, path: str, found: Found, named: bool) -> None:
    """YAML and JSON: a look at the bytes tells what they are."""
    from s3lint.languages import cloudformation
    from s3lint.languages.plan import is_plan

    try:
        data = tree.read(path, PLAN_BYTES)
    except FileProblem as problem:
        found.skipped[path] = f"{problem}"
        if named or "cannot be read" in str(problem):  # of what is no file or lies elsewhere nothing is lost
            found.diagnostics.append(Diagnostic("S3L901", f"{path} {problem}: s3lint did not check it", Location(path)))
        return
    if path.lower().endswith(".json") and is_plan(data):
        found.plans.append(path)
    elif not cloudformation.looks_like_template(data):
        found.skipped[path] = "is not a template" if data.strip() else "is empty"
    elif len(data) > TEMPLATE_BYTES:
        found.skipped[path] = f"is larger than {TEMPLATE_BYTES >> 20} MiB"
        text = f"larger than {TEMPLATE_BYTES >> 20} MiB, CloudFormation's limit: s3lint did not check this template"
        found.diagnostics.append(Diagnostic("S3L905", text, Location(path)))
    else:
        found.templates.append(path)

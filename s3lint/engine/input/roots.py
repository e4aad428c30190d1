"""From what was found to what is judged: root modules, templates, plans, and the files to report on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from s3lint.engine.input.discover import Found, classify, walk
from s3lint.engine.input.ignore import Ignores
from s3lint.engine.input.jobs import Job
from s3lint.engine.input.scope import Scope, Target
from s3lint.source import FileProblem, Tree, folder_of, is_inside

TERRAFORM_VALUES = (".tfvars", ".tfvars.json")
TAKES_IN_TEMPLATES = (b"AWS::CloudFormation::Stack", b"AWS::Serverless::Application")


@dataclass(slots=True)
class Chosen:
    """The roots to judge, and which files' findings are asked for."""

    found: Found
    jobs: list[Job] = field(default_factory=list)
    roots: list[str] = field(default_factory=list)  # folders and files: what is judged below them is reported
    files: set[str] = field(default_factory=set)  # named: findings that touch them are reported
    unfit: list[str] = field(default_factory=list)  # named files that hold nothing to check
    excluded: list[str] = field(default_factory=list)  # named, but left out by --force-exclude


def choose(scope: Scope, ignores: Ignores, engine: str, *, force_exclude: bool) -> Chosen:
    """What the targets of a scope ask for."""
    tree = scope.tree
    excluded = {t.path for t in scope.targets if force_exclude and _excluded(t, ignores)}
    targets = [t for t in scope.targets if t.path not in excluded]
    folders = [t.path for t in targets if not t.is_file]
    chosen = Chosen(walk(tree, folders, ignores), roots=list(folders), excluded=sorted(excluded))
    found = chosen.found
    reported = set(found.terraform)
    named = Found()
    for target in targets:
        if target.is_file and not any(is_inside(target.path, folder) for folder in folders):
            _name(tree, target.path, named, chosen)
    if named.terraform or named.templates:
        # callers and companions may lie anywhere: a named file limits what is reported, not what is read
        around = walk(tree, ["."], ignores, terraform_only=not named.templates)
        _add_callers(tree, around, named, chosen, engine)
    found.skipped |= named.skipped
    found.diagnostics += named.diagnostics
    found.plans += [path for path in named.plans if path not in found.plans]
    chosen.jobs += terraform_jobs(tree, reported, engine)
    chosen.jobs += template_jobs(tree, found.templates)
    chosen.jobs += (Job(path, "plan") for path in found.plans)
    chosen.jobs = sorted(dict.fromkeys(chosen.jobs))
    return chosen


def _excluded(target: Target, ignores: Ignores) -> bool:
    return ignores.reason_with_parents(target.path, is_folder=not target.is_file) is not None


def _name(tree: Tree, path: str, named: Found, chosen: Chosen) -> None:
    classify(tree, path, named, named=True)
    if path in named.skipped:
        chosen.unfit.append(path)
    elif path in named.plans or path in named.templates:
        chosen.roots.append(path)
        chosen.files.add(path)
    elif path.endswith(TERRAFORM_VALUES):
        chosen.roots.append(folder_of(path))  # values decide about the whole module
    else:
        chosen.files.add(path)


def _add_callers(tree: Tree, around: Found, named: Found, chosen: Chosen, engine: str) -> None:
    """The roots that take in the named files."""
    folders = set(named.terraform)
    if folders:
        for path in folders:
            for file in named.terraform[path]:
                chosen.found.add_terraform(file)
        chosen.jobs += terraform_jobs(tree, set(around.terraform) | folders, engine, only=folders)
    chosen.found.templates += [path for path in named.templates if path not in chosen.found.templates]
    if named.templates:
        for job in template_jobs(tree, [*around.templates, *named.templates]):
            if job.path in named.templates or _children(tree, job.path) & set(named.templates):
                chosen.jobs.append(job)


def terraform_jobs(tree: Tree, folders: Iterable[str], engine: str, only: set[str] | None = None) -> list[Job]:
    """The root modules among folders; with `only`, those that are or take in one of these."""
    from s3lint.languages import terraform

    roots = terraform.find_roots(tree, sorted(folders), engine)
    return [Job(root.folder, "terraform") for root in roots if only is None or only & {root.folder, *root.modules}]


def template_jobs(tree: Tree, templates: list[str]) -> list[Job]:
    """Every template, and whether another one takes it in."""
    children = {child for path in templates for child in _children(tree, path)}
    return [Job(path, "template", path in children) for path in dict.fromkeys(templates)]


def _children(tree: Tree, path: str) -> set[str]:
    from s3lint.languages import cloudformation

    try:
        data = tree.read(path)
    except FileProblem:
        return set()
    if not any(mark in data for mark in TAKES_IN_TEMPLATES):
        return set()
    return set(cloudformation.children(tree, path))

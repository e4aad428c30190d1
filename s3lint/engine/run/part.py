"""One scope of a run: its roots chosen, read and judged."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field, replace
from pathlib import Path

from s3lint.checks import Finding
from s3lint.engine.errors import UsageError
from s3lint.engine.input.configs import Configs
from s3lint.engine.input.ignore import Ignores
from s3lint.engine.input.jobs import inputs_of, settings_of
from s3lint.engine.input.roots import Chosen, choose
from s3lint.engine.input.scope import Scope
from s3lint.engine.request import Request
from s3lint.engine.run.judge import Judged
from s3lint.engine.run.workers import Progress, Work, judge_all
from s3lint.source import Diagnostic, DiskTree, FileProblem
from s3lint.source.overlay import OverlayTree

GIVEN = ".s3lint-given"  # folder, in an overlay, of the user's files from outside of the tree


@dataclass(slots=True)
class Given:
    """A scope with the variable files that the command line names, as paths of its tree."""

    scope: Scope
    var_files: tuple[str, ...] = ()
    parameters: tuple[str, ...] = ()


@dataclass(slots=True)
class Part:
    """What came of one scope. Paths are still those of its tree."""

    given: Given
    configs: Configs
    chosen: Chosen
    judged: list[Judged]
    findings: list[Finding] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    @property
    def scope(self) -> Scope:
        """The scope that it is of."""
        return self.given.scope

    @property
    def files(self) -> set[str]:
        """Every file that was read or looked into."""
        return set(self.chosen.found.files).union(*(judged.files for judged in self.judged))


def examine(given: Given, request: Request, configs: Configs, progress: Progress | None = None) -> Part:
    """Choose, read and judge. The findings are as the checks gave them: nothing is suppressed yet."""
    scope = given.scope
    chosen = chosen_of(scope, request, configs)
    work: list[Work] = []
    for job in chosen.jobs:
        own = settings_of(job, configs.of(job.folder))
        work.append((job, own, inputs_of(own, given.var_files, given.parameters)))
    judged = judge_all(
        scope.tree, work, jobs=request.jobs, verbose=request.verbose, progress=progress, wanted=request.wanted
    )
    part = Part(given, configs, chosen, judged)
    part.findings = without_settled(judged)
    part.diagnostics = [*chosen.found.diagnostics, *(d for one in judged for d in one.diagnostics)]
    return part


def chosen_of(scope: Scope, request: Request, configs: Configs) -> Chosen:
    """The roots that a request is about."""
    settings = configs.run()
    ignores = Ignores(scope.tree, settings.exclude, gitignore=settings.respect_gitignore)
    return choose(scope, ignores, settings.engine, force_exclude=request.force_exclude)


def without_settled(judged: list[Judged]) -> list[Finding]:
    """All findings, but not what a nested template fails by its defaults alone where each parent makes it pass."""
    through_parents: dict[tuple[object, ...], set[str]] = {}
    for one in judged:
        for finding in one.findings:
            if finding.calls and not one.job.nested:
                through_parents.setdefault(_place(finding), set()).add(finding.verdict.value)
    return [
        finding
        for one in judged
        for finding in one.findings
        if not (one.job.nested and finding.verdict.value == "fail" and through_parents.get(_place(finding)) == {"pass"})
    ]


def _place(finding: Finding) -> tuple[object, ...]:
    return finding.code, finding.subject


def given_files(scope: Scope, request: Request) -> Given:
    """The scope with the user's variable files: those from outside are laid over its tree."""
    outside: dict[str, bytes] = {}

    def path_of(name: str, option: str) -> str:
        path = scope.path_of(name)
        if path is not None and scope.tree.is_file(path):
            return path
        file = Path(scope.cwd, name)
        try:
            data = DiskTree(file.parent).read(file.name)
        except FileProblem as problem:
            raise UsageError(f"{option} {name} {problem}") from problem
        path = posixpath.join(GIVEN, str(len(outside)), file.name)
        outside[path] = data
        return path

    var_files = tuple(path_of(name, "--var-file") for name in request.var_files)
    parameters = tuple(path_of(name, "--parameters") for name in request.parameters)
    if outside:
        scope = replace(scope, tree=OverlayTree(scope.tree, outside))
    return Given(scope, var_files, parameters)

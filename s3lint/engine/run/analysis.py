"""One run: from a request to a report."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from s3lint import __version__
from s3lint.checks import Finding, Outcome, Ran
from s3lint.checks.catalogue import ALL
from s3lint.config import Settings
from s3lint.engine.answer import Answer
from s3lint.engine.errors import UsageError
from s3lint.engine.input.configs import Configs
from s3lint.engine.input.roots import Chosen
from s3lint.engine.input.scope import Scope, Target, scopes
from s3lint.engine.report import BucketSummary, Report
from s3lint.engine.request import Request
from s3lint.engine.run.counting import count
from s3lint.engine.run.displayed import bucket_as_read, diagnostic_as_read, finding_as_read, picture_as_read
from s3lint.engine.run.frames import lines_for
from s3lint.engine.run.known import against_baseline, only_new
from s3lint.engine.run.part import Part, chosen_of, examine, given_files
from s3lint.engine.run.summary import summarise
from s3lint.engine.run.workers import Progress
from s3lint.findings.fingerprint import with_fingerprints
from s3lint.findings.order import order, order_diagnostics, touches
from s3lint.source import Diagnostic, is_inside
from s3lint.source.overlay import OverlayTree

if TYPE_CHECKING:
    from s3lint.questions.diagram import Picture


@dataclass(frozen=True, slots=True)
class Result:
    """The report, with what the command line needs beside it."""

    report: Report
    settings: Settings  # of the run as a whole
    skipped: dict[str, str]  # path -> why it was not looked into
    unfit: tuple[str, ...]  # named files with nothing to check in them
    excluded: tuple[str, ...]  # named files that --force-exclude leaves out
    nothing: bool  # there was nothing to check
    parts: tuple[Part, ...]  # with the paths of their trees: for what is written, not read

    @property
    def answer(self) -> Answer:
        """What the command line shows of it."""
        settings = self.settings
        return Answer(
            self.report,
            settings.output_format,
            settings.fail_on,
            settings.unknown == "fail",
            {path: self.skipped[path] for path in self.unfit},
            self.excluded,
            self.nothing,
        )


def analyse(request: Request, progress: Progress | None = None, given: Sequence[Scope] | None = None) -> Result:
    """Everything that was asked for. Raises UsageError and ConfigError, and nothing else for what a user wrote.

    `given` are the scopes of the request, where the caller has made them.
    """
    started = time.monotonic()
    parts = [_part(scope, request, progress) for scope in given or _scopes(request)]
    settings = parts[0].configs.run()
    against_baseline(parts, request)
    for part in parts:
        part.findings = [f for f in part.findings if _asked_for(f, part.chosen)]
        part.diagnostics = [d for d in part.diagnostics if _concerns(d, part.chosen)]
    findings: list[Finding] = []
    diagnostics: list[Diagnostic] = []
    for part in parts:
        show = part.scope.display
        findings += (finding_as_read(f, show) for f in part.findings)
        diagnostics += (diagnostic_as_read(d, show) for d in part.diagnostics)
    nothing = not any(part.files for part in parts)
    report = _report(parts, settings, order(findings), order_diagnostics(diagnostics))
    report = replace(report, elapsed=time.monotonic() - started, new_since=request.new_since or "")
    return Result(
        report,
        settings,
        {part.scope.display(path): why for part in parts for path, why in part.chosen.found.skipped.items()},
        tuple(part.scope.display(path) for part in parts for path in part.chosen.unfit),
        tuple(part.scope.display(path) for part in parts for path in part.chosen.excluded),
        nothing,
        tuple(parts),
    )


def discovered(request: Request) -> tuple[list[str], dict[str, str]]:
    """The files that would be looked into, and what is skipped with the reason. Nothing is judged."""
    files: list[str] = []
    skipped: dict[str, str] = {}
    for scope in _scopes(request):
        chosen = chosen_of(scope, request, Configs(scope, request, ALL))
        files += map(scope.display, chosen.found.files)
        skipped |= {scope.display(path): why for path, why in chosen.found.skipped.items()}
        skipped |= {scope.display(path): "excluded" for path in chosen.excluded}
    return sorted(files), skipped


def _scopes(request: Request) -> list[Scope]:
    paths = [path for path in request.paths if path != "-"]
    if request.stdin is None:
        return scopes(paths or ["."], request.cwd)
    # the text of standard input stands at a path that need not exist
    folder = Path(request.cwd, request.stdin_name).parent
    if not folder.is_dir():
        raise UsageError(f"--stdin-filename {request.stdin_name}: its folder does not exist")
    (scope,) = scopes([str(folder)], request.cwd)
    path = scope.path_of(request.stdin_name)
    if path is None:
        raise UsageError(f"--stdin-filename {request.stdin_name} is outside the scanned tree")
    return [replace(scope, tree=OverlayTree(scope.tree, {path: request.stdin}), targets=(Target(path, True),))]


def _part(scope: Scope, request: Request, progress: Progress | None) -> Part:
    configs = Configs(scope, request, ALL)
    if configs.run().output_format == "html":  # which draws the buckets
        request = replace(request, wanted=replace(request.wanted, beliefs=True))
    part = examine(given_files(scope, request), request, configs, progress)
    count(part, request)
    least = configs.run().min_severity
    part.findings = [f for f in with_fingerprints(part.findings) if f.severity >= least]
    if request.new_since:
        part.findings = only_new(part, request)
    return part


def _asked_for(finding: Finding, chosen: Chosen) -> bool:
    # a target's roots are all reported, wherever the code of their modules lies
    if any(is_inside(finding.root, root) for root in chosen.roots):
        return True
    return bool(chosen.files) and touches(finding, chosen.files)


def _concerns(diagnostic: Diagnostic, chosen: Chosen) -> bool:
    """Lost input always matters; remarks about a file only where it was asked for."""
    return diagnostic.incomplete or bool(chosen.roots) or diagnostic.location.path in chosen.files


def _report(
    parts: Sequence[Part], settings: Settings, findings: list[Finding], diagnostics: list[Diagnostic]
) -> Report:
    shown = frozenset(Outcome(word) for word in settings.show if word != "unknown" or settings.unknown != "hide")
    listed = [f for f in findings if f.verdict in shown]
    files = sorted({part.scope.display(path) for part in parts for path in part.files})
    buckets = sorted(_buckets(parts), key=lambda b: (b.root, b.address))
    incomplete = any(d.incomplete for d in diagnostics)
    summary = summarise(
        findings,
        files=len(files),
        resources=sum(judged.resources for part in parts for judged in part.judged),
        buckets=sum(not bucket.existing for bucket in buckets),
        complete=not incomplete and bool(files),
    )
    return Report(
        version=__version__,
        summary=summary,
        findings=tuple(listed),
        diagnostics=tuple(diagnostics),
        buckets=tuple(buckets),
        sources=_sources(parts, listed, diagnostics),
        files=tuple(files),
        checks=_checks(parts),
        shown=shown,
        here=parts[0].scope.here or ".",
        base=parts[0].scope.display("."),
        pictures=tuple(sorted(_pictures(parts), key=lambda picture: picture.root)),
    )


def _buckets(parts: Sequence[Part]) -> Iterable[BucketSummary]:
    for part in parts:
        for judged in part.judged:
            yield from (bucket_as_read(bucket, part.scope.display) for bucket in judged.buckets)


def _pictures(parts: Sequence[Part]) -> Iterable[Picture]:
    for part in parts:
        for judged in part.judged:
            yield from (picture_as_read(picture, part.scope.display) for picture in judged.pictures)


def _checks(parts: Sequence[Part]) -> Ran:
    codes = {code for part in parts for job in part.chosen.jobs for code in part.configs.of(job.folder).codes}
    return Ran(tuple(check.code for check in ALL if check.code in codes))


def _sources(
    parts: Sequence[Part], findings: list[Finding], diagnostics: list[Diagnostic]
) -> dict[str, dict[int, str]]:
    """Lines are looked up by the path as displayed, in the tree that it comes from."""
    found: dict[str, dict[int, str]] = {}
    for part in parts:
        tree_path = {part.scope.display(path): path for path in part.files}
        found |= lines_for(part.scope.tree, findings, diagnostics, partial(_known, tree_path))
    return found


def _known(tree_path: dict[str, str], shown: str) -> str | None:
    return tree_path.get(shown)

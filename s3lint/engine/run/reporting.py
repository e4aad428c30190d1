"""From what came of a run's parts to its report, with paths as the user reads them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from s3lint import __version__
from s3lint.checks import Finding, Outcome, Ran
from s3lint.checks.catalogue import ALL
from s3lint.config import Settings
from s3lint.engine.report import BucketSummary, DeclaredOption, Report
from s3lint.engine.run.displayed import bucket_as_read, diagnostic_as_read, finding_as_read, picture_as_read
from s3lint.engine.run.frames import lines_for
from s3lint.engine.run.gaps import told_once
from s3lint.engine.run.part import Part, buckets_once
from s3lint.engine.run.summary import summarise
from s3lint.findings.order import order, order_diagnostics
from s3lint.record import replace
from s3lint.source import Diagnostic
from s3lint.source.history import commit_path

if TYPE_CHECKING:
    from s3lint.questions.diagram import Picture


def report_of(parts: Sequence[Part], settings: Settings) -> Report:
    """The report on all parts of a run."""
    findings = order([finding_as_read(f, part.scope.display) for part in parts for f in part.findings])
    diagnostics = told_once(
        order_diagnostics([diagnostic_as_read(d, part.scope.display) for part in parts for d in part.diagnostics])
    )
    shown = frozenset(Outcome(word) for word in settings.show if word != "unknown" or settings.unknown != "hide")
    listed = [f for f in findings if f.verdict in shown]
    files = sorted({part.scope.display(path) for part in parts for path in part.files if commit_path(path) is None})
    buckets = sorted(_buckets(parts), key=lambda b: (b.root, b.address))
    believed = any(bucket.controls for bucket in buckets)
    summary = summarise(
        findings,
        files=len(files),
        resources=sum(judged.resources for part in parts for judged in part.judged),
        buckets=sum(not bucket.existing for bucket in buckets),
        complete=bool(files) and not any(d.is_gap for d in diagnostics),
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
        options=tuple(
            sorted((o for o in _options(parts) if believed or o.makes), key=lambda option: (option.root, option.name))
        ),
    )


def _buckets(parts: Sequence[Part]) -> Iterable[BucketSummary]:
    for part in parts:
        yield from (bucket_as_read(bucket, part.scope.display) for bucket in buckets_once(part.judged))


def _options(parts: Sequence[Part]) -> Iterable[DeclaredOption]:
    for part in parts:
        for judged in part.judged:
            yield from (replace(option, root=part.scope.display(option.root)) for option in judged.options)


def _pictures(parts: Sequence[Part]) -> Iterable[Picture]:
    for part in parts:
        for judged in part.judged:
            yield from (picture_as_read(picture, part.scope.display) for picture in judged.pictures)


def _checks(parts: Sequence[Part]) -> Ran:
    codes = {code for part in parts for root in part.chosen.roots for code in part.configs.of(root.folder).codes}
    return Ran(tuple(check.code for check in ALL if check.code in codes))


def _sources(
    parts: Sequence[Part], findings: list[Finding], diagnostics: list[Diagnostic]
) -> dict[str, dict[int, str]]:
    """Lines are looked up by the path as displayed, in the tree that it comes from."""
    found: dict[str, dict[int, str]] = {}
    for part in parts:
        tree_path = {part.scope.display(path): path for path in part.files}
        found |= lines_for(part.frontends, findings, diagnostics, tree_path.get)
    return found

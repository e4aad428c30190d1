"""Which findings count: comments and metadata in the code, per-path settings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from s3lint.checks import Finding, Suppressed
from s3lint.checks.catalogue import ALL
from s3lint.config import BucketRole, PathRule, Settings
from s3lint.engine.input.root_settings import applies
from s3lint.engine.request import Request
from s3lint.engine.run.part import Part
from s3lint.findings import suppressions as suppress
from s3lint.findings.suppressions.apply import EXPIRED
from s3lint.record import replace
from s3lint.source import Diagnostic, FileProblem, Location, Tree
from s3lint.source.encoding import decoded


def mark_suppressed(part: Part, request: Request) -> None:
    """Mark what does not count, and note what is wrong with the marks."""
    today = request.today or date.today()
    settings_at = _settings_by_root(part)
    part.findings = [_severity(f, settings_at(f.root)) for f in part.findings]
    part.diagnostics += map(_expired, dict.fromkeys(part.configs.expired_roles))
    if not request.use_ignores:
        return
    settings = part.configs.run()
    suppressions = [s for judged in part.judged for s in judged.suppressions]
    suppressions += _in_comments(part.scope.tree, part.files)
    rules = suppress.Settings(
        today=today,
        checks=ALL,
        ran=frozenset().union(*(part.configs.of(judged.root.folder).codes for judged in part.judged)),
        peers=settings.peer_ignores,
        non_ignorable=tuple(sorted(settings.non_ignorable)),
        reasons=settings.require_reason,
    )
    result = suppress.apply(part.findings, suppressions, rules)
    part.findings = [_by_path(finding, settings_at(finding.root), today) for finding in result.findings]
    part.diagnostics += result.diagnostics
    part.idle = result.idle


def _settings_by_root(part: Part) -> Callable[[str], Settings]:
    folders = {judged.root.path: judged.root.folder for judged in part.judged}
    return lambda root: part.configs.of(folders.get(root, part.configs.start))


def _in_comments(tree: Tree, files: Iterable[str]) -> Iterator[suppress.Suppression]:
    for path in sorted(files):
        try:
            text = decoded(tree.read(path))
        except FileProblem:
            continue
        yield from suppress.scan(path, text)


def _severity(finding: Finding, settings: Settings) -> Finding:
    """The finding with the severity that the configuration gives it."""
    wanted = settings.severity.get(finding.code, finding.severity)
    for rule in settings.per_path:
        if finding.code in rule.severity and _speaks_of(rule, finding):
            wanted = rule.severity[finding.code]
    return finding if wanted is finding.severity else replace(finding, severity=wanted)


def _by_path(finding: Finding, settings: Settings, today: date) -> Finding:
    """The finding, suppressed where a per-path rule ignores its check at its place."""
    if finding.suppressed is not None or finding.code in settings.non_ignorable:
        return finding
    for rule in settings.per_path:
        expired = rule.until is not None and date.fromisoformat(rule.until) < today
        if finding.code in rule.ignore and not expired and _speaks_of(rule, finding):
            where = Location(rule.origin, rule.line, 1, rule.line, 1)
            return replace(finding, suppressed=Suppressed(rule.reason, rule.until, where, "config"))
    return finding


def _expired(stated: BucketRole) -> Diagnostic:
    says = f"this declaration of a role expired on {stated.until}: the checks that it settled are asked"
    return Diagnostic(EXPIRED, says, Location(stated.origin, stated.line, 1, stated.line, 1), incomplete=False)


def _speaks_of(rule: PathRule, finding: Finding) -> bool:
    return applies(rule, finding.root) or applies(rule, finding.location.path)

"""Which findings count: comments and metadata in the code, per-path settings, a baseline, a revision."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from s3lint.checks import Finding, Suppressed
from s3lint.config import Settings
from s3lint.engine.jobs import applies
from s3lint.engine.part import Part
from s3lint.engine.request import Request
from s3lint.source import Location


def count(part: Part, request: Request) -> None:
    """Mark what does not count."""
    today = request.today or date.today()
    if request.use_ignores:
        part.findings = [_by_path(finding, _settings(part, finding), today) for finding in part.findings]


def _settings(part: Part, finding: Finding) -> Settings:
    folders = {judged.job.path: judged.job.folder for judged in part.judged}
    return part.configs.of(folders.get(finding.root, part.configs.start))


def _by_path(finding: Finding, settings: Settings, today: date) -> Finding:
    """The finding with the severity, and the suppression, of the per-path rules that speak of its place."""
    for rule in settings.per_path:
        if not (applies(rule, finding.root) or applies(rule, finding.location.path)):
            continue
        finding = replace(finding, severity=rule.severity.get(finding.code, finding.severity))
        expired = rule.until is not None and date.fromisoformat(rule.until) < today
        if finding.code in rule.ignore and finding.code not in settings.non_ignorable and not expired:
            where = Location(rule.origin, rule.line, 1, rule.line, 1)
            finding = replace(finding, suppressed=Suppressed(rule.reason, rule.until, where, "config"))
    return finding

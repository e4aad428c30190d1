"""Applies suppressions to findings, and says which of them are wrong, over or without use."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from s3lint.checks import Check, Finding, Outcome, Suppressed
from s3lint.source import Diagnostic, Location
from s3lint.suppress.forms import is_date
from s3lint.suppress.model import END, OWN, Suppression, touches
from s3lint.suppress.selectors import Catalogue

UNUSED, REASONLESS, EXPIRED, UNKNOWN_CODE = "S3L903", "S3L906", "S3L908", "S3L909"


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user decides about suppressions. `checks` are all there are, `ran` the codes that ran (None: all)."""

    today: date
    checks: Sequence[Check] = ()
    ran: frozenset[str] | None = None
    enabled: bool = True  # --no-ignores turns it off
    peers: bool = True  # --no-peer-ignores turns it off
    non_ignorable: tuple[str, ...] = ()
    reasons: bool = True  # whether one without a reason is remarked on


@dataclass(frozen=True, slots=True)
class Result:
    """The findings, some of them now suppressed, and remarks about the suppressions."""

    findings: list[Finding]
    diagnostics: list[Diagnostic]


@dataclass(slots=True)
class _Active:
    """A suppression that holds, the codes that it names, and which of them it was of use for."""

    suppression: Suppression
    codes: dict[str, frozenset[str]]  # word -> codes
    used: set[str] = field(default_factory=set)  # words
    refused: set[str] = field(default_factory=set)  # codes that may not be suppressed

    def words_for(self, code: str) -> list[str]:
        return [word for word, codes in self.codes.items() if code in codes]


def apply(findings: Iterable[Finding], suppressions: Iterable[Suppression], settings: Settings) -> Result:
    """Marks the findings that a suppression covers. Pure; call it before findings are filtered for display."""
    if not settings.enabled:
        return Result(list(findings), [])
    catalogue = Catalogue(settings.checks)
    forbidden = {code for word in settings.non_ignorable for code in catalogue.codes(word)}
    diagnostics: list[Diagnostic] = []
    by_path: dict[str, list[_Active]] = defaultdict(list)
    for suppression in sorted(dict.fromkeys(suppressions), key=lambda s: (s.where, s.form, s.words)):
        if suppression.form != OWN and not settings.peers:
            continue
        active, remarks = _activate(suppression, catalogue, settings)
        diagnostics += remarks
        if active and suppression.covers:
            by_path[suppression.covers.path].append(active)
        elif active:
            by_path[""].append(active)
    marked = [_mark(finding, by_path, forbidden) for finding in findings]
    for actives in by_path.values():
        for active in actives:
            diagnostics += _unused(active, settings)
    return Result(marked, sorted(diagnostics, key=lambda d: (d.location, d.code, d.message)))


def _activate(
    suppression: Suppression, catalogue: Catalogue, settings: Settings
) -> tuple[_Active | None, list[Diagnostic]]:
    """The suppression if it holds, and what is to be said of how it is written."""
    own = suppression.form == OWN
    if suppression.problem:
        return None, [_remark(UNKNOWN_CODE, suppression, suppression.problem)]
    remarks: list[Diagnostic] = []
    codes = {
        word: catalogue.codes(word) if own else catalogue.peers(word, suppression.form) for word in suppression.words
    }
    for word, found in codes.items():
        if not found and own:
            remarks.append(_remark(UNKNOWN_CODE, suppression, *catalogue.unknown(word)))
    if suppression.until and is_date(suppression.until) and date.fromisoformat(suppression.until) < settings.today:
        text = f"this suppression ended on {suppression.until}: what it covers counts again"
        return None, [*remarks, _remark(EXPIRED, suppression, text, "renew or delete it")] if own else []
    if own and settings.reasons and not suppression.reason:
        text = "this suppression gives no reason"
        remarks.append(_remark(REASONLESS, suppression, text, "say behind the bracket why it is right"))
    return _Active(suppression, {word: found for word, found in codes.items() if found}), remarks


def _remark(code: str, suppression: Suppression, text: str, hint: str = "") -> Diagnostic:
    return Diagnostic(code, text, suppression.where, incomplete=False, hint=hint)


def _mark(finding: Finding, by_path: dict[str, list[_Active]], forbidden: set[str]) -> Finding:
    """The finding, suppressed by the first suppression that covers it. All that cover it were of use."""
    if finding.verdict is Outcome.PASS or finding.suppressed is not None:
        return finding
    by: Suppression | None = None
    for active in _candidates(finding, by_path):
        words = active.words_for(finding.code)
        if not words or not _covers(active.suppression, finding):
            continue
        if finding.code in forbidden:
            active.refused.add(finding.code)
            continue
        active.used.update(words)
        by = by or active.suppression
    if by is None:
        return finding
    reason = by.reason or (f"ignored in {by.form}'s form" if by.form != OWN else "")
    return replace(finding, suppressed=Suppressed(reason, by.until or None, by.where))


def _candidates(finding: Finding, by_path: dict[str, list[_Active]]) -> Iterator[_Active]:
    for path in dict.fromkeys(place.path for place in _places(finding)):
        yield from by_path.get(path, ())


def _places(finding: Finding) -> list[Location]:
    """Every place that a suppression may stand at: what the finding points at, its subject, and the calls to it."""
    subject = [finding.subject] if finding.subject else []
    return [finding.location, *subject, *finding.calls, *(related.location for related in finding.related)]


def _covers(suppression: Suppression, finding: Finding) -> bool:
    covered = suppression.covers
    if covered is None:
        return False
    if any(touches(covered, place) for place in _places(finding)):
        return True
    # where something is missing the finding points at the subject's header: a comment anywhere inside of it will do
    # (metadata and JSON members know their resource exactly, and may share its lines with others)
    subject, where = finding.subject, suppression.where
    if covered.end_column != END or subject is None or finding.location != subject:
        return False
    return where.path == subject.path and subject.line <= where.line <= finding.subject_end


def _unused(active: _Active, settings: Settings) -> Iterator[Diagnostic]:
    suppression = active.suppression
    if suppression.form != OWN:
        return
    for code in sorted(active.refused):
        text = f"{code} may not be suppressed here: the configuration lists it as non-ignorable"
        yield _remark(UNUSED, suppression, text)
    ran = settings.ran
    idle = [
        word
        for word, codes in active.codes.items()
        if word not in active.used and not codes & active.refused and (ran is None or codes & ran)
    ]
    if idle:
        what = f"nothing matches the suppression of {', '.join(idle)}"
        if suppression.covers is None:
            what += ": it stands above nothing"
        yield _remark(UNUSED, suppression, what, "delete it, or put it directly above what it is about")

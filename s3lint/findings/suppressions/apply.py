"""Applies suppressions to findings, and says which of them are wrong, over or without use."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from s3lint.checks import Check, Finding, Outcome, Suppressed
from s3lint.checks.peer_questions import Parts, covers
from s3lint.checks.peers import note_of
from s3lint.findings.suppressions.forms import is_date
from s3lint.findings.suppressions.model import END, OWN, Suppression, touches
from s3lint.findings.suppressions.selectors import Catalogue
from s3lint.record import Struct, field, replace
from s3lint.source import Diagnostic, Location

UNUSED, REASONLESS, EXPIRED, UNKNOWN_CODE = "S3L903", "S3L906", "S3L908", "S3L909"


class Settings(Struct, frozen=True):
    """What the user decides about suppressions. `checks` are all there are, `ran` the codes that ran (None: all)."""

    today: date
    checks: Sequence[Check] = ()
    ran: frozenset[str] | None = None
    enabled: bool = True  # --no-ignores turns it off
    peers: bool = True  # --no-peer-ignores turns it off
    non_ignorable: tuple[str, ...] = ()
    reasons: bool = True  # whether one without a reason is remarked on


class Result(Struct, frozen=True):
    """The findings, some of them now suppressed, and remarks about the suppressions."""

    findings: list[Finding]
    diagnostics: list[Diagnostic]
    idle: list[Idle] = field(default_factory=list)


class Idle(Struct, frozen=True):
    """A peer's id that suppresses nothing here."""

    where: Location
    word: str
    is_known: bool  # whether a check answers what it asks

    @property
    def why(self) -> str:
        """Why it does not, as a sentence."""
        if self.is_known:
            return f"{self.word} matches no finding"
        note = note_of(self.word)
        return f"no check asks what {self.word} asks" + (f": {note.why}" if note else "")


class _Active(Struct):
    """A suppression that holds, the codes that it names, and which of them it was of use for."""

    suppression: Suppression
    codes: dict[str, dict[str, Parts]]  # word -> code -> what of the check's question the word is about
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
    actives: list[_Active] = []
    idle: list[Idle] = []
    for suppression in sorted(dict.fromkeys(suppressions), key=lambda s: (s.where, s.form, s.words)):
        if suppression.form != OWN and not settings.peers:
            continue
        active, remarks = _activate(suppression, catalogue, settings)
        diagnostics += remarks
        if active:
            actives.append(active)
            if suppression.form != OWN:
                idle += (Idle(suppression.where, word, False) for word in suppression.words if word not in active.codes)
    index = _Index(actives)
    marked = [_mark(finding, index, forbidden) for finding in findings]
    for active in actives:
        diagnostics += _unused(active, settings)
        if active.suppression.form != OWN:
            idle += (Idle(active.suppression.where, word, True) for word in active.codes if word not in active.used)
    return Result(
        marked, sorted(diagnostics, key=lambda d: (d.location, d.code, d.message)), sorted(idle, key=lambda i: i.where)
    )


def _activate(
    suppression: Suppression, catalogue: Catalogue, settings: Settings
) -> tuple[_Active | None, list[Diagnostic]]:
    """The suppression if it holds, and what is to be said of how it is written."""
    own = suppression.form == OWN
    if suppression.problem:
        return None, [_remark(UNKNOWN_CODE, suppression, suppression.problem)]
    remarks: list[Diagnostic] = []
    codes = {
        word: catalogue.own(word) if own else catalogue.peers(word, suppression.form) for word in suppression.words
    }
    for word, found in codes.items():
        if not found and own:
            remarks.append(_remark(UNKNOWN_CODE, suppression, *catalogue.unknown(word)))
    if suppression.until and is_date(suppression.until) and date.fromisoformat(suppression.until) < settings.today:
        text = f"this suppression expired on {suppression.until}; its findings are reported again"
        return None, [*remarks, _remark(EXPIRED, suppression, text, "renew or remove it")] if own else []
    if own and settings.reasons and not suppression.reason:
        text = "this suppression gives no reason"
        remarks.append(_remark(REASONLESS, suppression, text, "add a reason after the closing bracket"))
    return _Active(suppression, {word: found for word, found in codes.items() if found}), remarks


def _remark(code: str, suppression: Suppression, text: str, hint: str = "") -> Diagnostic:
    return Diagnostic(code, text, suppression.where, incomplete=False, hint=hint)


def _mark(finding: Finding, index: _Index, forbidden: set[str]) -> Finding:
    """The finding, suppressed by the first suppression that covers it. All that cover it were of use."""
    if finding.verdict is Outcome.PASS or finding.suppressed is not None:
        return finding
    covering: list[Suppression] = []
    accepted: list[Parts] = []
    for active in index.near(finding):
        words = active.words_for(finding.code)
        if not words or not _covers(active.suppression, finding):
            continue
        if finding.code in forbidden:
            active.refused.add(finding.code)
            continue
        active.used.update(words)
        covering.append(active.suppression)
        accepted += (active.codes[word][finding.code] for word in words)
    if not covers(accepted, finding.parts):
        return finding
    by = covering[0]
    reason = by.reason or (f"suppressed by a {by.form} comment" if by.form != OWN else "")
    return replace(finding, suppressed=Suppressed(reason, by.until or None, by.where))


class _Index:
    """The suppressions that hold, found by the lines that they cover or stand on."""

    def __init__(self, actives: Sequence[_Active]) -> None:
        self._order = {id(active): number for number, active in enumerate(actives)}
        self._wide: dict[str, list[_Active]] = defaultdict(list)  # of whole files
        self._covering: dict[str, list[tuple[int, int, _Active]]] = defaultdict(list)
        self._standing: dict[str, list[tuple[int, _Active]]] = defaultdict(list)
        for active in actives:
            covered, where = active.suppression.covers, active.suppression.where
            if covered is None:
                continue
            self._standing[where.path].append((where.line, active))
            if (covered.line, covered.end_line) == (1, END):
                self._wide[covered.path].append(active)
            else:
                self._covering[covered.path].append((covered.line, covered.end_line, active))
        for listed in self._standing.values():
            listed.sort(key=lambda item: item[0])
        for path, listing in self._covering.items():
            listing.sort(key=lambda item: item[0])
            reach = 0  # the furthest line that this one or one before it covers
            for number, (first, last, active) in enumerate(listing):
                reach = max(reach, last)
                self._covering[path][number] = (first, reach, active)

    def near(self, finding: Finding) -> list[_Active]:
        """Those that may cover a finding, in the order in which they were given."""
        found: dict[int, _Active] = {}
        for place in _places(finding):
            for active in self._wide.get(place.path, ()):
                found[id(active)] = active
            listing = self._covering.get(place.path, [])
            index = bisect_right(listing, place.end_line, key=lambda item: item[0])
            while index and listing[index - 1][1] >= place.line:
                index -= 1
                found[id(listing[index][2])] = listing[index][2]
        if subject := finding.subject:
            standing = self._standing.get(subject.path, [])
            index = bisect_left(standing, subject.line, key=lambda item: item[0])
            while index < len(standing) and standing[index][0] <= finding.subject_end:
                found[id(standing[index][1])] = standing[index][1]
                index += 1
        return sorted(found.values(), key=lambda active: self._order[id(active)])


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
        text = f"{code} cannot be suppressed here: the configuration lists it as non-ignorable"
        yield _remark(UNUSED, suppression, text)
    ran = settings.ran
    idle = [
        word
        for word, codes in active.codes.items()
        if word not in active.used and not codes.keys() & active.refused and (ran is None or codes.keys() & ran)
    ]
    if idle:
        what = f"the suppression of {', '.join(idle)} matches no finding"
        if suppression.covers is None:
            what += ": nothing follows it"
        yield _remark(UNUSED, suppression, what, "remove it, or move it directly above the code that it is about")

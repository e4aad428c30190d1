"""The changes that the findings of a run want, not proven yet; equal ones of several instances are one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from s3lint.checks import Check, Finding, Outcome, Subject, Verdict
from s3lint.checks.catalogue import by_code
from s3lint.checks.run import finding_of, verdicts
from s3lint.checks.wanted import Safety
from s3lint.engine.run.graphs import graphs
from s3lint.engine.run.part import Part
from s3lint.fix.change import Change, NoEdit, Use
from s3lint.fix.drafting import drafted
from s3lint.fix.files import Files
from s3lint.fix.shared import alone
from s3lint.graph import Graph
from s3lint.languages.frontend import Root
from s3lint.record import Struct, field
from s3lint.values import work

MOST_ENVIRONMENTS = 8  # of one root, in which edits are sought

Key = tuple[str, str, str, str]
"""What a finding is known by, whatever line it stands on: code, root, resource, what."""


class Proposal(Struct):
    """A change, how safe it is, and the findings that it is to mend."""

    files: Files
    change: Change
    safety: Safety
    findings: list[Finding] = field(default_factory=list)
    uses: list[Use] = field(default_factory=list)  # of the values that change

    @property
    def mended(self) -> list[tuple[str, Finding]]:
        """The findings, each with the tree that it is in."""
        return [(str(self.files.part.scope.root), finding) for finding in self.findings]

    @property
    def is_safe(self) -> bool:
        """Whether it takes away nothing that is used."""
        return self.safety.level == "safe"


class Proposals(Struct):
    """What is proposed for one scope, and why there is nothing for the other findings."""

    found: list[Proposal] = field(default_factory=list)
    without: dict[Key, str] = field(default_factory=dict)
    mistakes: dict[Key, str] = field(default_factory=dict)  # of s3lint's, each of which costs an edit


def key(finding: Finding) -> Key:
    """What a finding is known by."""
    return finding.code, finding.root, finding.resource, finding.what


def proposals(part: Part, findings: Iterable[Finding]) -> Proposals:
    """What the failures among some findings of a scope want."""
    asked = {key(f): f for f in findings if f.verdict is Outcome.FAIL and f.suppressed is None}
    desk = _Desk(Files(part), {one: f for one, f in asked.items() if by_code()[one[0]].safety.level != "none"})
    for root in part.chosen.roots:
        own = {one for one in desk.asked if one[1] == root.path}
        for environment in desk.environments(own):
            shown = {o for o in own if not environment or environment in desk.asked[o].environments}
            codes = {one[0] for one in shown}
            for check, subject, verdict, found in _failures(part, root, codes, environment):
                if found in shown:
                    desk.take(check, subject, verdict, found)
    made = desk.proposals()
    without = {one: by_code()[one[0]].safety.why for one in asked.keys() - desk.asked.keys()}
    for one in desk.asked.keys() - desk.covered:
        without[one] = desk.without.get(one, desk.not_shown(one))
    return Proposals(made, without, desk.mistakes)


class _Desk:
    """Where changes are put together, equal ones once."""

    def __init__(self, files: Files, asked: dict[Key, Finding]) -> None:
        self.files = files
        self.asked = asked
        self._wanted: dict[Key, tuple[Change, Safety]] = {}
        self.without: dict[Key, str] = {}
        self.mistakes: dict[Key, str] = {}
        self.covered: set[Key] = set()

    def environments(self, own: set[Key]) -> Iterator[str]:
        """By default, and then each in which a finding shows that does not show in all."""
        if own:
            yield ""
        names = dict.fromkeys(name for one in sorted(own) for name in self.asked[one].environments)
        yield from list(names)[:MOST_ENVIRONMENTS]

    def not_shown(self, one: Key) -> str:
        """Why nothing was drafted for a finding."""
        if len(self.asked[one].environments) > MOST_ENVIRONMENTS:
            return f"s3lint seeks edits in {MOST_ENVIRONMENTS} environments"
        return "no environment by itself shows it"

    def take(self, check: Check, subject: object, verdict: Verdict, found: Key) -> None:
        """Drafts the change for a failure, or notes why there is none."""
        try:
            change = self.files.settled(drafted(self.files, subject, verdict))
        except NoEdit as why:
            self.without[found] = str(why)
            return
        except Exception as error:  # a mistake of s3lint costs an edit, not the run
            self.mistakes[found] = self.without[found] = f"internal error: {type(error).__name__}: {error}"
            return
        safety = _safety(check, verdict)
        before = self._wanted.get(found)
        if before is not None:  # in another environment, or said twice of one thing
            change, safety = before[0].with_all_of(change), min(before[1], safety, key=lambda one: one.level == "safe")
        self._wanted[found] = change, safety
        self.covered.add(found)

    def proposals(self) -> list[Proposal]:
        """The changes, each with all findings that want it."""
        made: dict[tuple[object, ...], Proposal] = {}
        for found, (change, safety) in self._wanted.items():
            if not change.is_possible:
                self.without[found] = "what it wants in one environment contradicts another"
                self.covered.discard(found)
                continue
            identity = tuple((path, *some) for path, some in sorted(change.replacements.items()))
            proposal = made.setdefault(identity, Proposal(self.files, change, safety))
            if proposal.is_safe:  # of several instances, one may not be
                proposal.safety = safety
            proposal.findings.append(self.asked[found])
            proposal.uses += change.uses
        return [one for one in made.values() if self._is_alone(one)]

    def _is_alone(self, one: Proposal) -> bool:
        """Whether what changes decides about nothing but what the findings are about."""
        try:
            alone(self.files, one.uses)
        except NoEdit as why:
            for finding in one.findings:
                self.without[key(finding)] = str(why)
                self.covered.discard(key(finding))
            return False
        return True


def _safety(check: Check, verdict: Verdict) -> Safety:
    if verdict.safe is not None and verdict.safe():
        return Safety("safe", "nothing that the code grants is taken away")
    return check.safety


Failure = tuple[Check, object, Verdict, Key]


def _failures(part: Part, root: Root, codes: set[str], environment: str) -> Iterator[Failure]:
    """What fails in a root, with the graph still at hand."""
    checks = [by_code()[code] for code in sorted(codes)]
    for built in graphs(part, root, environment) if checks else ():
        with work.limited():
            found = [failure for check in checks for failure in _failing(check, built.graph)]
        yield from found


def _failing(check: Check, graph: Graph) -> list[Failure]:
    """What fails of one check; nothing where that takes too much work, which the run has told."""
    found: list[Failure] = []
    try:
        with work.half():
            for subject in check.subjects(graph):
                for verdict in () if subject.resource.elsewhere else _said(check, subject):
                    if verdict.outcome is Outcome.FAIL:
                        named = key(finding_of(check, subject, verdict, graph.root, ""))
                        found.append((check, subject, verdict, named))
    except work.Exhausted:
        pass
    return found


def _said(check: Check, subject: Subject) -> list[Verdict]:
    try:
        return verdicts(check, subject)
    except Exception:  # which the run has told as S3L900
        return []

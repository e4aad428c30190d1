"""Findings that an earlier revision has, and that are new all the same: what is granted now is more than it was.

A finding is known by check, root and resource, so a grant that becomes wider keeps it. Here both revisions' buckets are
compared: a request that gets through now and did not then makes the finding new, and so does another bucket of the
same address. Whatever it is about, a finding that is more severe than it was, or to which more adds up, is new as well.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from s3lint.checks import Finding, Outcome
from s3lint.engine.run.graphs import graphs
from s3lint.findings.baseline import Entry
from s3lint.record import replace

if TYPE_CHECKING:
    from s3lint.engine.run.part import Part
    from s3lint.graph import Bucket, Graph
    from s3lint.languages.frontend import Root
    from s3lint.policy.gained import Gain, State
    from s3lint.policy.subject import Subject

PUBLIC, PUBLIC_POLICY, PUBLIC_ACL, ACCOUNTS, PLAIN_HTTP = "S3L101", "S3L103", "S3L104", "S3L202", "S3L201"
FORBIDDEN = "S3L214"
_ACCESS = frozenset({PUBLIC, PUBLIC_POLICY, PUBLIC_ACL, ACCOUNTS, PLAIN_HTTP, FORBIDDEN})
_OPENINGS = frozenset({"S3L109", "S3L114", "S3L115", "S3L801", "S3L802"})
"""What is about access points, grants, other kinds of bucket and other doors."""


def widened(part: Part, earlier: Part, known: Iterable[Finding]) -> list[Finding]:
    """Of the findings that the earlier revision has too, those whose cause is new."""
    roots = {root.path: root for root in part.chosen.roots}
    before = {root.path: root for root in earlier.chosen.roots}
    found: list[Finding] = []
    for path, findings in about_access(known, _ACCESS | _OPENINGS).items():
        if path in roots and path in before:
            found += _of_root((part, roots[path]), (earlier, before[path]), findings)
    return found


def worsened(known: Iterable[Finding], earlier: Iterable[Finding]) -> Iterator[Finding]:
    """Of the failures that the earlier revision has too, those that are more severe, or of which more parts fail."""
    before: dict[Entry, list[Finding]] = defaultdict(list)
    for finding in earlier:
        if finding.suppressed is None:
            before[Entry.of(finding)].append(finding)
    for finding in known:
        was = before[Entry.of(finding)] if finding.verdict is Outcome.FAIL else []
        if was and all(one.severity < finding.severity or set(finding.parts) - set(one.parts) for one in was):
            yield finding


def about_access(findings: Iterable[Finding], codes: frozenset[str] = _ACCESS) -> dict[str, list[Finding]]:
    """What tells, or leaves open, who has access, by root; not what a comment or the configuration accepts."""
    found: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        accepted = finding.suppressed is not None and finding.suppressed.kind != "baseline"
        if finding.verdict is not Outcome.PASS and finding.code in codes and not accepted:
            found[finding.root].append(finding)
    return found


def _of_root(now: tuple[Part, Root], then: tuple[Part, Root], findings: list[Finding]) -> Iterator[Finding]:
    new, old = ([one.graph for one in graphs(*side)] for side in (now, then))
    buckets, former = _buckets(new), _buckets(old)
    for finding in findings:
        if finding.code in _OPENINGS:
            if any(_is_opened(finding, here, there) for here, there in zip(new, old, strict=False)):
                yield finding
            continue
        here, there = buckets.get(finding.resource), former.get(finding.resource)
        if here is not None and there is not None and _is_new(finding, here, there):
            yield finding


def _buckets(built: Iterable[Graph]) -> dict[str, Bucket]:
    from s3lint.graph import governed_buckets

    return {bucket.address: bucket for graph in built for bucket in governed_buckets(graph)}


def _is_opened(finding: Finding, here: Graph, there: Graph) -> bool:
    """Whether something else than a bucket gives more than before, as far as s3lint weighs that."""
    from s3lint.compare.opened import SOMEBODY, opened
    from s3lint.compare.openings import openings_at

    former = {one.what: one for one in openings_at(there, finding.resource)}
    for one in openings_at(here, finding.resource):
        for gain in opened(one, former.get(one.what), there):
            if gain.who == SOMEBODY or _fits(gain, finding):
                return True
    return False


def _is_new(finding: Finding, here: Bucket, there: Bucket) -> bool:
    from s3lint.compare.access import gains, state

    now, before = state(here), state(there)
    if finding.code == FORBIDDEN and not _is_another(now, before):  # which speaks of the account's principals, too
        return any(_explains(gain, finding, here) and _fits(gain, finding) for gain in gains(here, there))
    return is_wider(finding, here, now, before)


def _is_another(now: State, before: State) -> bool:
    from s3lint.policy.placeholders import is_placeholder

    arns = (now.subject.arn, before.subject.arn)
    return arns[0] != arns[1] and not any(map(is_placeholder, arns))


def _fits(gain: Gain, finding: Finding) -> bool:
    """Whether a gain is as certain as a finding."""
    fact = gain.answer.fact
    return fact.is_yes if finding.verdict is Outcome.FAIL else not fact.is_no


def is_wider(finding: Finding, bucket: Bucket, now: State, before: State) -> bool:
    """Whether a bucket grants more than before of what a finding speaks of, or is another one."""
    if _is_another(now, before):
        return True
    gains = _gains(finding.code, now, before)
    return any(_explains(gain, finding, bucket) for gain in gains if _fits(gain, finding))


def _gains(code: str, now: State, before: State) -> tuple[Gain, ...]:
    from s3lint.policy.gained import State, gained
    from s3lint.policy.gained_by_points import gained_by_points

    if code in (PUBLIC_POLICY, PUBLIC_ACL):  # which speak of what is stated, masked or not
        return gained(*(State(state.document, _unmasked(state.subject, code)) for state in (now, before)))
    return (*gained(now, before), *gained_by_points(now, before))


def _unmasked(subject: Subject, code: str) -> Subject:
    from s3lint.values import no, yes

    acls = yes() if code == PUBLIC_ACL else subject.acls_enabled
    bare = replace(subject, restrict_public_buckets=no(), ignore_public_acls=no(), acls_enabled=acls)
    return replace(bare, restricted_where={})


def _explains(gain: Gain, finding: Finding, bucket: Bucket) -> bool:
    """Whether what is gained is what a finding speaks of."""
    if finding.code == ACCOUNTS:
        return gain.who == "other accounts" and finding.what in ("", gain.name)
    if finding.code == FORBIDDEN:
        return gain.answer.request is not None and gain.answer.request.action in _forbidden(finding, bucket)
    if finding.code == PLAIN_HTTP:
        return gain.answer.request is not None and not gain.answer.request.world.secure
    return gain.who == "anyone"


def _forbidden(finding: Finding, bucket: Bucket) -> frozenset[str]:
    """The actions of the rule that a finding is about."""
    from s3lint.access.forbidden import forbidden_actions

    rules = (rule for rule in bucket.graph.context.forbidden if finding.what.endswith(rule.reason))
    return frozenset(action for rule in rules for action in forbidden_actions(rule))

"""Whether a change does what it is for and nothing worse: what it was judged before, against what it is judged after.

The law: each finding that it is to mend is gone and its resource is still there; no verdict of any check gets worse,
but for findings that are less grave than what went on the same resource; no bucket is lost; no suppression loses its
finding; nothing new is said of how files were read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from s3lint.checks import Finding, Outcome
from s3lint.checks.catalogue import by_code
from s3lint.engine.run.judge import Judged
from s3lint.engine.run.result import Result
from s3lint.fix.proposal import Key, key
from s3lint.record import Struct, field

RootKey = tuple[str, str, str]
"""The tree that a root is in, its path, and its language."""
_RANK = {Outcome.PASS: 0, Outcome.UNKNOWN: 1, Outcome.FAIL: 2}
_OF_SUPPRESSIONS = frozenset({"S3L903", "S3L904", "S3L908"})  # which say nothing of how a file was read


class Standing(Struct):
    """How one root was judged."""

    verdicts: dict[Key, list[Finding]] = field(default_factory=dict)
    suppressed: Counter[Key] = field(default_factory=Counter)
    said: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    buckets: frozenset[str] = frozenset()
    resources: frozenset[str] = frozenset()
    files: frozenset[str] = frozenset()


def standings(result: Result) -> dict[RootKey, Standing]:
    """How each root of a run was judged."""
    found: dict[RootKey, Standing] = {}
    for part in result.parts:
        suppressed: dict[str, Counter[Key]] = {}
        for finding in part.findings:
            if finding.suppressed is not None:
                suppressed.setdefault(finding.root, Counter())[key(finding)] += 1
        for one in part.judged:
            standing = _standing(one)
            standing.suppressed = suppressed.get(one.root.path, Counter())
            found[str(part.scope.root), one.root.path, one.root.language] = standing
    return found


def _standing(judged: Judged) -> Standing:
    found = Standing(files=judged.files)
    for finding in judged.findings:
        found.verdicts.setdefault(key(finding), []).append(finding)
    for diagnostic in judged.diagnostics:
        if diagnostic.code not in _OF_SUPPRESSIONS:
            found.said[diagnostic.code, diagnostic.location.path, diagnostic.message] += 1
    found.buckets = frozenset(bucket.address for bucket in judged.buckets)
    found.resources = frozenset(finding.resource for finding in judged.findings)
    return found


def objection(
    mended: Iterable[tuple[str, Finding]], before: Mapping[RootKey, Standing], after: Mapping[RootKey, Standing]
) -> str | None:
    """Why a change is not proven; None where it is. What it is to mend comes with the tree that it is in."""
    mended = list(mended)
    for root, old in before.items():
        new = after.get(root)
        if new is None:
            return f"{root[1]} could no longer be read"
        here = [finding for tree, finding in mended if tree == root[0] and key(finding) in old.verdicts]
        if why := _still(here, new) or _lost(old, new) or _worse(here, old, new):
            return why
    return None


def _still(mended: Iterable[Finding], new: Standing) -> str | None:
    for finding in mended:
        left = new.verdicts.get(key(finding), [])
        if any(one.verdict is not Outcome.PASS for one in left):
            return f"{finding.code} would still be reported"
        if finding.resource in new.buckets or finding.resource in new.resources:
            continue
        return f"{finding.resource} would be gone"
    return None


def _lost(old: Standing, new: Standing) -> str | None:
    if gone := old.buckets - new.buckets:
        return f"{min(gone)} would be gone"
    if more := new.said - old.said:
        code, path, message = min(more)
        return f"{path}: {message} ({code})"
    for one, number in old.suppressed.items():
        open_now = sum(finding.verdict is not Outcome.PASS for finding in new.verdicts.get(one, ()))
        if new.suppressed[one] < min(number, open_now):
            return f"the suppression of {one[0]} on {one[2]} would no longer hold"
    return None


def _worse(mended: list[Finding], old: Standing, new: Standing) -> str | None:
    for one, found in new.verdicts.items():
        before = old.verdicts.get(one, [])
        if _weight(found) <= _weight(before):
            continue
        worst = max(found, key=lambda finding: (_RANK[finding.verdict], finding.severity))
        if worst.verdict is Outcome.PASS or _gravity(worst) < _went(mended, worst, old):
            continue
        return f"{worst.code} on {worst.resource} would be {_WORDS[worst.verdict]}"
    return None


_LEAST = 99  # beyond any profile
_WORDS = {Outcome.FAIL: "reported", Outcome.UNKNOWN: "undecided"}


def _went(mended: list[Finding], opened: Finding, old: Standing) -> tuple[int, int]:
    """How grave what went is: on the same resource; of all where that is new; nothing excuses what another one gets."""
    same = [_gravity(finding) for finding in mended if finding.resource == opened.resource]
    if not same and opened.resource in old.buckets | old.resources:
        return 0, -_LEAST
    return max(same) if same else min((_gravity(finding) for finding in mended), default=(0, 0))


def _gravity(finding: Finding) -> tuple[int, int]:
    """Its severity; of two that are equal, the check that more users run weighs more."""
    return int(finding.severity), -int(by_code()[finding.code].profile)


def _weight(found: list[Finding]) -> tuple[tuple[int, int], ...]:
    """The verdicts of one check about one thing, the worst first."""
    failing = [f for f in found if f.verdict is not Outcome.PASS]
    return tuple(sorted(((_RANK[f.verdict], int(f.severity)) for f in failing), reverse=True))

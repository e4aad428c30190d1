"""What came of a repository as rows of the store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from s3lint.checks import Finding, Outcome
from s3lint.engine.report import BucketSummary
from s3lint.engine.run.judge import Judged
from s3lint.fleet.store.schema import Row, Tables
from s3lint.source import Diagnostic, Location
from s3lint.source.gathered import named_beside, placed_beside, spelled

Alone = Mapping[str, str]
"""The verdicts of a repository alone, but for passes, by fingerprint."""


def rows(
    result: Row,
    judged: Iterable[Judged],
    buckets: Iterable[BucketSummary],
    findings: Iterable[Finding],
    diagnostics: Iterable[Diagnostic],
    alone: Alone | None = None,
    others: Sequence[str] = (),
) -> Tables:
    """The rows of all tables. `result` is the one of the result itself; `alone` and `others` are of a joined one."""
    of = {"result": result["result"]}
    buckets = list(buckets)
    made: Tables = {
        "results": [result],
        "roots": [{**of, **_root(one)} for one in judged],
        "buckets": [{**of, **_bucket(one)} for one in buckets],
        "controls": [{**of, **row} for one in buckets for row in _controls(one)],
        "access": [{**of, **row} for one in buckets for row in _access(one)],
        "findings": [{**of, **row} for one in findings for row in _finding(one, alone, others)],
        "not_judged": [{**of, **_gap(one)} for one in diagnostics if one.is_gap],
    }
    return {name: [_spelled(row) for row in found] for name, found in made.items()}


def _spelled(row: Row) -> Row:
    return {key: spelled(value) if isinstance(value, str) else value for key, value in row.items()}


def _place(place: Location | None) -> Row:
    if place is None:
        return {}
    beside = placed_beside(place.path)
    if beside is None:
        return {"path": place.path, "line": place.line}
    return {"path": beside[1], "line": place.line, "elsewhere": beside[0]}


def _root(one: Judged) -> Row:
    return {
        "root": one.root.path,
        "language": one.root.language,
        "resources": one.resources,
        "files": len(one.files),
    }


def _bucket(one: BucketSummary) -> Row:
    known = {"root": one.root, "address": one.address, "name": one.name, "existing": one.existing}
    return {**known, **_place(one.location)}


def _controls(bucket: BucketSummary) -> Iterator[Row]:
    for one in bucket.controls:
        known = {"root": bucket.root, "address": bucket.address, "control": one.label}
        yield {**known, "state": one.state, "text": one.text, **_place(one.location)}


def _access(bucket: BucketSummary) -> Iterator[Row]:
    for one in bucket.requesters:
        known = {"root": bucket.root, "address": bucket.address, "who": one.who, "name": one.name}
        yield {**known, "state": one.state, "text": one.text, "decides": one.decides, **_place(one.location)}


def _finding(one: Finding, alone: Alone | None, others: Sequence[str]) -> Iterator[Row]:
    """A pass is told only where the repository alone does not pass."""
    before = one.verdict.value if alone is None else alone.get(one.fingerprint, Outcome.PASS.value)
    is_changed = before != one.verdict.value
    if one.verdict is Outcome.PASS and not is_changed:
        return
    known: Row = {
        "code": one.code,
        "name": one.name,
        "verdict": one.verdict.value,
        "severity": one.severity.word,
        "message": one.message,
        "resource": one.resource,
        "root": one.root,
        "column": one.location.column,
        "fingerprint": one.fingerprint,
        "suppressed": one.suppressed.reason or one.suppressed.kind if one.suppressed else None,
        "blocked_by": one.blocked_by,
        "fix": one.fix,
        **_place(one.location),
    }
    if is_changed:
        places = list(_places_beside(one))
        known["alone"] = before
        said = named_beside(f"{one.message} {one.because} {one.says} {one.blocked_by}")
        known["changed_by"] = ", ".join(dict.fromkeys([*(name for name, _ in places), *said]) or others)
        known["evidence"] = ", ".join(dict.fromkeys(place for _, place in places))
    yield known


def _places_beside(finding: Finding) -> Iterator[tuple[str, str]]:
    """The places in other repositories that a finding rests on, each with the repository."""
    for place in (finding.location, *(related.location for related in finding.related), *finding.calls):
        if (beside := placed_beside(place.path)) is not None:
            yield beside[0], f"{beside[0]}/{beside[1]}:{place.line}"


def _gap(one: Diagnostic) -> Row:
    known = {"code": one.code, "message": one.message, "left_out": one.left_out, "incomplete": one.incomplete}
    return {**known, **_place(one.location)}

"""A repository judged alone, as `s3lint check` judges it, and what others may have to do with it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from s3lint import __version__
from s3lint.checks import Outcome
from s3lint.engine.report import Report
from s3lint.engine.request import Request, Wanted
from s3lint.engine.run.displayed import finding_as_read
from s3lint.engine.run.part import Part
from s3lint.engine.run.result import Result
from s3lint.engine.run.session import Session
from s3lint.findings.order import order
from s3lint.fleet.repositories import Repository
from s3lint.fleet.store.schema import Row, Tables
from s3lint.fleet.work.mentions import mentions_of
from s3lint.fleet.work.opened import Opened, opened, result_id
from s3lint.fleet.work.rows import rows
from s3lint.fleet.work.task import Policy, Task


def judge_alone(task: Task) -> Row:
    """What came of a repository as plain data. Raises UsageError and ConfigError."""
    with opened(task.repository) as one:
        known = result_id(one, task, task.renewed)
        told: Row = {"result": known, "commit": one.commit, "remote": one.remote}
        if known in task.known:
            return {**told, "state": "unchanged", "tables": {}}
        return {**told, "state": "judged", "tables": _judged(one, task, known)}


def request_of(repository: Repository, policy: Policy, opened_at: Opened) -> Request:
    """The request that `s3lint check` would be."""
    options = dict(policy.options)
    if repository.account:
        options.setdefault("account-id", repository.account)
    return Request(
        paths=(".",),
        cwd=opened_at.scope.root,
        options=options,
        config=repository.config or policy.config or None,
        isolated=policy.isolated,
        use_ignores=policy.use_ignores,
        jobs=1,
        today=policy.day,
        wanted=Wanted(beliefs=True),
    )


def result_row(
    known: str, kind: str, one: Opened, part: Part, buckets: int, *, task: Task, files: int, complete: bool
) -> Row:
    """The row of the result itself."""
    return {
        "result": known,
        "repository": one.repository.name,
        "kind": kind,
        "version": __version__,
        "commit": one.commit,
        "holds_until": min(_last_days(part, task.policy.day), default=None),
        "renewed": task.renewed,
        "files": files,
        "buckets": buckets,
        "complete": complete,
    }


def _judged(one: Opened, task: Task, known: str) -> Tables:
    request = request_of(task.repository, task.policy, one)
    result: Result = Session().analyse(request, None, [one.scope])
    report: Report = result.report
    (part,) = result.parts
    row = result_row(
        known,
        "alone",
        one,
        part,
        report.summary.buckets,
        task=task,
        files=report.summary.files,
        complete=report.summary.complete or not report.summary.files,
    )
    findings = order([finding_as_read(finding, str) for finding in part.findings])
    told_of = [finding for finding in findings if finding.verdict is not Outcome.PASS]
    made = rows(row, part.judged, report.buckets, told_of, report.diagnostics)
    told, left = mentions_of(one, part, report.buckets)
    made["mentions"] = [{"result": known, **mention} for mention in told]
    made["not_judged"] += [{"result": known, **row} for row in left]
    return made


def _last_days(part: Part, today: date) -> Iterator[str]:
    """The last days of what holds for a time only."""
    first = today.isoformat()
    days = [f.suppressed.until for f in part.findings if f.suppressed is not None]
    for folder in {judged.root.folder for judged in part.judged}:
        settings = part.configs.of(folder)
        days += [role.until for role in settings.bucket_roles]
        days += [rule.until for rule in settings.per_path]
    yield from (day for day in days if day and day >= first)

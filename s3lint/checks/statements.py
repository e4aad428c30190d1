"""Verdicts about single statements of a bucket's policies."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from s3lint.checks.model import Outcome, Verdict
from s3lint.graph import Bucket
from s3lint.graph.access import access
from s3lint.graph.policies import open_reasons, statements
from s3lint.policy import Document, Statement
from s3lint.source import Span
from s3lint.values import Evidence, Fact


def documents(bucket: Bucket) -> Iterator[Document]:
    """The policy of a bucket, and those of its access points."""
    known = access(bucket)
    yield known.document
    yield from (point.document for point in known.subject.access_points)


def judge_each(
    bucket: Bucket, test: Callable[[Statement], Fact], says: str, undecided: str, *elements: str
) -> Iterator[Verdict]:
    """One verdict for each statement of which the test holds, and one for what is not known."""
    for document in documents(bucket):
        for statement, there in statements(document):
            fact = there & test(statement)
            place = statement.place(*elements)
            if fact.is_yes:
                yield Verdict(Outcome.FAIL, f"{statement.name} {says}", _at(place, says), what=_identity(statement))
            elif fact.is_unknown:
                yield Verdict(Outcome.UNKNOWN, undecided, _at(place, statement.name), fact.reasons)
        if reasons := open_reasons(document):
            place = next((v.open_at for v in document.variants if v.open_at), document.span)
            yield Verdict(Outcome.UNKNOWN, undecided, _at(place, "the policy is not wholly known"), reasons)


def _at(place: Span | None, says: str) -> tuple[Evidence, ...]:
    return (Evidence(place, says),)


def _identity(statement: Statement) -> str:
    return statement.sid or str(statement.index)

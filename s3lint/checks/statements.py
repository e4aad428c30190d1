"""Verdicts about the statements of a bucket's policies, one by one, and about requests that they should refuse."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from s3lint.access.decisions import access
from s3lint.access.policies import open_reasons, statements
from s3lint.checks.model import PASS, Outcome, Verdict
from s3lint.checks.wanted import Wanted
from s3lint.graph import Bucket
from s3lint.policy import Answer, Document, Statement
from s3lint.source import Span
from s3lint.values import Evidence, Fact, no, unknown, yes


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
            yield Verdict(Outcome.UNKNOWN, undecided, _at(place, "a part of the policy is unknown"), reasons)


def judge_inverse(bucket: Bucket, element: str, says: str, undecided: str) -> Iterator[Verdict]:
    """One verdict for each Allow with an element in its Not… form, and for those whose elements are not all known."""
    negated = f"Not{element}"

    def test(statement: Statement) -> Fact:
        if not statement.is_allow:
            return no()
        if statement.is_left_open(element):
            return unknown(*statement.reasons, span=statement.span)
        return yes(statement.place(negated)) if statement.is_inverse(element) else no()

    return judge_each(bucket, test, says, undecided, negated)


def judge_refusal(
    bucket: Bucket,
    answer: Answer,
    *,
    fail: str,
    undecided: str,
    place: Span | None = None,
    why: str = "",
    wanted: tuple[Wanted, ...] = (),
) -> Verdict:
    """Fails on a request that meets no Deny, at a place of the policy."""
    if answer.fact.is_no:
        return PASS
    if answer.fact.is_yes:
        this = "this request" if answer.witness in fail else f"this: {answer.witness}"
        evidence = _at(place or policy_place(bucket), f"no statement denies {this}")
        return Verdict(Outcome.FAIL, fail, evidence, why=why, wanted=wanted)
    return Verdict(Outcome.UNKNOWN, undecided, answer.fact.evidence, answer.fact.reasons)


def policy_place(bucket: Bucket) -> Span | None:
    """The bucket's policy, or the bucket where it has none."""
    policies = bucket.policy.all
    return policies[0].header if policies else bucket.header


def _at(place: Span | None, says: str) -> tuple[Evidence, ...]:
    return (Evidence(place, says),)


def _identity(statement: Statement) -> str:
    return statement.sid or str(statement.index)

"""What a bucket's policy lets services deliver, and what it denies to everyone."""

from __future__ import annotations

from s3lint.access.decisions import access
from s3lint.access.grounding import Ground
from s3lint.access.policies import document
from s3lint.graph.bucket import Bucket
from s3lint.policy.document import Document, Statement
from s3lint.policy.glob import common
from s3lint.policy.named import grants
from s3lint.source import Span
from s3lint.values import Fact, no, unknown, yes


def service_may_put(bucket: Bucket, service: str, prefix: str = "") -> Fact:
    """Whether the bucket's policy lets an AWS service put objects whose keys have a prefix."""
    found = no(bucket.header, f"no statement allows {service} to put objects")
    objects = f"{Ground(bucket.graph).bucket_arn(bucket.node)}/{prefix}*"
    answers = access(bucket)
    stated = answers.document
    for party in answers.services:
        putting = [s for s in party.statements if "s3:PutObject" in grants(s) and _reaches(s, objects)]
        if party.name == service and putting:
            found = found | party.answer.fact
    reasons = [reason for variant in stated.variants for reason in variant.open]
    return found | unknown(*reasons, span=_open_at(stated)) if reasons else found


def _reaches(statement: Statement, objects: str) -> bool:
    return statement.not_resource or any(common(term.text, objects) is not None for term in statement.resources)


def denies(bucket: Bucket, action: str) -> Fact:
    """Whether some statement denies an action to everyone, but for whom a condition exempts."""
    stated = document(bucket)
    found = no(bucket.header, f"no statement denies {action}")
    for variant in stated.variants:
        for statement in variant.statements:
            if _denies(statement, action):
                found = found | yes(statement.span, f"{statement.name} denies {action}")
        if variant.open:
            found = found | unknown(*variant.open, span=_open_at(stated))
    return found


def _open_at(stated: Document) -> Span | None:
    """Where a part of a policy is not known."""
    return next((variant.open_at for variant in stated.variants if variant.open_at), stated.span)


def _denies(statement: Statement, action: str) -> bool:
    everyone = any(principal.is_everyone for principal in statement.principals or ())
    return not statement.is_allow and statement.certain and everyone and action in grants(statement)

"""Whether everyone is meant to read a bucket: by its policy and an open block, or through a website endpoint."""

from __future__ import annotations

from s3lint import policy
from s3lint.access.decisions import access
from s3lint.access.policies import may_state_more, statements
from s3lint.aws.kinds import Website
from s3lint.graph.bucket import Bucket
from s3lint.policy.stated import covers, is_for_everyone
from s3lint.record import replace
from s3lint.values import Fact, no, yes

_READ = "s3:GetObject"


def is_read_by_everyone(bucket: Bucket) -> Fact:
    """Whether the policy lets everyone read objects, and no Block Public Access that is stated prevents it."""
    allowed = _allows_everyone(bucket) | may_state_more(bucket)
    if allowed.is_no:
        return allowed
    known = access(bucket)
    asked = replace(known.subject, asked=frozenset({_READ}))
    answer = policy.effective_access(known.document, asked, masked=False).policy
    return answer.fact & ~_blocked(bucket)


def is_read_unsigned(bucket: Bucket) -> Fact:
    """Whether the policy lets requests read that nobody signed, from certain addresses alone for example."""
    if _allows_everyone(bucket).is_no:
        return no()
    known = access(bucket)
    return policy.may_unsigned(known.document, known.subject, _READ, "object", _blocked(bucket)).fact


def is_served_unsigned(bucket: Bucket) -> Fact:
    """Whether a website endpoint serves objects: it takes no signed requests, so the policy has to let everyone read.

    A condition on addresses may narrow that. https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteEndpoints.html
    """
    hosted = bucket.controls(Website).seen.ask(
        lambda website: yes(website.header, "static website hosting is enabled"), absent=no(), any_of=True
    )
    if hosted.is_no:
        return hosted
    return (
        hosted
        & (_allows_everyone(bucket) | may_state_more(bucket))
        & ~(_blocked(bucket) & access(bucket).policy_public.fact)
    )


def _allows_everyone(bucket: Bucket) -> Fact:
    """Whether a statement allows everyone to read objects, under whatever conditions."""
    found, stated = no(), access(bucket).document
    for statement, there in statements(stated):
        if statement.is_allow:
            found = found | (there & is_for_everyone(statement) & covers(statement, _READ))
    return found


def _blocked(bucket: Bucket) -> Fact:
    """Whether RestrictPublicBuckets is on. Where nothing is stated, the policy alone says what is meant."""
    restricts = access(bucket).subject.restrict_public_buckets
    if restricts.is_unknown and all(reason.kind == "undeclared" for reason in restricts.reasons):
        return no()
    return restricts

"""Whether a policy keeps everybody of its own account from changing it (API PutBucketPolicy; root always can)."""

from __future__ import annotations

from s3lint.policy.answers import Answer, each_variant, search
from s3lint.policy.document import Document, Variant
from s3lint.policy.people import People
from s3lint.policy.placeholders import stranger
from s3lint.policy.requesters import Requester, World
from s3lint.policy.search import Search
from s3lint.policy.subject import Subject
from s3lint.policy.targets import Layer
from s3lint.policy.worlds import surroundings
from s3lint.record import replace
from s3lint.values import Truth

_REPAIRS = frozenset({"s3:PutBucketPolicy", "s3:DeleteBucketPolicy"})


def lockout(document: Document, subject: Subject) -> Answer:
    """YES where no principal of the owner but root can put or delete the policy, in any context."""
    document = _accepted(document)
    return each_variant(document, lambda variant: _variant(variant, subject, anywhere=True), Truth.YES)


def conditional_lockout(document: Document, subject: Subject) -> Answer:
    """YES where only certain principals of the owner, or only from certain networks, can."""
    document = _accepted(document)
    return each_variant(document, lambda variant: _variant(variant, subject, anywhere=False), Truth.YES)


def _accepted(document: Document) -> Document:
    """The document as if AWS took it: one that is refused locks nobody out, and another check reports it."""
    return replace(document, variants=tuple(replace(variant, notes=()) for variant in document.variants))


def _variant(variant: Variant, subject: Subject, *, anywhere: bool) -> Answer:
    denies = tuple(s for s in variant.statements if not s.is_allow)
    layer = Layer(denies, subject.arn, needs_allow=False)

    def worlds() -> list[World]:
        if anywhere:
            people = People(denies).of(subject.owner, root=False)
            found = surroundings(people, denies, subject.owner, secure=True)
            return [replace(world, strict=True) for world in found]
        arn = f"arn:aws:iam::{subject.owner}:role/{stranger('role9')}"
        who = Requester("principal", subject.owner, arn)
        return [World(who, "internet", "own", None, True, subject.owner)]

    free = search(lambda: Search((layer,), wanted=_REPAIRS), worlds)
    return replace(free, fact=~free.fact, request=None if free.fact.is_no else free.request)

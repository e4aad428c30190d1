"""What a policy demands of uploads and downloads: encryption, the age of signatures, the organization of callers."""

from __future__ import annotations

from s3lint.policy.answers import Answer, each_variant, search
from s3lint.policy.conditions import Given
from s3lint.policy.document import Document, Statement, Variant
from s3lint.policy.requesters import World
from s3lint.policy.search import Search
from s3lint.policy.subject import Subject
from s3lint.policy.targets import Layer
from s3lint.policy.worlds import everyone, outsiders, surroundings
from s3lint.record import replace
from s3lint.values import Truth

_ALGORITHM = "s3:x-amz-server-side-encryption"
_PUT = frozenset({"s3:PutObject"})


def put_with_other_encryption(document: Document, subject: Subject, algorithm: str = "AES256") -> Answer:
    """Whether some upload that asks for another encryption than the bucket's default meets no Deny."""
    carried: dict[str, Given] = {_ALGORITHM: algorithm, f"{_ALGORITHM}-aws-kms-key-id": None}
    return each_variant(document, lambda variant: _undenied(variant, subject, _PUT, carried), Truth.NO)


def outsiders_undenied(document: Document, subject: Subject) -> Answer:
    """Whether nothing denies somebody from outside every organization and network that the policy mentions."""

    def ask(variant: Variant) -> Answer:
        denies = _denies(variant)
        layer = Layer(denies, subject.arn, needs_allow=False)
        return search(
            lambda: Search((layer,)),
            lambda: [w for w in outsiders(denies, subject.owner, unsigned=False) if w.requester.kind == "principal"],
        )

    return each_variant(document, ask, Truth.NO)


def old_signature_undenied(document: Document, subject: Subject) -> Answer:
    """Whether a request signed a week ago (the longest that a presigned URL lives) meets no Deny."""
    week: dict[str, Given] = {"s3:signatureage": str(7 * 24 * 3600 * 1000)}
    return each_variant(
        document, lambda variant: _undenied(variant, subject, frozenset({"s3:GetObject"}), week), Truth.NO
    )


def _undenied(variant: Variant, subject: Subject, wanted: frozenset[str], carried: dict[str, Given]) -> Answer:
    denies = _denies(variant)
    layer = Layer(denies, subject.arn, needs_allow=False)

    def worlds() -> list[World]:
        requesters = [r for r in everyone(denies, subject.owner, services=False) if r.kind == "principal"]
        found = surroundings(requesters, denies, subject.owner, secure=True)
        return [replace(world, carried=tuple(sorted(carried.items()))) for world in found]

    return search(lambda: Search((layer,), wanted=wanted), worlds)


def _denies(variant: Variant) -> tuple[Statement, ...]:
    return tuple(s for s in variant.statements if not s.is_allow)

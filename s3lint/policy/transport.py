"""Whether plain HTTP is refused, and old versions of TLS."""

from __future__ import annotations

from s3lint.policy.answers import Answer, each_variant, search
from s3lint.policy.document import Document, Variant
from s3lint.policy.requesters import World
from s3lint.policy.search import Search
from s3lint.policy.subject import Subject
from s3lint.policy.targets import Layer
from s3lint.policy.worlds import everyone, surroundings
from s3lint.record import replace
from s3lint.values import Truth


def plain_http_uncovered(document: Document, subject: Subject) -> Answer:
    """Whether some plain-HTTP request, by anybody but an AWS service, meets no Deny; the request is one."""
    return _uncovered(document, subject, "aws:securetransport")


def old_tls_undenied(document: Document, subject: Subject, least: str = "1.2") -> Answer:
    """Whether some request over a TLS version older than `least` (1.2 or 1.3) meets no Deny."""
    older = tuple(version for version in ("1.2", "1.1") if version < least)
    return _uncovered(document, subject, "s3:tlsversion", older)


def _uncovered(document: Document, subject: Subject, key: str, versions: tuple[str, ...] = ()) -> Answer:
    return each_variant(document, lambda variant: _variant(variant, subject, key, versions), Truth.NO)


def _variant(variant: Variant, subject: Subject, key: str, versions: tuple[str, ...]) -> Answer:
    denies = tuple(s for s in variant.statements if not s.is_allow)
    layer = Layer(denies, subject.arn, needs_allow=False)
    secure = key != "aws:securetransport"

    def worlds() -> list[World]:
        # the own account's callers first: they are let in without a policy, so they make the plainest example
        requesters = sorted(
            everyone(denies, subject.owner, services=False), key=lambda who: who.account != subject.owner
        )
        found = surroundings(requesters, denies, subject.owner, secure=secure)
        if not secure:
            return list(found)
        return [replace(w, carried=(("s3:tlsversion", version),)) for w in found for version in versions]

    return search(lambda: Search((layer,)), worlds)

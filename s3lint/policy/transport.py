"""Whether plain HTTP is refused, and old versions of TLS."""

from __future__ import annotations

from dataclasses import replace

from s3lint.policy.answers import Answer, each_variant, search
from s3lint.policy.document import Document, Variant
from s3lint.policy.requesters import World
from s3lint.policy.search import Search
from s3lint.policy.subject import Subject
from s3lint.policy.targets import Layer
from s3lint.policy.worlds import everyone, surroundings


def plain_http_uncovered(document: Document, subject: Subject) -> Answer:
    """Whether some plain-HTTP request, by anybody but an AWS service, meets no Deny; the request is one."""
    return _uncovered(document, subject, "aws:securetransport")


def old_tls_undenied(document: Document, subject: Subject) -> Answer:
    """Whether some request over TLS older than 1.2 meets no Deny."""
    return _uncovered(document, subject, "s3:tlsversion")


def _uncovered(document: Document, subject: Subject, key: str) -> Answer:
    return each_variant(document, lambda variant: _variant(variant, subject, key))


def _variant(variant: Variant, subject: Subject, key: str) -> Answer:
    denies = tuple(s for s in variant.statements if not s.is_allow)
    layer = Layer(denies, subject.arn, needs_allow=False)
    secure = key != "aws:securetransport"

    def worlds() -> list[World]:
        # the own account's callers first: they are let in without a policy, so they make the plainest example
        requesters = sorted(
            everyone(denies, subject.owner, services=False), key=lambda who: who.account != subject.owner
        )
        found = surroundings(requesters, denies, subject.owner, secure=secure)
        return [replace(w, carried=(("s3:tlsversion", "1.1"),)) for w in found] if secure else list(found)

    return search(lambda: Search((layer,)), worlds)

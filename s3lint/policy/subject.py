"""What a policy is attached to: the bucket and everything that decides together with its policy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from s3lint.policy.document import Document, Statement, Term, Variant
from s3lint.policy.placeholders import OWNER, has_hole
from s3lint.source import Span
from s3lint.values import Fact, Guard, Reason, no


@dataclass(frozen=True, slots=True)
class Grant:
    """One grant of an ACL: to a group (`uri`) or a canonical user (`canonical`)."""

    permission: str  # READ, WRITE, READ_ACP, WRITE_ACP, FULL_CONTROL
    uri: str = ""
    canonical: str = ""
    span: Span | None = None
    certain: bool = True
    reasons: tuple[Reason, ...] = ()  # why it is not certain


@dataclass(frozen=True, slots=True)
class AccessPointPolicy:
    """An access point of the bucket's own account."""

    name: str
    arn: str
    document: Document
    account: str = OWNER
    origin: str = "Internet"  # or VPC
    restricted: Fact = field(default_factory=no)  # RestrictPublicBuckets of the access point itself


@dataclass(frozen=True, slots=True)
class Subject:
    """A bucket as the policy engine sees it. Texts may be placeholders; flags are the effective ones of all levels."""

    arn: str  # `arn:aws:s3:::name`, or placeholders.bucket_arn(address)
    owner: str = OWNER  # account number, or OWNER
    grants: tuple[Grant, ...] = ()
    acls_enabled: Fact = field(default_factory=no)
    ignore_public_acls: Fact = field(default_factory=no)
    restrict_public_buckets: Fact = field(default_factory=no)
    requester_pays: Fact = field(default_factory=no)
    access_points: tuple[AccessPointPolicy, ...] = ()
    trusted: frozenset[str] = frozenset()  # accounts that count as one's own
    restricted_where: Mapping[Guard, Fact] = field(default_factory=dict)  # restrict_public_buckets, where a guard holds
    asked: frozenset[str] | None = None  # the actions that a question of exposure is about; None: all


def prepare(subject: Subject, document: Document) -> tuple[Subject, Document]:
    """Both with the owner's account filled in where it is known."""
    if subject.owner == OWNER:
        return subject, document
    changes = {OWNER: subject.owner}
    points = tuple(
        replace(
            p, arn=_text(p.arn, changes), account=_text(p.account, changes), document=_document(p.document, changes)
        )
        for p in subject.access_points
    )
    return replace(subject, access_points=points), _document(document, changes)


def _document(document: Document, changes: dict[str, str]) -> Document:
    if not any(_touches(s, changes) for v in document.variants for s in v.statements):
        return document
    return replace(document, variants=tuple(_variant(v, changes) for v in document.variants))


def _touches(statement: Statement, changes: dict[str, str]) -> bool:
    texts = [t.text for t in (*statement.resources, *(p.term for p in statement.principals or ()))]
    texts += [v.text for c in statement.conditions for v in c.values]
    return any(old in text for text in texts for old in changes)


def _variant(variant: Variant, changes: dict[str, str]) -> Variant:
    return replace(variant, statements=tuple(_statement(s, changes) for s in variant.statements))


def _statement(statement: Statement, changes: dict[str, str]) -> Statement:
    if not _touches(statement, changes):
        return statement
    principals = statement.principals
    if principals is not None:
        principals = tuple(replace(p, term=_term(p.term, changes)) for p in principals)
    conditions = tuple(replace(c, values=tuple(_term(v, changes) for v in c.values)) for c in statement.conditions)
    resources = tuple(_term(r, changes) for r in statement.resources)
    return replace(statement, principals=principals, resources=resources, conditions=conditions)


def _term(term: Term, changes: dict[str, str]) -> Term:
    text = _text(term.text, changes)
    return term if text == term.text else Term(text, term.span, term.reasons if has_hole(text) else ())


def _text(text: str, changes: dict[str, str]) -> str:
    for old, new in changes.items():
        text = text.replace(old, new)
    return text

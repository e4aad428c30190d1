"""What an outsider can really do: policy, ACL, ownership, Block Public Access and access points together."""

from __future__ import annotations

from itertools import product

from s3lint.policy import acl
from s3lint.policy.answers import ACCOUNT_UNKNOWN, Answer, any_of, doubted, each_variant, restricted, search
from s3lint.policy.document import Document, Statement, Variant
from s3lint.policy.glob import NO, YES, same
from s3lint.policy.points import fixed_access_points
from s3lint.policy.public import is_access_point_public, is_public
from s3lint.policy.requesters import Through
from s3lint.policy.search import Search
from s3lint.policy.subject import AccessPointPolicy, Subject
from s3lint.policy.targets import Layer
from s3lint.policy.worlds import outsiders, through_point
from s3lint.record import Struct
from s3lint.values import Fact, no, unknown, yes


class Exposure(Struct, frozen=True):
    """Whether an outsider gets in, by each of the ways."""

    policy: Answer  # the bucket policy alone, Block Public Access taken into account
    acl: Answer
    access_points: Answer

    @property
    def answer(self) -> Answer:
        """All ways together."""
        return any_of([self.policy, self.acl, self.access_points])


def effective_access(document: Document, subject: Subject, *, masked: bool = True) -> Exposure:
    """Whether anybody who is not named can do something. `masked` False leaves Block Public Access out of account."""
    public = is_public(document, subject)
    held_back = subject.restrict_public_buckets & public.fact if masked else no()

    def held(variant: Variant) -> Fact:
        return blocked(variant, subject) if masked else no()

    by_policy = each_variant(document, lambda v: restricted(_by_policy(v, subject), held(v)))
    delegated = each_variant(document, lambda v: _by_delegation(v, subject))
    if masked:
        by_policy = decided(by_policy, subject.restrict_public_buckets)
        delegated = restricted(delegated, subject.restrict_public_buckets)
    return Exposure(
        any_of([by_policy, delegated]),
        _by_acl(document, subject, held_back, masked=masked),
        _by_access_points(document, subject, masked=masked),
    )


def decided(answer: Answer, restricts: Fact) -> Answer:
    """What RestrictPublicBuckets leaves open: nothing.

    If what is not known makes the policy public, outsiders are refused; else it is limited to fixed values
    (https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html).
    """
    return Answer(no(says="RestrictPublicBuckets is on")) if answer.fact.is_unknown and restricts.is_yes else answer


def blocked(variant: Variant, subject: Subject) -> Fact:
    """Whether Block Public Access holds back one of the possible policies: open conditions may decide both alike."""
    restricts = subject.restricted_where.get(variant.guard, subject.restrict_public_buckets)
    return no() if restricts.is_no else restricts & is_public(Document((variant,)), subject).fact


def _by_policy(variant: Variant, subject: Subject) -> Answer:
    layer = Layer(variant.statements, subject.arn)
    return _each_signature(subject, layer, variant.statements)


def _each_signature(subject: Subject, layer: Layer, statements: tuple[Statement, ...]) -> Answer:
    """Requester Pays refuses anonymous requests, so where it is not known both cases count."""
    pays = subject.requester_pays
    signed = search(
        lambda: Search((layer,), subject.asked), lambda: outsiders(statements, subject.owner, unsigned=False)
    )
    if pays.is_yes:
        return signed
    both = search(lambda: Search((layer,), subject.asked), lambda: outsiders(statements, subject.owner))
    if pays.is_no or signed.fact.is_yes:
        return both
    return any_of([signed, restricted(both, pays)])


def _by_delegation(variant: Variant, subject: Subject) -> Answer:
    """Another account whose access points get in decides who may use them (access-analyzer-resources)."""
    answers = []
    layer = Layer(variant.statements, subject.arn)
    for through in fixed_access_points(variant.statements, negated=True):
        if same(through.account, subject.owner) == YES or through.account in subject.trusted:
            continue
        worlds = list(through_point(through, variant.statements, subject.owner))
        found = search(lambda: Search((layer,), subject.asked), lambda worlds=worlds: worlds)  # type: ignore[misc]
        answers.append(restricted(found, ~_is_foreign(through.account, subject.owner)))
    return any_of(answers)


def _is_foreign(account: str, owner: str) -> Fact:
    found = same(account, owner)
    return yes() if found == NO else no() if found == YES else unknown(ACCOUNT_UNKNOWN)


def _by_acl(document: Document, subject: Subject, blocked: Fact, *, masked: bool) -> Answer:
    answers = []
    for grant in subject.grants:
        statement = acl.statement_of(grant, subject.arn)
        if statement is None or not acl.is_public_grant(grant):
            continue
        unsigned = not acl.only_signed(grant)
        found = each_variant(document, lambda v, s=statement, u=unsigned: acl_search(v, subject, s, u))  # type: ignore[misc]
        found = restricted(restricted(found, ~subject.acls_enabled), blocked)
        answers.append(restricted(found, subject.ignore_public_acls) if masked else found)
    return any_of(answers)


def acl_search(variant: Variant, subject: Subject, grant: Statement, unsigned: bool) -> Answer:
    """Whether a grant of the ACL gets an outsider past the Deny statements of the policy."""
    statements = (grant, *(s for s in variant.statements if not s.is_allow))
    return _each_signature_of_acl(subject, statements, unsigned)


def _each_signature_of_acl(subject: Subject, statements: tuple[Statement, ...], unsigned: bool) -> Answer:
    layer = Layer(statements, subject.arn)
    if unsigned:
        return _each_signature(subject, layer, statements)
    return search(lambda: Search((layer,), subject.asked), lambda: outsiders(statements, subject.owner, unsigned=False))


def _by_access_points(document: Document, subject: Subject, *, masked: bool) -> Answer:
    answers = []
    for point in subject.access_points:
        found = through_access_point(document, subject, point)
        if masked:
            flags = point.restricted | subject.restrict_public_buckets
            found = decided(restricted(found, point_blocked(document, subject, point)), flags)
        answers.append(found)
    return any_of(answers)


def point_blocked(document: Document, subject: Subject, point: AccessPointPolicy) -> Fact:
    """Whether Block Public Access holds back requests through an access point: its own, the bucket's, the account's."""
    public = is_access_point_public(point.document, subject, point.arn, point.origin).fact
    bucket_public = is_public(document, subject).fact
    return (point.restricted | subject.restrict_public_buckets) & (public | bucket_public)


def through_access_point(document: Document, subject: Subject, point: AccessPointPolicy) -> Answer:
    """Whether an outsider gets through an access point: its policy and the bucket's must both allow."""
    if point.origin == "VPC":
        return Answer(no())
    answers = []
    for bucket, own in product(document.variants, point.document.variants):
        layers = (Layer(bucket.statements, subject.arn), Layer(own.statements, point.arn, "/object/"))
        through = Through(point.account, point.arn, point.origin)
        worlds = list(through_point(through, (*bucket.statements, *own.statements), subject.owner))
        found = search(lambda layers=layers: Search(layers, subject.asked), lambda worlds=worlds: worlds)  # type: ignore[misc]
        answers.append(doubted(found, bucket, own))
    truths = {a.fact.truth for a in answers}
    if len(truths) == 1:
        return answers[0]
    return Answer(unknown(*(r for a in answers for r in a.fact.reasons)))
